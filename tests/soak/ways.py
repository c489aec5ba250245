"""The ways to the disk, each as work in steps that goes on where it ended, and what must be there after it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from desk.accounts import identity
from homeward import ledger
from homeward.channel.carriers import cell, folder, loop, qr
from homeward.channel.relay.book import Access, Book
from homeward.evidence.bag import Bag, Found
from tests.soak.injected import DONE, SENTENCE, Shared, failing

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
ENDS = (DONE, SENTENCE)
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
ACCESS = Access("0123456789abcdef" * 2, "the secret to write", "the secret to read")


class Way(Protocol):
    """A way to the disk, in a folder of its own, of so many steps."""

    folder: Path
    steps: int

    def begin(self) -> None:
        """What is there before the work, made while the disk is well."""

    def work(self, shared: Shared) -> None:
        """Take the steps that were not taken yet; promise each once it is kept."""

    def check(self, promised: int) -> None:
        """Fails unless the first `promised` steps are kept, and nothing is seen there but whole steps."""


@dataclass(frozen=True, slots=True)
class RelayAccepts:
    """A relay accepts messages into a mailbox."""

    folder: Path
    steps: int

    def begin(self) -> None:
        Book(self.folder).add(ACCESS)

    def work(self, shared: Shared) -> None:
        box = Book(self.folder).writable(ACCESS.id, ACCESS.write)
        for number in range(self.steps):
            box.put(cell.fill(b"blob %d" % number), AT)
            shared.promise()

    def check(self, promised: int) -> None:
        box = Book(self.folder).readable(ACCESS.id, ACCESS.read)
        kept = [cell.empty(box.read(number)) for number in range(1, box.last + 1)]
        assert kept == [b"blob %d" % number for number in range(len(kept))]
        assert len(kept) >= promised


@dataclass(frozen=True, slots=True)
class FolderTakes:
    """Sealed messages are written into a folder, such as that of a stick."""

    folder: Path
    steps: int

    def begin(self) -> None:
        pass

    def work(self, shared: Shared) -> None:
        for number in range(self.steps):
            folder.put(self.folder, b"blob %d" % number)
            shared.promise()

    def check(self, promised: int) -> None:
        kept = {blob.data for blob in folder.take(self.folder)} if self.folder.exists() else set()
        assert kept >= {b"blob %d" % number for number in range(promised)}
        assert kept <= {b"blob %d" % number for number in range(self.steps)}
        assert folder.faults(self.folder) == () if kept else True


@dataclass(frozen=True, slots=True)
class CodesWait:
    """Codes read from pictures wait for the others of their message."""

    folder: Path
    steps: int

    def begin(self) -> None:
        pass

    @property
    def frames(self) -> tuple[qr.Frame, ...]:
        return qr.put(bytes(qr.CHUNK * self.steps))

    def work(self, shared: Shared) -> None:
        for frame in self.frames:
            loop.keep(self.folder, [frame])
            shared.promise()

    def check(self, promised: int) -> None:
        [one] = loop.progress(self.folder) or [loop.Progress("", self.steps, tuple(range(1, self.steps + 1)))]
        assert not {*one.missing} & {*range(1, promised + 1)}
        if not one.missing:
            assert loop.whole(self.folder, one) == bytes(qr.CHUNK * self.steps)


@dataclass(frozen=True, slots=True)
class KeysChange:
    """The box keys of a channel are kept anew after each message."""

    folder: Path
    steps: int

    @property
    def file(self) -> Path:
        return self.folder / "keys" / "boxes.sealed"

    def begin(self) -> None:
        identity.write(self.file, b"keys 0 " * 100)

    def work(self, shared: Shared) -> None:
        for number in range(1, self.steps + 1):
            identity.write(self.file, b"keys %d " % number * 100)
            shared.promise()

    def check(self, promised: int) -> None:
        assert self.file.read_bytes() in [b"keys %d " % number * 100 for number in (promised, promised + 1)]


@dataclass(frozen=True, slots=True)
class BagFills:
    """Evidence is captured into a bag with its custody ledger."""

    folder: Path
    steps: int

    def begin(self) -> None:
        pass

    @property
    def bag(self) -> Bag:
        return Bag(self.folder / "bag")

    def work(self, shared: Shared) -> None:
        for number in range(len([*self.bag.entries()]), self.steps):
            self.bag.capture(Found(b"page %d" % number, f"{number}.txt", "A camp"), collector="olha", at=AT)
            shared.promise()

    def check(self, promised: int) -> None:
        ledger.verify(self.bag.entries())
        kept = [self.bag.store.get(item.sha256) for item in self.bag.items()]
        assert kept == [b"page %d" % number for number in range(len(kept))]
        assert len(kept) >= promised


WAYS = (RelayAccepts, FolderTakes, CodesWait, KeysChange, BagFills)


def faults(
    make: Callable[[Path, int], Way], steps: int, call: str, error: str, most: int, ends: Sequence[int] = ENDS
) -> int:
    """Let `call` fail the first, second, … `most`th time, or until there is no further one; how often it failed."""
    for number in range(1, most + 1):
        with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
            way = make(Path(folder) / "work", steps)
            way.begin()
            outcome = failing(way.work, call, error, number)
            assert outcome.code in ends, f"{call} {number}: {outcome.said}"
            way.check(outcome.promised)
            way.work(Shared())
            way.check(steps)
        if not outcome.hit:
            return number - 1
    return most
