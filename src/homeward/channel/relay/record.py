"""How a mailbox lies on disk: one record after another, each with its checksum."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from homeward.channel.carriers import cell
from homeward.channel.carriers.errors import CarrierError

_HEAD = struct.Struct(">4sQqI32s32s")
_MAGIC = b"HWM1"
LONGEST = _HEAD.size + cell.SIZES[-1]


@dataclass(frozen=True, slots=True)
class Entry:
    """A message in a mailbox: its number there, when it came (UTC), the SHA-256 of the sealed message in hexadecimal,
    and where its cell lies."""

    number: int
    at: datetime
    digest: str
    segment: Path
    offset: int
    size: int

    @property
    def end(self) -> int:
        return self.offset + self.size


def record(number: int, at: datetime, digest: str, content: bytes) -> bytes:
    """The bytes of a record whose cell is `content`."""
    seconds, sha = int(at.timestamp()), bytes.fromhex(digest)
    check = _check(number, seconds, sha, content)
    return _HEAD.pack(_MAGIC, number, seconds, len(content), sha, check) + content


def entry(number: int, at: datetime, digest: str, segment: Path, start: int, content: bytes) -> Entry:
    """The entry of a record that starts at `start` of `segment`."""
    return Entry(number, at, digest, segment, start + _HEAD.size, len(content))


def scan(segment: Path) -> Iterator[Entry]:
    """The whole records of a segment, from its beginning to the first that is cut short or damaged."""
    with segment.open("rb") as file:
        while True:
            start = file.tell()
            head = file.read(_HEAD.size)
            if len(head) < _HEAD.size or not head.startswith(_MAGIC):
                return
            _, number, seconds, size, sha, check = _HEAD.unpack(head)
            content = file.read(size) if size in cell.SIZES else b""
            if not content or _check(number, seconds, sha, content) != check:
                return
            yield entry(number, datetime.fromtimestamp(seconds, UTC), sha.hex(), segment, start, content)


def content(one: Entry) -> bytes:
    """The cell of an entry as it lies on disk; raises CarrierError when the disk damaged it."""
    with one.segment.open("rb") as file:
        file.seek(one.offset - _HEAD.size)
        check = _HEAD.unpack(file.read(_HEAD.size))[5]
        read = file.read(one.size)
    if _check(one.number, int(one.at.timestamp()), bytes.fromhex(one.digest), read) != check:
        raise CarrierError("relay_damaged", number=one.number)
    return read


def _check(number: int, seconds: int, sha: bytes, content: bytes) -> bytes:
    return hashlib.sha256(struct.pack(">Qq", number, seconds) + sha + content).digest()
