"""The pages of one list in one file, sealed one by one: what a stick carries, or a page of the desk takes in.

The file is `HWPAGES1`, the root of the list (32 bytes), and for each page its length in four bytes, big-endian, and
the sealed page. A file that was cut off on the way gives the pages it holds; the rest can come in another.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from homeward.channel.matching.errors import MatchingRefused

MAGIC = b"HWPAGES1"
SUFFIX = ".pages"
_LENGTH = struct.Struct(">I")
_ROOT = 32
_MOST = 64 * 1024


def write(file: BinaryIO, root: bytes, sealed: Iterable[bytes]) -> None:
    """Write the `sealed` pages of the list that `root` binds."""
    file.write(MAGIC + root)
    for blob in sealed:
        file.write(_LENGTH.pack(len(blob)) + blob)


def root_of(file: BinaryIO) -> bytes:
    """The root of the list in the file; raises MatchingRefused when it is no such file."""
    head = file.read(len(MAGIC) + _ROOT)
    if len(head) != len(MAGIC) + _ROOT or not head.startswith(MAGIC):
        raise MatchingRefused("page_malformed")
    return head[len(MAGIC) :]


def read(file: BinaryIO) -> Iterator[bytes]:
    """The sealed pages that follow the head; raises MatchingRefused for one that is too large to be a page."""
    while len(head := file.read(_LENGTH.size)) == _LENGTH.size:
        (length,) = _LENGTH.unpack(head)
        if length > _MOST:
            raise MatchingRefused("page_malformed")
        blob = file.read(length)
        if len(blob) == length:
            yield blob
