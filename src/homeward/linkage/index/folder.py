"""The files of an index: segments that never change, a journal that grows, and `current`, which names those that count.

`current` is replaced in one step, so whoever reads sees the index before a change or after it. One process writes at a
time; any number read meanwhile."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from homeward.linkage.index import archive
from homeward.linkage.index.archive import Arrays
from homeward.linkage.index.segment import Segment

Mark = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Current:
    """The segments that count by the names of their files, and the bookmark when they were written."""

    generation: int
    segments: Mapping[str, Segment]
    bookmark: str


class Folder:
    """A folder that belongs to one index."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)

    @property
    def _current(self) -> Path:
        return self.path / "current"

    def journal(self, generation: int) -> Path:
        """The changes since the segments of that generation were written."""
        return self.path / f"journal-{generation}"

    def mark(self) -> Mark | None:
        """Differs whenever `current` was replaced; None where no index was made yet."""
        try:
            found = self._current.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def next_generation(self) -> int:
        """A number higher than that of any file of the folder, whoever wrote it."""
        numbers = [int(file.name.rpartition("-")[2]) for file in self.path.glob("*-*[0-9]")]
        return max(numbers, default=0) + 1

    def read(self, known: Mapping[str, Segment]) -> Current:
        """What counts now; segments already `known` are not mapped again."""
        current = archive.read(self._current)
        names: list[str] = current.noted["segments"]
        segments = {name: known.get(name) or Segment(archive.read(self.path / name).arrays) for name in names}
        for name, segment in segments.items():
            segment.dead = np.zeros(len(segment), np.bool_)
            segment.dead[current.arrays[name]] = True
        return Current(current.noted["generation"], segments, current.noted["bookmark"])

    def write(self, current: Current, made: Arrays | None) -> None:
        """Make what counts now: the segments of `current` and one of `made`, with an empty journal; then do away with
        all other files."""
        dead = {name: np.flatnonzero(segment.dead).astype(np.int32) for name, segment in current.segments.items()}
        if made is not None:
            dead[f"people-{current.generation}"] = np.zeros(0, np.int32)
            archive.write(self.path / f"people-{current.generation}", {}, made)
        self.journal(current.generation).touch()
        noted = {"generation": current.generation, "segments": list(dead), "bookmark": current.bookmark}
        archive.write(self._current, noted, dead)
        self._clear([*dead, self.journal(current.generation).name, "current", "lock"])

    def _clear(self, kept: Sequence[str]) -> None:
        for file in self.path.iterdir():
            if file.name not in kept:
                file.unlink()

    def check(self) -> None:
        """Read every byte; raise `IndexDamaged` if one is not what was written."""
        for name in archive.read(self._current).noted["segments"]:
            archive.read(self.path / name).check()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the index against other writers, in this process and others; let go even if the process dies."""
        with (self.path / "lock").open("wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
