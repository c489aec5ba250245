"""Vague dates: Extended Date/Time Format (EDTF, levels 0 and 1 of ISO 8601-2:2019) as a first and a last possible
day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from time import struct_time

import edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from homeward.errors import HomewardError

_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T[\d:.+Z-]*)?\Z")
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?:\s*(?:р|г|р\.|г\.|року|года))?\Z")


class NotADate(HomewardError):
    """The text is neither EDTF nor a date as it is written here."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last day the date may mean; None where it is open."""

    earliest: date | None
    latest: date | None

    def overlaps(self, other: Bounds) -> bool:
        """Whether both may mean the same day."""
        starts = [day for day in (self.earliest, other.earliest) if day]
        ends = [day for day in (self.latest, other.latest) if day]
        return not starts or not ends or max(starts) <= min(ends)


@lru_cache(maxsize=65536)
def bounds(text: str) -> Bounds:
    """The days that EDTF `text` may mean; raises NotADate."""
    if plain := _PLAIN.match(text):
        return _plain(text, *(int(part) if part else None for part in plain.groups()))
    try:
        parsed = edtf.parse_edtf(text)
        return Bounds(_day(parsed.lower_strict()), _day(parsed.upper_strict()))
    except (EDTFParseException, ValueError, AttributeError) as error:
        raise NotADate(f"{text[:40]} is not a date: write it like 1991-05-03, 1991-05, 1991 or 199X.") from error


def canonical(written: str) -> str:
    """EDTF for a date as written, either EDTF already or day.month.year; raises NotADate."""
    text = written.strip()
    if dotted := _DOTTED.match(text):
        day, month, year = dotted.groups()
        text = f"{year}-{int(month):02}-{int(day):02}"
    bounds(text)
    return text


def latest(text: str) -> date | None:
    """The last day that `text` may mean; None for an empty or open date."""
    return bounds(text).latest if text else None


def _plain(text: str, year: int | None, month: int | None, day: int | None) -> Bounds:
    try:
        first = date(year or 0, month or 1, day or 1)
        last = first if day else date(first.year, month or 12, calendar.monthrange(first.year, month or 12)[1])
    except ValueError as error:
        raise NotADate(f"{text[:40]} is no day of the calendar.") from error
    return Bounds(first, last)


def _day(moment: struct_time | float) -> date | None:
    return date(*moment[:3]) if isinstance(moment, struct_time) else None
