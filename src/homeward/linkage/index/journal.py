"""What changed since the segments were written: one line a change, its checksum first, written at the end of a file.

A line without its end was being written when a process stopped; it does not count, and the next writer cuts it off."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from homeward.linkage.facts import Facts
from homeward.linkage.index.archive import IndexDamaged
from homeward.linkage.index.draft import told, written


@dataclass(frozen=True, slots=True)
class Change:
    """A person put in with his or her facts, or taken out if there are none."""

    person: str
    facts: Facts | None


@dataclass(frozen=True, slots=True)
class Bookmark:
    """How far the owner of the index has read what it is made from."""

    text: str


Line = Change | Bookmark


def append(path: Path, end: int, lines: Iterable[Line]) -> None:
    """Write the lines at `end`, where the last whole line of the file ends."""
    with path.open("r+b") as file:
        file.seek(end)
        file.truncate()
        file.write(b"".join(map(_packed, lines)))


def read(path: Path, begin: int) -> tuple[list[Line], int]:
    """The whole lines from `begin` on, and where they end; raise `IndexDamaged` if one was not so written."""
    try:
        with path.open("rb") as file:
            if file.seek(0, os.SEEK_END) < begin:
                raise IndexDamaged(f"The index file {path.name} is cut short; build the index anew.")
            file.seek(begin)
            text = file.read()
    except FileNotFoundError as error:
        raise IndexDamaged(f"The index file {path.name} is missing; build the index anew.") from error
    whole = text[: text.rfind(b"\n") + 1]
    return [_unpacked(path, line) for line in whole.splitlines()], begin + len(whole)


def _packed(line: Line) -> bytes:
    if isinstance(line, Bookmark):
        said: Sequence[str] = (line.text,)
    else:
        said = (line.person, "" if line.facts is None else written(line.facts).decode())
    text = json.dumps(said).encode()
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _unpacked(path: Path, line: bytes) -> Line:
    checksum, _, text = line.partition(b" ")
    if checksum != b"%08x" % zlib.crc32(text):
        raise IndexDamaged(f"The index file {path.name} is damaged; build the index anew.")
    said = json.loads(text)
    if len(said) == 1:
        return Bookmark(said[0])
    return Change(said[0], told(said[1]) if said[1] else None)
