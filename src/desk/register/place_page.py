"""What the page of one place shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from desk.accounts.models import User
from desk.register import queries
from desk.register.models import Person, PersonCurrent, Place, Statement
from desk.register.need import may_see
from homeward.register import dates
from homeward.register.data_points import data_point
from homeward.register.labels import label, value_label

_CONDITIONS = ("tr_food", "tr_water_hygiene", "tr_ill_treatment", "hc_treatment_received", "hc_denied_treatment")


@dataclass(frozen=True, slots=True)
class Seen:
    """One person said to be or to have been here: first and last day told, and the independent items that tell
    it."""

    person: Person
    current: PersonCurrent | None
    first: date | None
    last: date | None
    items: int
    best: str
    still: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """What was told of the conditions: a data point, a value, and how many people's evidence tells it."""

    label: str
    value: str
    number: int


@dataclass(frozen=True, slots=True)
class PlacePage:
    """All of it."""

    place: Place
    people: tuple[Seen, ...]
    conditions: tuple[Condition, ...]
    parts: tuple[Place, ...]
    sources: int


def place_page(place: Place, reader: User, language: str, at: datetime) -> PlacePage:
    """The page of `place` as of now; conditions only as far as the reader's role needs them."""
    rows = list(queries.seen_at(place))
    groups: defaultdict[int, list[Statement]] = defaultdict(list)
    for row in rows:
        groups[row.person_id].append(row)
    people = sorted((_seen(place, given) for given in groups.values()), key=_newest, reverse=True)
    return PlacePage(
        place=place,
        people=tuple(people),
        conditions=_conditions(rows, reader, language),
        parts=tuple(place.parts.order_by("pk")),
        sources=len({row.item_id for row in rows}),
    )


def _seen(place: Place, given: list[Statement]) -> Seen:
    person = given[0].person
    days = [day for row in given if (day := _day(row))]
    current = getattr(person, "current", None)
    return Seen(
        person,
        current,
        min(days, default=None),
        max(days, default=None),
        len({row.item_id for row in given}),
        min(f"{row.reliability}{row.credibility}" for row in given),
        bool(current and current.facility_id == place.pk),
    )


def _newest(seen: Seen) -> tuple[bool, date, str]:
    return seen.still, seen.last or date.min, seen.person.display_name


def _day(row: Statement) -> date | None:
    vague = row.true_on or row.said_on
    return dates.bounds(vague).earliest if vague else None


def _conditions(rows: list[Statement], reader: User, language: str) -> tuple[Condition, ...]:
    """Conditions told in the same evidence of the same people as their being here."""
    wanted = [key for key in _CONDITIONS if may_see(reader, data_point(key))]
    pairs = {(row.person_id, row.item_id) for row in rows}
    told = Statement.objects.filter(property__in=wanted, item__in={item for _, item in pairs}, retraction=None)
    people = {(row.property, row.value, row.person_id) for row in told if (row.person_id, row.item_id) in pairs}
    counted = Counter((key, value) for key, value, _ in people)
    return tuple(
        Condition(label(key, language), value_label(key, value, language), number)
        for (key, value), number in counted.most_common()
    )
