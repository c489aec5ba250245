"""A round in a folder: each page is on the disk before the next is worked on, so that a crash loses one page at most.

The lists hold blinded values only. Whom we entered, and the secret that blinded them, stand beside them; the folder and
everything in it can be read by its owner alone, and goes as a whole when the round is over.
"""

from __future__ import annotations

import csv
import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from homeward.channel.matching import pages
from homeward.channel.matching.entries import Entrant, check_secret
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.pages import PER_PAGE, VALUE, Listing

_PEOPLE, _SECRET = "people.csv", "secret"
_WORK, _SEEN = "work.lock", "seen.lock"


class Part(StrEnum):
    """The lists of a round: ours as blinded (points, queries), theirs as shown, our answers to theirs, and what came
    back for ours (their answers, a mediator's evaluations); our tokens where there are any."""

    POINTS = "points"
    THEIRS = "theirs"
    ANSWERS = "answers"
    RETURNED = "returned"
    TOKENS = "tokens"


@dataclass(frozen=True, slots=True)
class Kept:
    """The folder of a round."""

    folder: Path

    @property
    def begun(self) -> bool:
        """Whether people were entered here."""
        return (self.folder / _SECRET).exists()

    def begin(self, people: Sequence[Entrant], secret: bytes) -> None:
        """Keep whom we enter and the secret; those that were kept first stay, for a crash must not change them."""
        check_secret(secret)
        if not self.begun:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with private(self.folder / _PEOPLE) as file:
                rows = ((one.id, *(key or "" for key in one.keys)) for one in people)
                csv.writer(file).writerows(rows)
            with private(self.folder / _SECRET) as file:
                file.write(secret.hex())

    def people(self) -> list[Entrant]:
        """Whom we entered; raises MatchingRefused once it is erased."""
        with self._file(_PEOPLE).open(newline="", encoding="utf-8") as file:
            return [Entrant(row[0], tuple(key or None for key in row[1:])) for row in csv.reader(file)]

    def secret(self) -> bytes:
        """The secret of the round; raises MatchingRefused once it is erased."""
        return bytes.fromhex(self._file(_SECRET).read_text("utf-8"))

    def listing(self, part: Part, size: int, most: int | None = None) -> Listing:
        """The whole pages kept of a list of `size` values, the first `most` of them; what else there is (a page half
        written when the power failed) is cut off."""
        path = self.folder / part
        data = path.read_bytes() if path.exists() else b""
        whole = pages.count_pages(size) if len(data) >= size * VALUE else len(data) // (VALUE * PER_PAGE)
        count = whole if most is None else min(whole, most)
        end = min(count * PER_PAGE, size) * VALUE
        if len(data) > end:
            os.truncate(path, end)
        return Listing.of(data[start : start + VALUE * PER_PAGE] for start in range(0, end, VALUE * PER_PAGE))

    def add(self, part: Part, page: bytes) -> None:
        """Put `page` behind the others of a list, on the disk."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(self.folder / part, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
            file.write(page)
            file.flush()
            os.fsync(file.fileno())

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While this lasts nobody else works on the round; raises MatchingRefused when somebody does. A process that
        is killed lets go."""
        with self._lock(_WORK) as work, self._lock(_SEEN) as seen:
            if not _taken(work):
                raise MatchingRefused("round_worked_on")
            fcntl.flock(seen, fcntl.LOCK_EX)  # waits only while somebody looks
            yield

    @property
    def busy(self) -> bool:
        """Whether somebody works on the round now. Looking keeps nobody from beginning."""
        with self._lock(_SEEN) as seen:
            return not _taken(seen)

    def erase(self) -> None:
        """Remove everything: afterwards nobody can blind, answer or open the round again."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _lock(self, kind: str) -> TextIO:
        self.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.folder.with_name(f"{self.folder.name}.{kind}").open("w")

    def _file(self, name: str) -> Path:
        if not self.begun:
            raise MatchingRefused("round_erased")
        return self.folder / name


def _taken(lock: TextIO) -> bool:
    """Whether the lock could be taken at once."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def private(path: Path) -> Iterator[TextIO]:
    """A new text file for its owner alone, there whole or not at all."""
    partial = path.with_suffix(".partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", newline="", encoding="utf-8") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
