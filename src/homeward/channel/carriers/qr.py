"""The QR carrier: a sealed message as a loop of codes, shown or printed, photographed, and read back from pictures.

Every code is whole by itself: it says of which message it is, how many there are and which one it is. So they are read
in any order, any of them twice, several in one picture, today and tomorrow.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import segno
import zxingcpp

from homeward.channel.carriers.blob import MAX_BLOB
from homeward.channel.carriers.errors import CarrierError
from homeward.evidence.photo import BrokenImage, open_image

MAGIC = b"HWQR1"
VERSION = 25
"""The size of each code: 117 modules a side, which a telephone reads from a screen or a sheet of paper."""
CHUNK = 956
"""Bytes of the message in one code, at the error correction M."""
_QR_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_HEAD = len(MAGIC) + 2 + 2 + 32
MAX_FRAMES = -(-MAX_BLOB // CHUNK)


@dataclass(frozen=True, slots=True)
class Frame:
    """One code of a loop: the hash of the whole message, how many codes there are, which one this is (from 1), and its
    part of the bytes."""

    digest: str
    total: int
    number: int
    chunk: bytes

    def to_bytes(self) -> bytes:
        place = self.total.to_bytes(2) + self.number.to_bytes(2)
        return MAGIC + place + bytes.fromhex(self.digest) + self.chunk

    @classmethod
    def from_bytes(cls, data: bytes) -> Frame:
        """The frame in a code; raises CarrierError for anything else."""
        start = len(MAGIC)
        total, number = int.from_bytes(data[start : start + 2]), int.from_bytes(data[start + 2 : start + 4])
        if not (data.startswith(MAGIC) and _HEAD < len(data) <= _HEAD + CHUNK and 1 <= number <= total <= MAX_FRAMES):
            raise CarrierError("qr_not_ours")
        if number < total and len(data) != _HEAD + CHUNK:
            raise CarrierError("qr_not_ours")
        return cls(data[start + 4 : _HEAD].hex(), total, number, data[_HEAD:])


def put(blob: bytes) -> tuple[Frame, ...]:
    """The codes of `blob`, in order; raises CarrierError when it is too large."""
    if not 0 < len(blob) <= MAX_BLOB:
        raise CarrierError("qr_too_large", limit=MAX_BLOB)
    digest, chunks = hashlib.sha256(blob).hexdigest(), range(0, len(blob), CHUNK)
    return tuple(
        Frame(digest, len(chunks), number, blob[start : start + CHUNK]) for number, start in enumerate(chunks, start=1)
    )


def take(picture: bytes) -> tuple[Frame, ...]:
    """Every code of ours in a picture (PNG, JPEG or WebP); raises CarrierError when it shows none or is no picture."""
    try:
        image = open_image(picture).convert("L")
    except BrokenImage as error:
        raise CarrierError("qr_no_picture") from error
    frames = tuple(_ours(zxingcpp.read_barcodes(np.asarray(image), formats=_QR_CODES)))
    if not frames:
        raise CarrierError("qr_not_ours")
    return frames


def draw(frame: Frame, scale: int = 4) -> bytes:
    """The code as a PNG picture, `scale` pixels a module."""
    out = io.BytesIO()
    _code(frame).save(out, kind="png", border=4, scale=scale)
    return out.getvalue()


def drawing(frame: Frame) -> str:
    """The code as an SVG element that takes the size of its place."""
    return str(_code(frame).svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None, light="#fff"))


def _code(frame: Frame) -> segno.QRCode:
    return segno.make_qr(frame.to_bytes(), error="m", version=VERSION, mode="byte", boost_error=False)


def _ours(codes: Sequence[zxingcpp.Barcode]) -> Iterator[Frame]:
    for code in codes:
        if code.bytes.startswith(MAGIC):
            yield Frame.from_bytes(code.bytes)
