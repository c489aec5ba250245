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


def write(out: BinaryIO, folder: Path, files: Iterable[Path], passphrase: str, cost: Cost = keys.STRONG) -> int:
    """Write a backup of `files`, which lie in `folder`; how many there are. Raises WeakPassphrase."""
    secret = keys.fresh()
    locked = keys.lock(secret, passphrase, _NAME, cost).to_bytes()
    out.write(locked + b"\n")
    writer, count = _Writer(out, Box.from_seed(secret)), 0
    for path in files:
        count += 1
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while block := file.read(PART):
                digest.update(block)
            head = Head(path.relative_to(folder).as_posix(), file.tell(), digest.hexdigest())
            writer.add(canonical.encode({"name": head.name, "sha256": head.sha256, "size": head.size}))
            file.seek(0)
            while block := file.read(PART):
                writer.add(block)
    writer.add(_END)
    return count


def read(source: BinaryIO, passphrase: str) -> Iterator[tuple[Head, Iterator[bytes]]]:
    """Each file of a backup and its bytes, to be read before the next is asked for. Raises BadBackup or
    WrongPassphrase; what was read before that is to be thrown away."""
    try:
        locked = keys.Locked.from_bytes(source.readline(4096).rstrip(b"\n"))
    except keys.BadKey as error:
        raise BadBackup("This is not a backup of a desk.") from error
    parts = _parts(source, Box.from_seed(keys.unlock(locked, passphrase)))
    for part in parts:
        if part == _END:
            break
        head = _head(part)
        yield head, _bytes(head, parts)
    if next(parts, None) is not None or source.read(1):
        raise BadBackup("The backup goes on after its end.")


class _Writer:
    """Seals parts one after another, each for its place."""

    def __init__(self, out: BinaryIO, box: Box) -> None:
        self._out, self._box, self._count = out, box, 0

    def add(self, part: bytes) -> None:
        sealed = keys.seal(part, [self._box.public], _context(self._count))
        self._out.write(len(sealed).to_bytes(_LENGTH) + sealed)
        self._count += 1


def _parts(source: BinaryIO, box: Box) -> Iterator[bytes]:
    number, part = 0, b""
    while part != _END:
        size = int.from_bytes(source.read(_LENGTH))
        sealed = source.read(size) if 0 < size <= _LONGEST else b""
        try:
            part = keys.open_sealed([box], sealed, _context(number), _LONGEST)
        except keys.CannotOpen as error:
            raise BadBackup(f"Part {number} of the backup was damaged, changed or cut off.") from error
        yield part
        number += 1


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
        block = next(parts, b"")
        left -= len(block) or left + 1
        digest.update(block)
        yield block
    if left or digest.hexdigest() != head.sha256:
        raise BadBackup(f"The file {head.name} of the backup was damaged.")
