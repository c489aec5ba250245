"""A list of a cell, written by hand and photographed badly."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from importlib import resources
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

_ROW = 92
_WIDTH = 1300


def photograph(title: str, lines: Sequence[str], random: Random) -> bytes:
    """A JPEG of the list: uneven light, a tilt of up to two degrees, grain; the same random source, the same
    bytes."""
    page = _written(title, lines, random)
    grey = np.asarray(page.convert("L"), dtype=np.float32)
    grey = _tilted(grey, random.uniform(-2.0, 2.0)) * _light(grey.shape, random)
    noise = np.random.default_rng(random.randrange(2**32)).normal(0, 5, grey.shape)
    image = Image.fromarray(np.clip(grey + noise, 0, 255).astype(np.uint8))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=62)
    return out.getvalue()


def _written(title: str, lines: Sequence[str], random: Random) -> Image.Image:
    page = Image.new("RGB", (_WIDTH, 190 + _ROW * len(lines)), (238, 233, 220))
    draw = ImageDraw.Draw(page)
    font = _font(random.choice(("caveat", "pangolin")), 46)
    if title:
        draw.text((90, 40), title, font=font, fill=(40, 44, 70))
    for number, line in enumerate(lines):
        place = (80 + random.randrange(-8, 9), 130 + number * _ROW + random.randrange(-5, 6))
        draw.text(place, line, font=font, fill=(34, 38, 72))
    return page


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    data = resources.files("homeward.simulator").joinpath("fonts", f"{name}.ttf").read_bytes()
    return ImageFont.truetype(io.BytesIO(data), size)


def _tilted(
    grey: np.ndarray[tuple[int, ...], np.dtype[np.float32]], degrees: float
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(grey, turn, (width, height), borderValue=(205.0,)).astype(np.float32)


def _light(shape: tuple[int, ...], random: Random) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Brighter on one side than on the other, as by a window."""
    across = np.linspace(random.uniform(0.6, 0.8), 1.0, shape[1], dtype=np.float32)
    down = np.linspace(1.0, random.uniform(0.75, 0.95), shape[0], dtype=np.float32)
    return (down[:, None] * across[None, :]).astype(np.float32)
