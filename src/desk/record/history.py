"""The public history of exchanges: sourced rows, and what the parties have published, held against each other.

`data/exchanges.csv` has a source for every row; where the parties gave no number the cell is empty, which is not a
zero. `data/published_totals.csv` gives every figure with its speaker, definition and date. Our sum and a published
figure differ for stated reasons: rows without a number, and definitions that are not the same.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from homeward.register import dates

WAR_SINCE = date(2022, 2, 24)
EXCHANGE, RELEASE, BODIES = "exchange", "release", "bodies"


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the history; `on` is EDTF, numbers are None where none was published. `confidence` is sourced,
    sourced_no_number, or derived (worked out from published totals, the note says how)."""

    id: str
    period: str
    kind: str
    on: str
    to_ukraine: int | None
    to_russia: int | None
    civilians_to_ukraine: int | None
    bodies_to_ukraine: int | None
    bodies_to_russia: int | None
    formula: str
    place: str
    mediators: str
    confidence: str
    sources: tuple[str, ...]
    note: str

    @property
    def last_on(self) -> date:
        """The last day the event may have happened."""
        return dates.latest(self.on) or date.max

    @property
    def first_on(self) -> date:
        return dates.bounds(self.on).earliest or date.min


@dataclass(frozen=True, slots=True)
class Published:
    """A figure somebody published: who, when, of what."""

    on: str
    speaker: str
    definition: str
    figure: int
    qualifier: str

    @property
    def last_on(self) -> date:
        return dates.latest(self.on) or date.max


@dataclass(frozen=True, slots=True)
class Compared:
    """A published figure beside the sum of our rows under the same definition; `unnumbered` rows have no number."""

    published: Published
    ours: int
    unnumbered: int

    @property
    def difference(self) -> int:
        """Ours less theirs."""
        return self.ours - self.published.figure


@dataclass(frozen=True, slots=True)
class Year:
    """What happened in one year of the full-scale war, by our rows."""

    year: int
    exchanges: int
    to_ukraine: int
    to_russia: int
    bodies_to_ukraine: int
    bodies_to_russia: int
    unnumbered: int


@cache
def events() -> tuple[Event, ...]:
    """All rows, oldest first."""
    return tuple(sorted((_event(row) for row in _rows("exchanges")), key=lambda one: (one.last_on, one.id)))


@cache
def published() -> tuple[Published, ...]:
    return tuple(
        Published(row["date"], row["speaker"], row["definition"], int(row["figure"]), row["qualifier"])
        for row in _rows("published_totals")
    )


@cache
def compared() -> tuple[Compared, ...]:
    """Every published figure with ours."""
    return tuple(_compare(one) for one in published())


@cache
def years() -> tuple[Year, ...]:
    """The full-scale war by year."""
    full = [one for one in events() if one.period == "full_scale"]
    return tuple(_year(year, full) for year in sorted({one.last_on.year for one in full}))


def cumulative() -> list[tuple[date, int, int]]:
    """Day, total to Ukraine and total to Russia since February 2022, after each exchange that has a number."""
    to_ukraine = to_russia = 0
    line = []
    for one in events():
        if _counts(one, (EXCHANGE, RELEASE)) and (one.to_ukraine or one.to_russia):
            to_ukraine, to_russia = to_ukraine + (one.to_ukraine or 0), to_russia + (one.to_russia or 0)
            line.append((one.last_on, to_ukraine, to_russia))
    return line


def _compare(one: Published) -> Compared:
    chosen = [event for event in events() if _DEFINITIONS[one.definition](event) and event.last_on <= one.last_on]
    both = "both sides" in one.definition
    ours = sum((event.to_ukraine or 0) + ((event.to_russia or 0) if both else 0) for event in chosen)
    gaps = sum(event.to_ukraine is None or (both and event.to_russia is None) for event in chosen)
    return Compared(one, ours, gaps)


def _counts(event: Event, kinds: Iterable[str]) -> bool:
    return event.period == "full_scale" and event.kind in kinds


_DEFINITIONS: Mapping[str, Callable[[Event], bool]] = {
    "total returned": lambda event: _counts(event, (EXCHANGE, RELEASE)),
    "total returned by exchange": lambda event: _counts(event, (EXCHANGE,)),
    "total returned in 2022": lambda event: _counts(event, (EXCHANGE, RELEASE)) and event.last_on.year == 2022,
    "people of both sides exchanged through its mediation": lambda event: (
        _counts(event, (EXCHANGE,)) and "UAE" in event.mediators
    ),
}


def _year(year: int, full: Iterable[Event]) -> Year:
    rows = [one for one in full if one.last_on.year == year]
    crossed = [one for one in rows if one.kind in (EXCHANGE, RELEASE)]
    return Year(
        year=year,
        exchanges=sum(one.kind == EXCHANGE for one in rows),
        to_ukraine=sum(one.to_ukraine or 0 for one in crossed),
        to_russia=sum(one.to_russia or 0 for one in crossed),
        bodies_to_ukraine=sum(one.bodies_to_ukraine or 0 for one in rows),
        bodies_to_russia=sum(one.bodies_to_russia or 0 for one in rows),
        unnumbered=sum(one.to_ukraine is None for one in crossed),
    )


def _event(row: Mapping[str, str]) -> Event:
    return Event(
        id=row["id"],
        period=row["period"],
        kind=row["event_kind"],
        on=row["date"].replace("2014-2021", "2014/2021"),
        to_ukraine=_number(row["to_ukraine_total"]),
        to_russia=_number(row["to_russia_total"]),
        civilians_to_ukraine=_number(row["to_ukraine_civilian"]),
        bodies_to_ukraine=_number(row["bodies_to_ukraine"]),
        bodies_to_russia=_number(row["bodies_to_russia"]),
        formula=row["formula"],
        place=row["place_or_route"],
        mediators=row["mediators"],
        confidence=row["confidence"],
        sources=tuple(link for link in (row["source_url"], row["source_url_2"]) if link.startswith("http")),
        note=row["note"],
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


def _rows(table: str) -> list[dict[str, str]]:
    text = resources.files("desk.record").joinpath("data", f"{table}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
