"""Cells: sealed messages filled up to a few fixed sizes, so that whoever watches the line learns next to nothing.

A cell is four bytes of length (big-endian), the sealed message, and zeros.
"""

from __future__ import annotations

from homeward.channel.carriers.errors import CarrierError

SIZES = tuple(kib * 1024 for kib in (16, 64, 256, 1040))
_LENGTH = 4


def fill(blob: bytes) -> bytes:
    """The smallest cell that holds `blob`; raises CarrierError when none does."""
    size = next((size for size in SIZES if len(blob) + _LENGTH <= size), 0)
    if not size or not blob:
        raise CarrierError("cell_wrong")
    return (len(blob).to_bytes(_LENGTH) + blob).ljust(size, b"\0")


def empty(cell: bytes) -> bytes:
    """The sealed message in `cell`; raises CarrierError for anything that `fill` would not write."""
    blob = cell[_LENGTH : _LENGTH + int.from_bytes(cell[:_LENGTH])]
    if len(cell) not in SIZES or fill(blob) != cell:
        raise CarrierError("cell_wrong")
    return blob
