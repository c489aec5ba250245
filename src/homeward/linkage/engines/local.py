"""The kernel in this process, or in several on this machine that share one slice in memory."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pyarrow as pa

from homeward.linkage.bulk_offers import Slice, offers

Chunk = tuple[int, pa.Table]


@dataclass(frozen=True, slots=True)
class Local:
    """`processes` at once; where the system cannot fork (Windows), one does all."""

    processes: int = 1

    def offers(self, people: pa.Table, chunks: Iterator[Chunk]) -> Iterator[Chunk]:
        """The offers of `people` for each chunk of mentions, with its number."""
        known = Slice(people)
        if self.processes == 1 or "fork" not in multiprocessing.get_all_start_methods():
            yield from map(partial(_offered, known), chunks)
            return
        _shared.append(known)
        try:
            with multiprocessing.get_context("fork").Pool(self.processes) as pool:
                yield from pool.imap_unordered(_of_shared, chunks)
        finally:
            _shared.pop()


_shared: list[Slice] = []  # what the children find in their memory when they are forked: never sent to them


def _of_shared(chunk: Chunk) -> Chunk:
    return _offered(_shared[-1], chunk)


def _offered(known: Slice, chunk: Chunk) -> Chunk:
    number, mentions = chunk
    return number, pa.Table.from_batches([offers(known, batch) for batch in mentions.combine_chunks().to_batches()])
