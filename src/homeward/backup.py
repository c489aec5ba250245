"""A backup: files with their names in one file, sealed under a passphrase, each part by its place in the whole.

The first line is the secret of this backup, locked under the passphrase (`homeward.keys.lock`). Then come the parts,
each four bytes of length (big-endian) and a sealed part of at most 4 MiB. A file is its name, its size and its SHA-256
in canonical JSON, then its bytes in as many parts as they need; the end is a part that says so. A part that was
changed, left out, doubled, moved or taken from another backup does not open, and a backup without its end is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from homeward import canonical, keys
from homeward.errors import HomewardError
from homeward.keys import Box, Cost

PART = 4 * 1024 * 1024
_LONGEST = 2 * PART
_NAME = "homeward backup 1"
_LENGTH = 4
_END = b"end"


class BadBackup(HomewardError):
    """The file is no backup, or it was damaged, changed or cut short."""


@dataclass(frozen=True, slots=True)
class Head:
    """A file in a backup: its name within the folder, how many bytes it has, their SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


def write(out: BinaryIO, files: Iterable[tuple[str, Path]], passphrase: str, cost: Cost = keys.STRONG) -> None:
    """Write a backup of `files`, each a name in the backup and where the bytes lie now. Of a file that grows meanwhile
    no more is kept than was there at first. Raises WeakPassphrase."""
    secret = keys.fresh()
    out.write(keys.lock(secret, passphrase, _NAME, cost).to_bytes() + b"\n")
    writer = _Writer(out, Box.from_seed(secret))
    for name, path in files:
        with path.open("rb") as file:
            writer.add_file(name, file)
    writer.add(_END)


def read(source: BinaryIO, passphrase: str) -> Iterator[tuple[Head, Iterator[bytes]]]:
    """Each file of a backup and its bytes, to be read before the next is asked for. Raises BadBackup or
    WrongPassphrase; what was read before that is to be thrown away."""
    try:
        locked = keys.Locked.from_bytes(source.readline(4096).rstrip(b"\n"))
    except keys.BadKey as error:
        raise BadBackup("This is not a backup of a desk.") from error
    parts = _parts(source, Box.from_seed(keys.unlock(locked, passphrase)))
    while (part := next(parts)) != _END:
        head = _head(part)
        yield head, _bytes(head, parts)
    if source.read(1):
        raise BadBackup("The backup goes on after its end.")


class _Writer:
    """Seals parts one after another, each for its place."""

    def __init__(self, out: BinaryIO, box: Box) -> None:
        self._out, self._box, self._count = out, box, 0

    def add(self, part: bytes) -> None:
        sealed = keys.seal(part, [self._box.public], _context(self._count))
        self._out.write(len(sealed).to_bytes(_LENGTH) + sealed)
        self._count += 1

    def add_file(self, name: str, file: BinaryIO) -> None:
        digest = hashlib.sha256()
        while block := file.read(PART):
            digest.update(block)
        size = file.tell()
        self.add(canonical.encode({"name": name, "sha256": digest.hexdigest(), "size": size}))
        file.seek(0)
        while block := file.read(min(PART, size - file.tell())):
            self.add(block)


def _parts(source: BinaryIO, box: Box) -> Iterator[bytes]:
    for number in count():
        size = int.from_bytes(source.read(_LENGTH))
        sealed = source.read(size) if 0 < size <= _LONGEST else b""
        try:
            part = keys.open_sealed([box], sealed, _context(number), _LONGEST)
        except keys.CannotOpen as error:
            raise BadBackup(f"Part {number} of the backup was damaged, changed or cut off.") from error
        yield part


def _context(number: int) -> bytes:
    return f"homeward backup part {number}".encode()


def _head(part: bytes) -> Head:
    try:
        value = canonical.decode(part)
    except canonical.NotCanonical as error:
        raise BadBackup("The backup names a file in no form that is known.") from error
    match value:
        case {"name": str(name), "size": int(size), "sha256": str(sha256)} if _inside(name):
            return Head(name, size, sha256)
    raise BadBackup("The backup names a file in no form that is known.")


def _inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts


def _bytes(head: Head, parts: Iterator[bytes]) -> Iterator[bytes]:
    digest, left = hashlib.sha256(), head.size
    while left > 0:
        block = next(parts)
        left -= len(block) or left + 1
        digest.update(block)
        yield block
    if left or digest.hexdigest() != head.sha256:
        raise BadBackup(f"The file {head.name} of the backup was damaged.")
