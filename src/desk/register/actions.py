"""Writing to the register. Every act writes statements or takes them back; what a person is follows by
`refresh`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import record
from desk.errors import Refused
from desk.evidence.models import Item, Mention
from desk.register import current, queries
from desk.register.gazetteer import told_as_text
from desk.register.inquiries import Inquiry, read_inquiries
from desk.register.models import CaptureEvent, Person, PersonCurrent, PersonFacet, Place, Retraction, Statement, Unit
from desk.register.said import Said, rows_of
from homeward.assessment.assess import assess
from homeward.evidence.mention import Detail
from homeward.evidence.table import Rejected
from homeward.names.keys import keys
from homeward.register import dates, place
from homeward.register.fold import fold
from homeward.register.statement import Grade

OF_KIN = Grade("B", 2)  # what the family or our own unit says of its own man
CHUNK = 500  # persons or rows written in one transaction or one INSERT


@transaction.atomic
def open_person(
    *,
    by: User,
    at: datetime,
    party: str,
    item: Item,
    locator: str,
    values: Sequence[Detail],
    grade: Grade = OF_KIN,
    asserted_by: str = "",
    said_on: str = "",
) -> Person:
    """A new person of `party` with the first statements on him or her. Search before you create: raises Refused if
    a person of that party with the same names and the same full date of birth is already there."""
    inquiry = Inquiry(party, locator, tuple(values))
    if known := queries.same_person(inquiry):
        raise Refused(f"This person is already in the register as {known.public_id}.")
    return _open([inquiry], by=by, at=at, item=item, grade=grade, asserted_by=asserted_by, said_on=said_on)[0]


def take_in_inquiries(
    *, by: User, at: datetime, item: Item, party: str = ""
) -> tuple[list[Person], tuple[Rejected, ...]]:
    """Open a person, or add to the one already there, for every good row of a table of inquiries (columns are keys
    of data points, and `party` if given). Bad rows come back with their reason. Written in chunks, so that no other
    writer waits."""
    inquiries, rejected = read_inquiries(queries.bytes_of(item), party or queries.home_party())
    persons: list[Person] = []
    for start in range(0, len(inquiries), CHUNK):
        persons += _take_in(inquiries[start : start + CHUNK], by=by, at=at, item=item)
    data = {"persons": len(persons), "rejected": len(rejected)}
    record(by=by, at=at, act="register.take_in_inquiries", subject=item.public_id, data=data)
    return persons, rejected


@transaction.atomic
def state(
    *,
    by: User,
    at: datetime,
    person: Person,
    property: str,
    value: str,
    written: str,
    item: Item,
    locator: str,
    grade: Grade,
    asserted_by: str,
    true_on: str = "",
    said_on: str = "",
    mention: Mention | None = None,
) -> Statement:
    """One statement on `person`; raises BadValue, NotADate or UnknownDataPoint. The person is refreshed at once."""
    said = Said(person, property, value, written, item, locator, grade, asserted_by, true_on, said_on, mention)
    return state_all(by=by, at=at, said=[said])[0]


@transaction.atomic
def state_all(*, by: User, at: datetime, said: Sequence[Said], refreshing: bool = True) -> list[Statement]:
    """Many statements in one act and one audit entry a person; leave `refreshing` out only if you refresh
    afterwards."""
    rows = Statement.objects.bulk_create(rows_of(said, by, at), batch_size=CHUNK)
    for person, given in groupby(rows, key=lambda row: row.person):
        data = {"statements": [row.public_id for row in given]}
        record(by=by, at=at, act="register.state", subject=person.public_id, data=data)
    if refreshing:
        refresh({row.person_id: row.person for row in rows}.values(), at=at)
    return rows


@transaction.atomic
def retract(*, by: User, at: datetime, statement: Statement, reason: str) -> Retraction:
    """Take `statement` out of every fold from now on; it stays on record. Raises Refused without a reason or
    twice."""
    if not reason.strip():
        raise Refused("Say why the statement is taken back.")
    if Retraction.objects.filter(statement=statement).exists():
        raise Refused("This statement has already been taken back.")
    row = Retraction.objects.create(statement=statement, at=at, by=by, reason=reason.strip())
    data = {"statement": statement.public_id, "property": statement.property}
    record(by=by, at=at, act="register.retract", subject=statement.person.public_id, data=data)
    refresh([statement.person], at=at)
    return row


def refresh(persons: Iterable[Person], *, at: datetime) -> int:
    """Compute the rows kept for speed anew; the number of persons. Changes no fact, so it is not in the audit."""
    wanted = list(persons)
    for start in range(0, len(wanted), CHUNK):
        _refresh(wanted[start : start + CHUNK], at)
    return len(wanted)


@transaction.atomic
def open_place(
    *,
    by: User,
    at: datetime,
    names: Sequence[str],
    kind: place.PlaceKind,
    party: str,
    x: float | None = None,
    y: float | None = None,
    parent: Place | None = None,
) -> Place:
    """A place with every form of its name, the one to show first."""
    row = Place.objects.create(
        names=list(names), search_keys=_keys_text(names), kind=kind, party=party, x=x, y=y, parent=parent
    )
    record(by=by, at=at, act="register.open_place", subject=row.public_id)
    return row


@transaction.atomic
def name_place(*, by: User, at: datetime, where: Place, name: str) -> Place:
    """Add a form of a place's name; statements that use it, earlier ones too, speak of the place from then on."""
    if name in where.names:
        raise Refused("The place already has this name.")
    where.names = [*where.names, name]
    where.search_keys = _keys_text(where.names)
    where.save(update_fields=["names", "search_keys"])
    record(by=by, at=at, act="register.name_place", subject=where.public_id)
    refresh(Person.objects.filter(statements__in=told_as_text()).distinct(), at=at)
    return where


@transaction.atomic
def open_unit(
    *, by: User, at: datetime, names: Sequence[str], party: str, number: str = "", parent: Unit | None = None
) -> Unit:
    """A military unit with every form of its name, the one to show first."""
    row = Unit.objects.create(
        names=list(names), search_keys=_keys_text(names), number=number, party=party, parent=parent
    )
    record(by=by, at=at, act="register.open_unit", subject=row.public_id)
    return row


@transaction.atomic
def open_event(
    *, by: User, at: datetime, title: str, happened_on: str, party: str, where: Place | None = None
) -> CaptureEvent:
    """A capture of several people at once; raises NotADate unless `happened_on` is EDTF or empty."""
    if happened_on:
        dates.bounds(happened_on)
    row = CaptureEvent.objects.create(title=title, happened_on=happened_on, place=where, party=party)
    record(by=by, at=at, act="register.open_event", subject=row.public_id)
    return row


@transaction.atomic
def _take_in(inquiries: Sequence[Inquiry], *, by: User, at: datetime, item: Item) -> list[Person]:
    known = queries.same_persons(inquiries)
    said = [one for inquiry in inquiries if (person := known.get(inquiry)) for one in _said(inquiry, person, item)]
    new = list({inquiry.identity or inquiry.locator: inquiry for inquiry in inquiries if inquiry not in known}.values())
    opened = _open(new, by=by, at=at, item=item)
    again = [inquiry for inquiry in inquiries if inquiry not in known and inquiry not in new]
    same = dict(zip([inquiry.identity for inquiry in new], opened, strict=True))
    said += [one for inquiry in again for one in _said(inquiry, same[inquiry.identity], item)]
    Statement.objects.bulk_create(rows_of(said, by, at), batch_size=CHUNK)
    persons = list({person.pk: person for person in [*known.values(), *opened]}.values())
    refresh(persons, at=at)
    return persons


def _open(
    inquiries: Sequence[Inquiry],
    *,
    by: User,
    at: datetime,
    item: Item,
    grade: Grade = OF_KIN,
    asserted_by: str = "",
    said_on: str = "",
) -> list[Person]:
    persons = Person.objects.bulk_create(
        [Person(party=one.party, display_name=one.name[:200], opened_at=at, opened_by=by) for one in inquiries]
    )
    said = [
        one
        for inquiry, person in zip(inquiries, persons, strict=True)
        for one in _said(inquiry, person, item, grade, asserted_by, said_on)
    ]
    Statement.objects.bulk_create(rows_of(said, by, at), batch_size=CHUNK)
    for person in persons:
        record(by=by, at=at, act="register.open_person", subject=person.public_id, data={"item": item.public_id})
    refresh(persons, at=at)
    return persons


def _said(
    inquiry: Inquiry,
    person: Person,
    item: Item,
    grade: Grade = OF_KIN,
    asserted_by: str = "",
    said_on: str = "",
) -> list[Said]:
    return [
        Said(
            person,
            detail.property,
            detail.value,
            detail.written,
            item,
            inquiry.locator,
            grade,
            asserted_by or str(item.source),
            said_on=said_on or item.collected_at.date().isoformat(),
        )
        for detail in inquiry.details
    ]


@transaction.atomic
def _refresh(persons: Sequence[Person], at: datetime) -> None:
    standing = queries.standing_of(persons)
    stories = queries.stories_of(statement.source.item for given in standing.values() for statement in given)
    places = dict(Place.objects.values_list("public_id", "pk"))
    rows, facets = [], []
    for person in persons:
        given = standing.get(person.public_id, [])
        view = fold(given, (), at)
        names = current.names_of(view)
        person.display_name = (names[0] if names else person.display_name)[:200]
        person.search_keys = _keys_text(names)
        assessed = assess(given, at.date(), holder=current.holder_of(person), stories=stories)
        rows.append(current.person_current(person, view, assessed, places, at))
        facets += current.person_facets(person, view, names)
    Person.objects.bulk_update(persons, ["display_name", "search_keys"], batch_size=CHUNK)
    PersonFacet.objects.filter(person__in=persons).delete()
    PersonCurrent.objects.filter(person__in=persons).delete()
    PersonCurrent.objects.bulk_create(rows, batch_size=CHUNK)
    PersonFacet.objects.bulk_create(facets, batch_size=CHUNK * 4)


def _keys_text(names: Iterable[str]) -> str:
    found = sorted({key for name in names for key in keys(name)})
    return f" {' '.join(found)} " if found else ""
