"""A photographed list cut into strips, one for each row, so that a person types what a strip shows.

The page is straightened and its light evened in a working copy; the strips are given in pixels of the original,
which is never altered. Reading is left to people: no recogniser of Cyrillic handwriting is good enough to be
trusted."""

from __future__ import annotations

import io
from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from homeward.errors import HomewardError
from homeward.evidence.mention import Strip

_FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 40_000_000
"""As many as a telephone takes; to open them takes less than 300 MB."""
_ROOM = 0.35  # of a row's height, left above and below for what letters reach out
_WIDTH = 1000  # pixels of the working copy
_TILTS = np.arange(-4.0, 4.01, 0.25)  # degrees
Grey = NDArray[np.uint8]


class BrokenImage(HomewardError):
    """The bytes begin like a picture and cannot be read as one."""


def open_image(data: bytes) -> Image.Image:
    """The picture in `data`, held as its camera held it and in colour; raises BrokenImage, also for one too large to
    open safely. Pixels of the original are counted in this picture."""
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
        if image.width * image.height > MAX_PIXELS:
            raise BrokenImage(f"The picture has {image.width}×{image.height} pixels, more than can be opened safely.")
        ImageOps.exif_transpose(image, in_place=True)
        return image if image.mode == "RGB" else image.convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BrokenImage("The picture has more pixels than can be opened safely; the file itself is kept.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise BrokenImage("The picture is damaged or cut off and cannot be opened; the file itself is kept.") from error


def strips(data: bytes) -> tuple[Strip, ...]:
    """The rows of the list from top to bottom; none if no rows stand out. Raises BrokenImage."""
    image = open_image(data)
    scale = _WIDTH / image.width
    size = (_WIDTH, max(round(image.height * scale), 1))
    ink = _ink(np.asarray(image.convert("L").resize(size), dtype=np.uint8))
    bands = list(_bands(_upright(ink)))
    tilt = abs(_tilt(ink)) * _WIDTH / 2 * np.pi / 180
    tall = float(np.median([bottom - top for top, bottom in bands])) if bands else 0.0
    margin = tilt * 0.5 + tall * _ROOM
    found = []
    for number, (top, bottom) in enumerate(bands, start=1):
        low, high = max(top - margin, 0) / scale, min(bottom + margin, size[1]) / scale
        found.append(Strip(number, int(low), min(int(high) + 1, image.height)))
    return tuple(found)


def crop(data: bytes, strip: Strip) -> bytes:
    """The strip as a PNG made anew, so that nothing hidden in the original comes with it."""
    image = open_image(data)
    part = image.crop((0, strip.top, image.width, strip.bottom))
    return _png(part)


def whole(data: bytes, width: int = 1400) -> bytes:
    """The whole picture as a PNG made anew, no wider than `width` pixels."""
    image = open_image(data)
    if image.width > width:
        image = image.resize((width, round(image.height * width / image.width)))
    return _png(image)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _ink(grey: Grey) -> Grey:
    """Where there is ink: darker than the paper around it, whatever the light; long ruled lines are taken out."""
    paper = cv2.medianBlur(cv2.dilate(grey, np.ones((15, 15), np.uint8)), 41)
    flat = cv2.divide(grey, paper, scale=255)
    _, ink = cv2.threshold(flat, 200, 255, cv2.THRESH_BINARY_INV)
    ruled = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, 120), np.uint8))
    result: Grey = cv2.subtract(ink, cv2.dilate(ruled, np.ones((3, 1), np.uint8))).astype(np.uint8)
    return result


def _tilt(ink: Grey) -> float:
    """The turn, in degrees, after which the rows stand out most."""
    small: Grey = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.uint8)
    return float(max(_TILTS, key=lambda degrees: float(np.var(np.diff(_profile(_turn(small, float(degrees))))))))


def _upright(ink: Grey) -> Grey:
    return _turn(ink, _tilt(ink))


def _turn(ink: Grey, degrees: float) -> Grey:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    result: Grey = cv2.warpAffine(ink, matrix, (width, height)).astype(np.uint8)
    return result


def _profile(ink: Grey) -> NDArray[np.float64]:
    means: NDArray[np.float64] = ink[:, ink.shape[1] // 20 : -ink.shape[1] // 20].mean(axis=1) / 255
    return means


def _bands(ink: Grey) -> Iterator[tuple[int, int]]:
    """Runs of lines with ink: from each dip of the profile to the next, those too low or too thin left out."""
    profile = np.convolve(_profile(ink), np.ones(5) / 5, mode="same")
    marked = profile > max(0.012, 0.18 * float(np.percentile(profile, 95)))
    edges = np.flatnonzero(np.diff(np.concatenate(([0], marked.astype(np.int8), [0]))))
    bands = [(int(top), int(bottom)) for top, bottom in zip(edges[::2], edges[1::2], strict=True)]
    tall = [bottom - top for top, bottom in bands if bottom - top >= 8]
    usual = float(np.median(tall)) if tall else 0.0
    for top, bottom in bands:
        if bottom - top >= max(8.0, 0.5 * usual):
            yield top, bottom
