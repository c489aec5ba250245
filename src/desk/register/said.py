"""What is to be stated, before it is a row: the argument of the register's acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.accounts.models import User
from desk.evidence.models import Item, Mention
from desk.register import current
from desk.register.gazetteer import PlaceNames
from desk.register.models import Person, Statement
from homeward.register import dates, values
from homeward.register.data_points import data_point
from homeward.register.statement import Grade, script_of


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of `person`: `value` is canonical (`homeward.register.values.check`), `written` as it stood in
    `item` at `locator`; `true_on` and `said_on` are EDTF or empty."""

    person: Person
    property: str
    value: str
    written: str
    item: Item
    locator: str
    grade: Grade
    asserted_by: str
    true_on: str = ""
    said_on: str = ""
    mention: Mention | None = None


def rows_of(said: Sequence[Said], by: User, at: datetime) -> list[Statement]:
    """The rows to write; raises BadValue, NotADate or UnknownDataPoint."""
    places = PlaceNames() if any(one.property in current.PLACES for one in said) else None
    return [_row(one, by, at, places) for one in said]


def _row(one: Said, by: User, at: datetime, places: PlaceNames | None) -> Statement:
    value = values.check(one.property, one.value)
    if places and one.property in current.PLACES:
        value = places.find(value)
    for vague in filter(None, (one.true_on, one.said_on)):
        dates.bounds(vague)
    return Statement(
        person=one.person,
        property=one.property,
        value=value,
        written=one.written,
        script=script_of(one.written),
        item=one.item,
        locator=one.locator[:200],
        mention=one.mention,
        asserted_by=one.asserted_by[:200],
        reliability=one.grade.reliability,
        credibility=one.grade.credibility,
        true_on=one.true_on,
        said_on=one.said_on,
        recorded_at=at,
        recorded_by=by,
        sensitivity=data_point(one.property).sensitivity,
    )
