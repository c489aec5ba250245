"""The chart of people waiting and people home, drawn on the server as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from desk.today.queries import Month

WIDTH, HEIGHT = 720, 220
_LEFT, _RIGHT, _BOTTOM, _TOP = 44, 18, 26, 18
_LABELS = 6


@dataclass(frozen=True, slots=True)
class Level:
    """A horizontal line of the chart and the number of people it stands for."""

    y: float
    people: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A month named under the chart."""

    x: float
    first_on: date


@dataclass(frozen=True, slots=True)
class Chart:
    """Two lines over the months: the points of each, the area under the first, and the ticks of both axes."""

    waiting: str
    home: str
    area: str
    levels: tuple[Level, ...]
    ticks: tuple[Tick, ...]
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    width: int = WIDTH
    height: int = HEIGHT


def over_time(months: Sequence[Month]) -> Chart | None:
    """The chart of at least two months; None for fewer."""
    if len(months) < 2:
        return None
    step = round_step(max(max(month.waiting, month.home) for month in months))
    most = step * -(-max(max(month.waiting, month.home) for month in months) // step)
    width = (WIDTH - _LEFT - _RIGHT) / (len(months) - 1)
    places = [_LEFT + number * width for number in range(len(months))]
    waiting = _points((x, _y(month.waiting, most)) for x, month in zip(places, months, strict=True))
    home = _points((x, _y(month.home, most)) for x, month in zip(places, months, strict=True))
    base = HEIGHT - _BOTTOM
    every = -(-len(months) // _LABELS)
    return Chart(
        waiting,
        home,
        area=f"{_LEFT},{base} {waiting} {places[-1]:.1f},{base}",
        levels=tuple(Level(_y(people, most), people) for people in range(0, most + 1, step)),
        ticks=tuple(Tick(places[number], months[number].first_on) for number in range(0, len(months), every)),
    )


def round_step(most: int) -> int:
    """A step of 1, 2 or 5 times a power of ten that divides `most` into five lines or fewer."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if most <= 5 * step:
                return step
        power *= 10


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _y(people: int, most: int) -> float:
    return HEIGHT - _BOTTOM - (HEIGHT - _BOTTOM - _TOP) * people / max(most, 1)
