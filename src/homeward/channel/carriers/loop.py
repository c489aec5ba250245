"""Codes read so far, kept in a folder until all of a message are there: reading can stop and go on another day."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from homeward.channel.carriers.errors import CarrierError
from homeward.channel.carriers.qr import Frame

MAX_LOOPS = 200
_NAME = re.compile(r"([0-9a-f]{64})-(\d{1,5})-(\d{1,5})\.frame")


@dataclass(frozen=True, slots=True)
class Progress:
    """Of a message in codes: its hash, how many codes it has, and which of them (from 1) are still to be read."""

    digest: str
    total: int
    missing: tuple[int, ...]

    @property
    def read(self) -> int:
        return self.total - len(self.missing)


def keep(folder: Path, frames: Iterable[Frame]) -> int:
    """Keep the codes read; how many of them are new. Raises CarrierError when the disk is full, or too many messages
    are begun."""
    fresh = 0
    for frame in frames:
        path = folder / f"{frame.digest}-{frame.total}-{frame.number}.frame"
        if not path.exists():
            _room(folder, frame)
            _write(path, frame.chunk)
            fresh += 1
    return fresh


def progress(folder: Path) -> tuple[Progress, ...]:
    """How far each message begun has come, by its hash."""
    read = _read(folder)
    return tuple(
        Progress(digest, total, tuple(n for n in range(1, total + 1) if n not in numbers))
        for (digest, total), numbers in sorted(read.items())
    )


def whole(folder: Path, one: Progress) -> bytes:
    """The sealed bytes of a message of which no code is missing. Raises CarrierError when they are not what their hash
    says: then its codes are forgotten, to be read again."""
    paths = [folder / f"{one.digest}-{one.total}-{number}.frame" for number in range(1, one.total + 1)]
    data = b"".join(path.read_bytes() for path in paths)
    if hashlib.sha256(data).hexdigest() != one.digest:
        forget(folder, one)
        raise CarrierError("qr_damaged")
    return data


def forget(folder: Path, one: Progress) -> None:
    """Drop the codes of a message: it was taken in, or must be read anew."""
    for path in folder.glob(f"{one.digest}-{one.total}-*.frame"):
        path.unlink()


def _read(folder: Path) -> dict[tuple[str, int], set[int]]:
    read: dict[tuple[str, int], set[int]] = {}
    for name in filter(None, map(_NAME.fullmatch, _names(folder))):
        read.setdefault((name[1], int(name[2])), set()).add(int(name[3]))
    return read


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.glob("*.frame")] if folder.is_dir() else []
    except OSError as error:
        raise CarrierError("folder_full") from error


def _room(folder: Path, frame: Frame) -> None:
    begun = _read(folder)
    if (frame.digest, frame.total) not in begun and len(begun) >= MAX_LOOPS:
        raise CarrierError("qr_too_many", limit=MAX_LOOPS)


def _write(path: Path, chunk: bytes) -> None:
    partial = path.with_suffix(".partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(chunk)
        partial.replace(path)
    except OSError as error:
        raise CarrierError("folder_full") from error
