"""Coordinates of the server-drawn pictures: a strip of time, and a map. Templates print them as SVG; they are whole
numbers, since a page in Ukrainian would print a fraction with a comma, which is no number in SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desk.register.models import Place
from homeward.register.place import DETENTION

MAP_WIDTH, MAP_HEIGHT, MARGIN = 1000, 600, 90
NAMED_UP_TO = 60  # on a fuller map only places with people bear their names
LETTER, LINE = 8, 18  # width and height of a letter on the map


@dataclass(frozen=True, slots=True)
class Dot:
    """A thing on the strip of time: `x` in per cent of its width, `row` from 0 for dots of the same day."""

    x: int
    y: int
    label: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip of time from its first to its last day with a tick at every new year."""

    dots: tuple[Dot, ...]
    years: tuple[Dot, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map: `x`, `y` in units of the drawing, `size` grows with the number of people."""

    place: Place
    x: int
    y: int
    size: int
    number: int
    detention: bool
    label_y: int  # 0 where a label would lie over another


def strip(days: Sequence[tuple[date, str]], until: date) -> Strip | None:
    """The strip for dated labels; None without any."""
    if not days:
        return None
    first = min(day for day, _ in days)
    span = max((until - first).days, 30)
    taken: dict[int, int] = {}
    dots = []
    for day, label in sorted(days):
        place = round(94 * min((day - first).days, span) / span / 2)
        row = taken[place] = taken.get(place, -1) + 1
        dots.append(Dot(2 + place * 2, 34 - 9 * min(row, 2), label))
    years = range(first.year + 1, until.year + 1)
    ticks = [Dot(round(2 + 94 * (date(year, 1, 1) - first).days / span), 58, str(year)) for year in years]
    return Strip(tuple(dots), tuple(ticks), 62)


def spots(places: Sequence[Place], numbers: dict[int, int]) -> tuple[Spot, ...]:
    """Every place with coordinates, fitted to the drawing; the fullest first, so that theirs are the names that
    stay."""
    known = [place for place in places if place.x is not None and place.y is not None]
    if not known:
        return ()
    xs, ys = [place.x or 0 for place in known], [place.y or 0 for place in known]
    scale = min(
        (MAP_WIDTH - 2 * MARGIN) / max(max(xs) - min(xs), 1), (MAP_HEIGHT - 2 * MARGIN) / max(max(ys) - min(ys), 1)
    )
    taken: list[tuple[int, int, int]] = []
    found = []
    for place, x, y in sorted(zip(known, xs, ys, strict=True), key=lambda one: -numbers.get(one[0].pk, 0)):
        left, top = round(MARGIN + (x - min(xs)) * scale), round(MARGIN + (y - min(ys)) * scale)
        number = numbers.get(place.pk, 0)
        size = round(min(6 + 1.6 * number**0.5, 22))
        named = number > 0 or len(known) <= NAMED_UP_TO
        label = _free(taken, left, top, size, len(str(place)) * LETTER // 2) if named else 0
        found.append(Spot(place, left, top, size, number, place.kind in DETENTION, label))
    return tuple(found)


def _free(taken: list[tuple[int, int, int]], x: int, y: int, size: int, half: int) -> int:
    """Below the spot, else above it, wherever no earlier label lies; 0 if both are taken."""
    for label in (y + size + LINE - 2, y - size - 6):
        if all(abs(x - other) > half + width or abs(label - line) > LINE for other, line, width in taken):
            taken.append((x, label, half))
            return label
    return 0
