"""The chart of people waiting, drawn on the server as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

WIDTH, HEIGHT = 720, 220
_LEFT, _BOTTOM, _TOP = 44, 26, 12


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on an axis and where it stands."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A line over months: its points for a polyline, the area under it, and its ticks."""

    points: str
    area: str
    months: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT


def cumulative(counts: Sequence[tuple[str, int]]) -> Chart | None:
    """The sum of `counts` (month, number) over time; None for fewer than two months."""
    if len(counts) < 2:
        return None
    sums = list(accumulate(count for _, count in counts))
    step = (WIDTH - _LEFT - 8) / (len(sums) - 1)
    places = [(_LEFT + place * step, _y(value, sums[-1])) for place, value in enumerate(sums)]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    base = HEIGHT - _BOTTOM
    every = max(len(counts) // 6, 1)
    months = tuple(Tick(places[n][0], HEIGHT - 8, counts[n][0]) for n in range(0, len(counts), every))
    levels = tuple(Tick(_LEFT - 6, _y(share, 4), str(round(sums[-1] * share / 4))) for share in range(5))
    return Chart(points, f"{_LEFT},{base} {points} {places[-1][0]:.1f},{base}", months, levels)


def _y(value: float, most: float) -> float:
    return HEIGHT - _BOTTOM - (HEIGHT - _BOTTOM - _TOP) * value / max(most, 1)
