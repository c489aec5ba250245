"""The chart of the record: people home on both sides over time, with the published figures, drawn as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desk.record.history import Published

WIDTH, HEIGHT = 760, 320
LEFT, RIGHT, TOP, BOTTOM = 52, 16, 14, 30
_STEP = 1000


@dataclass(frozen=True, slots=True)
class Mark:
    """A label or a published figure at its place; `label` is what it says."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Two stepped lines (points of polylines), the years, the levels, and the published figures."""

    ukraine: str
    russia: str
    years: tuple[Mark, ...]
    levels: tuple[Mark, ...]
    published: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    base: int = HEIGHT - BOTTOM


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date
    most: int

    def x(self, day: date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: int) -> float:
        return round(HEIGHT - BOTTOM - value / self.most * (HEIGHT - TOP - BOTTOM), 1)


def chart(line: Sequence[tuple[date, int, int]], published: Sequence[Published]) -> Chart:
    """The chart of `line` (day, to Ukraine, to Russia; not empty) with the figures `published` as points."""
    most = max(max(row[1], row[2]) for row in line)
    most = max(most, *(one.figure for one in published)) if published else most
    scale = _Scale(line[0][0].replace(month=1, day=1), line[-1][0], (most // _STEP + 1) * _STEP)
    years = range(scale.first.year, scale.last.year + 1)
    return Chart(
        ukraine=_steps(scale, [(day, value) for day, value, _ in line]),
        russia=_steps(scale, [(day, value) for day, _, value in line]),
        years=tuple(Mark(scale.x(date(year, 1, 1)), HEIGHT - 10, str(year)) for year in years),
        levels=tuple(Mark(LEFT - 8, scale.y(value), f"{value}") for value in range(0, scale.most + 1, _STEP)),
        published=tuple(Mark(scale.x(one.last_on), scale.y(one.figure), str(one.figure)) for one in published),
    )


def _steps(scale: _Scale, line: Sequence[tuple[date, int]]) -> str:
    """A total stays as it is until the next exchange: a stair, not a slope."""
    before = 0
    points = [f"{scale.x(scale.first)},{scale.y(0)}"]
    for day, value in line:
        points += [f"{scale.x(day)},{scale.y(before)}", f"{scale.x(day)},{scale.y(value)}"]
        before = value
    return " ".join(points)
