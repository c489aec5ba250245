"""When people were born, as numbers: four for each date that is said, the first and last possible year, month and day.

A date that no calendar has (30 February) is a slip: its year and month still say something, its day nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Born = NDArray[np.int16]  # (rows, dates of each, 4): first year, last year, month, day; 0 for what is not known
DATES = 2  # of one person that are compared
_PLAIN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?")


class Outcome(IntEnum):
    """How two dates compare, the more alike the higher."""

    ABSENT = 0
    DIFFERENT = 1
    YEAR_NEAR = 2
    YEAR_SAME = 3
    ONE_DIGIT = 4
    SWAPPED = 5
    SAME = 6


def born(said: Sequence[str]) -> tuple[int, ...]:
    """Up to two dates in EDTF as numbers; an interval of years (1984/1986) for what is known from an age."""
    found = [one for text in said if (one := _numbers(text))][:DATES]
    return tuple(number for one in [*found, *[(0, 0, 0, 0)] * (DATES - len(found))] for number in one)


def years_of(age: int, year: int) -> str:
    """The years in which somebody was born who was of `age` years in `year`, as an interval in EDTF."""
    return f"{year - age - 1}/{year - age}"


def _numbers(text: str) -> tuple[int, int, int, int] | None:
    sides = [_PLAIN.fullmatch(side) for side in text.split("/")]
    if not 1 <= len(sides) <= 2 or not all(sides):
        return None
    years = [int(side.group(1)) for side in sides if side]
    month, day = (int(part or 0) for part in sides[0].groups()[1:]) if len(sides) == 1 and sides[0] else (0, 0)
    if years[0] == years[-1] and month and day and not _is_day(years[0], month, day):
        day = 0
    return min(years), max(years), month if month <= 12 else 0, day if month <= 12 else 0


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def compare(left: Born, right: Born) -> NDArray[np.int8]:
    """The best outcome over the dates of each row of `left` and of its neighbour in `right`."""
    best = np.zeros(len(left), np.int8)
    for ours in range(left.shape[1]):
        for theirs in range(right.shape[1]):
            np.maximum(best, _outcomes(left[:, ours], right[:, theirs]), out=best)
    return best


def _outcomes(left: Born, right: Born) -> NDArray[np.int8]:
    known = (left[:, 0] > 0) & (right[:, 0] > 0)
    whole = known & (left[:, 3] > 0) & (right[:, 3] > 0)
    apart = np.maximum(left[:, 0] - right[:, 1], right[:, 0] - left[:, 1])
    years = np.select([apart <= 0, apart == 1], [Outcome.YEAR_SAME, Outcome.YEAR_NEAR], Outcome.DIFFERENT)
    crossed = (left[:, 0] == right[:, 0]) & (left[:, 2] == right[:, 3]) & (left[:, 3] == right[:, 2])
    digits = _digits(left, right)
    days = np.select(
        [digits == 0, crossed, digits == 1], [Outcome.SAME, Outcome.SWAPPED, Outcome.ONE_DIGIT], Outcome.DIFFERENT
    )
    return np.select([whole, known], [days, years], Outcome.ABSENT).astype(np.int8)


def _digits(left: Born, right: Born) -> NDArray[np.int8]:
    """How many of the eight digits of two whole dates differ."""
    wrong = np.zeros(len(left), np.int8)
    for column, places in ((0, 4), (2, 2), (3, 2)):
        for power in range(places):
            wrong += (left[:, column] // 10**power % 10) != (right[:, column] // 10**power % 10)
    return wrong
