"""A whole run: all mentions of a file against a whole register, in chunks that survive a crash.

What is done lies in the folder of the run: the offers of each chunk and slice in a file of their own, put in place in
one move when they are whole, and in `run.json` what is being linked. A run that was killed goes on where it stood and
ends with the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.csv as arrow_csv

from homeward.errors import HomewardError
from homeward.linkage.bulk_batches import LINKS, OFFERS
from homeward.linkage.bulk_links import ABSENT, settle

Progress = Callable[[int, int], None]


class OtherRun(HomewardError):
    """The folder holds a run over other files."""


class WrongShare(HomewardError):
    """A share that is none."""


class Engine(Protocol):
    """Runs the kernel: the offers of `people` for each of `chunks`, with the number of the chunk, in any order."""

    def offers(self, people: pa.Table, chunks: Iterator[tuple[int, pa.Table]]) -> Iterator[tuple[int, pa.Table]]: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """What is linked: digests of both files, and how many rows make a chunk of mentions and a slice of the register."""

    mentions: str
    register: str
    chunk: int
    slice: int


def plan(mentions: Path, register: Path, chunk: int = 10_000, slice: int = 1_000_000) -> Plan:
    """The plan for two files as they are now."""
    told, known = (hashlib.sha256(path.read_bytes()).hexdigest() for path in (mentions, register))
    return Plan(told, known, chunk, slice)


class Run:
    """A run in its folder. Raises OtherRun if the folder holds another."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        self._folder, self._plan = folder, plan
        folder.mkdir(parents=True, exist_ok=True)
        told, kept = json.dumps(asdict(plan), indent=1), folder / "run.json"
        if kept.exists() and kept.read_text("utf-8") != told:
            raise OtherRun(f"{folder} holds a run over other files or in other chunks; choose another folder.")
        _write(kept, lambda path: path.write_text(told, "utf-8"))

    def link(
        self, mentions: pa.Table, people: pa.Table, engine: Engine, progress: Progress, absent: float = ABSENT
    ) -> Path:
        """Link what is not linked yet, then write `links.csv`; both tables as FACTS. `progress` is told the chunks that
        are done and all there are; `absent` is for `settle`. Raises WrongShare."""
        if not 0 < absent < 1:
            raise WrongShare("The share of mentions of nobody in the register lies between 0 and 1.")
        chunks, slices = (
            _parts(table, size) for table, size in ((mentions, self._plan.chunk), (people, self._plan.slice))
        )
        for number, part in enumerate(slices):
            waiting = [one for one in range(len(chunks)) if not self._offers(number, one).exists()]
            done = (number + 1) * len(chunks) - len(waiting)
            progress(done, len(chunks) * len(slices))
            for chunk, found in engine.offers(part, ((one, chunks[one]) for one in waiting)) if waiting else ():
                _write(self._offers(number, chunk), partial(_keep, found))
                progress(done := done + 1, len(chunks) * len(slices))
        _write(
            self._folder / "links.csv",
            lambda path: self._settle(path, (len(chunks), len(slices)), people.num_rows, absent),
        )
        return self._folder / "links.csv"

    def _offers(self, number: int, chunk: int) -> Path:
        return self._folder / f"offers-{number:04}-{chunk:06}.arrow"

    def _settle(self, path: Path, parts: tuple[int, int], population: int, absent: float) -> None:
        chunks, slices = parts
        with arrow_csv.CSVWriter(path, LINKS) as out:
            for chunk in range(chunks):
                found = [pa.ipc.open_file(self._offers(number, chunk)).read_all() for number in range(slices)]
                out.write_table(settle(pa.concat_tables(found), population, absent))


def _parts(table: pa.Table, size: int) -> list[pa.Table]:
    return [table.slice(start, size) for start in range(0, table.num_rows, size)]


def _keep(found: pa.Table, path: Path) -> None:
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, OFFERS) as out:
        out.write_table(found)


def _write(path: Path, fill: Callable[[Path], object]) -> None:
    """The file is there whole or not at all."""
    half = path.with_suffix(".half")
    fill(half)
    half.replace(path)
