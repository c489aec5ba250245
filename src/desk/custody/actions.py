"""What a camp of ours does for the people it holds; each act that says something of a person states it in the
register, with our own record as its source."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import record
from desk.custody import queries
from desk.custody.models import Complaint, Enquiry, Health, Held, Inspection, Labour, Letter, Wish
from desk.errors import Refused
from desk.evidence.actions import take_in
from desk.evidence.models import Item
from desk.register import actions as register
from desk.register.models import Person, PersonCurrent, Place
from desk.register.said import Said
from homeward.evidence.item import Kind
from homeward.evidence.mention import Detail
from homeward.register.statement import Grade

OWN = Grade("A", 1)  # what our own camp saw and wrote down
WORDS = "our camp"
_MOST_HOURS = 48  # a week; art. 53 bounds the day by what civilians of the district work


@transaction.atomic
def admit(
    *, by: User, at: datetime, party: str, values: Mapping[str, str], camp: Place, admitted_on: date, health: Health
) -> Held:
    """Take a prisoner in: the five questions of art. 17 (`values`, by data point), the camp and the state of health.
    Raises Refused for a day to come or a person whom the register already has as held."""
    if admitted_on > at.date():
        raise Refused("The day of arrival has not come yet.")
    given = {**values, "oc_camp": str(camp), "oc_admitted_on": admitted_on.isoformat(), "hc_last_state": health}
    item = _record(by, at, "capture card", given, admitted_on)
    details = [Detail(key, value, value) for key, value in given.items() if value]
    person = register.open_person(
        by=by,
        at=at,
        party=party,
        item=item,
        locator="row 2",
        values=details,
        grade=OWN,
        asserted_by=WORDS,
        said_on=admitted_on.isoformat(),
    )
    held = Held.objects.create(person=person, camp=camp, admitted_on=admitted_on, health=health)
    record(by=by, at=at, act="custody.admit", subject=person.public_id)
    return held


@transaction.atomic
def keep_known(*, by: User, at: datetime, camp: Place | None = None) -> list[Held]:
    """Open the record of care for everybody the register has as held by us and who has none: people opened from a table
    of capture cards. Their clocks run from the day the register knows. Whoever is in no known place is stated to be in
    `camp`; without it he waits."""
    known = [(row, day) for row in queries.unkept() if (day := queries.arrived_on(row)) and day <= at.date()]
    kept = [(row, day) for row, day in known if row.facility or camp]
    rows = Held.objects.bulk_create([_known(row, day, camp) for row, day in kept])
    for row, (current, _) in zip(rows, kept, strict=True):
        if current.facility is None:
            where = row.camp.public_id
            _state(by, at, row, "camp", {"oc_camp": where, "facility": where}, at.date())
        record(by=by, at=at, act="custody.keep_known", subject=row.person.public_id)
    return rows


def _known(row: PersonCurrent, day: date, camp: Place | None) -> Held:
    """The record of a person as far as the register knows him."""
    values = row.values
    sent = [text for text in values.get("oc_capture_card_sent_on", ()) if len(text) == 10]
    inspected = [text for text in values.get("oc_monthly_medical", ()) if len(text) == 10]
    return Held(
        person=row.person,
        camp=row.facility or camp,
        admitted_on=day,
        card_sent_on=date.fromisoformat(max(sent)) if sent else None,
        inspected_on=date.fromisoformat(max(inspected)) if inspected else None,
        health=row.hc_last_state if row.hc_last_state in Health.values else "",
    )


@transaction.atomic
def leave(*, by: User, at: datetime, held: Held, on: date) -> Held:
    """Custody ended: the person went home, was transferred or died. Raises Refused twice or before arrival."""
    if held.left_on:
        raise Refused("Custody of this person has already ended.")
    _not_before_arrival(held, on, at)
    held.left_on = on
    held.save(update_fields=["left_on"])
    record(by=by, at=at, act="custody.leave", subject=held.person.public_id)
    return held


@transaction.atomic
def send_card(*, by: User, at: datetime, held: Held, sent_on: date) -> Held:
    """The capture card went to the family and the Agency (art. 70). Raises Refused twice or before arrival."""
    if held.card_sent_on:
        raise Refused("The capture card has already been sent.")
    _not_before_arrival(held, sent_on, at)
    held.card_sent_on = sent_on
    held.save(update_fields=["card_sent_on"])
    _state(by, at, held, "card sent", {"oc_capture_card_sent_on": sent_on.isoformat()}, sent_on)
    record(by=by, at=at, act="custody.send_card", subject=held.person.public_id)
    return held


@transaction.atomic
def inspect(
    *, by: User, at: datetime, held: Held, on: date, weight_kg: Decimal, health: Health, finding: str
) -> Inspection:
    """The monthly inspection with weight (art. 31). Raises Refused for a second one on the same day."""
    _not_before_arrival(held, on, at)
    if held.inspections.filter(on=on).exists():
        raise Refused("There is already an inspection on that day.")
    row = Inspection.objects.create(held=held, on=on, weight_kg=weight_kg, health=health, finding=finding, by=by, at=at)
    if held.inspected_on is None or on >= held.inspected_on:
        held.inspected_on, held.health = on, health
        held.save(update_fields=["inspected_on", "health"])
    given = {"oc_monthly_medical": on.isoformat(), "hc_weight_kg": str(weight_kg), "hc_last_state": str(health)}
    _state(by, at, held, "inspection", given, on)
    record(by=by, at=at, act="custody.inspect", subject=held.person.public_id)
    return row


@transaction.atomic
def ask_wish(*, by: User, at: datetime, held: Held, on: date, wish: Wish) -> Held:
    """What the person answered in private when asked whether he wishes to go (art. 109, 118): the last answer
    counts."""
    _not_before_arrival(held, on, at)
    held.wish, held.wish_asked_on = wish, on
    held.save(update_fields=["wish", "wish_asked_on"])
    _state(by, at, held, "wish", {"oc_wishes_exchange": str(wish), "ex_wish": str(wish)}, on)
    record(by=by, at=at, act="custody.ask_wish", subject=held.person.public_id)
    return held


@transaction.atomic
def note_letter(*, by: User, at: datetime, held: Held, on: date, way: Letter.Way) -> Letter:
    """A letter, card or parcel sent or received (art. 71, 72)."""
    _not_before_arrival(held, on, at)
    row = Letter.objects.create(held=held, way=way, on=on, by=by, at=at)
    record(by=by, at=at, act="custody.note_letter", subject=held.person.public_id, data={"way": str(way)})
    return row


@transaction.atomic
def note_labour(
    *, by: User, at: datetime, held: Held, week_of: date, work: str, hours: int, pay: Decimal, asked: bool
) -> Labour:
    """A week of work and its pay. Raises Refused for an officer who did not ask for work (art. 49), for work without
    pay (art. 62) and for more hours than a week may have."""
    _not_before_arrival(held, week_of, at)
    current = getattr(held.person, "current", None)
    if current and current.rank_code.startswith("OF") and not asked:
        raise Refused("Officers may not be made to work; they may ask for it (GC III art. 49).")
    if hours > _MOST_HOURS:
        raise Refused(f"More than {_MOST_HOURS} hours a week are not allowed.")
    if pay <= 0:
        raise Refused("Work must be paid (GC III art. 62).")
    if held.labour.filter(week_of=week_of, work=work).exists():
        raise Refused("This week of this work has already been written down.")
    row = Labour.objects.create(held=held, week_of=week_of, work=work, hours=hours, pay=pay, by=by, at=at)
    record(by=by, at=at, act="custody.note_labour", subject=held.person.public_id, data={"hours": hours})
    return row


@transaction.atomic
def complain(*, by: User, at: datetime, held: Held, on: date, text: str) -> Complaint:
    """A complaint is written down in the person's words (art. 78)."""
    row = Complaint.objects.create(held=held, text=text, made_on=on, by=by)
    record(by=by, at=at, act="custody.complain", subject=held.person.public_id)
    return row


@transaction.atomic
def answer_complaint(*, by: User, at: datetime, complaint: Complaint, answer: str) -> Complaint:
    """The answer to a complaint; raises Refused for an empty or a second one."""
    _answer(complaint, answer, at)
    record(by=by, at=at, act="custody.answer_complaint", subject=complaint.held.person.public_id)
    return complaint


@transaction.atomic
def enquire(*, by: User, at: datetime, asked_for: str, born: str, by_whom: str, received_on: date) -> Enquiry:
    """Somebody's family on the other side asks, through the bureau, whether we hold him (art. 122)."""
    row = Enquiry.objects.create(asked_for=asked_for, born=born, by_whom=by_whom, received_on=received_on)
    record(by=by, at=at, act="custody.enquire", subject=row.public_id)
    return row


@transaction.atomic
def answer_enquiry(*, by: User, at: datetime, enquiry: Enquiry, held: Held | None, answer: str) -> Enquiry:
    """The bureau's answer, with the person it speaks of where we hold him; raises Refused for an empty or a second
    one."""
    enquiry.held = held
    _answer(enquiry, answer, at)
    record(by=by, at=at, act="custody.answer_enquiry", subject=enquiry.public_id)
    return enquiry


def _answer(row: Complaint | Enquiry, answer: str, at: datetime) -> None:
    if row.answered_on:
        raise Refused("It has already been answered.")
    if not answer.strip():
        raise Refused("Write the answer.")
    row.answer, row.answered_on = answer.strip(), at.date()
    row.save()


def _not_before_arrival(held: Held, on: date, at: datetime) -> None:
    if on < held.admitted_on:
        raise Refused("That day is before the arrival in our camp.")
    if on > at.date():
        raise Refused("That day has not come yet.")


def _state(by: User, at: datetime, held: Held, what: str, values: Mapping[str, str], on: date) -> None:
    person: Person = held.person
    item = _record(by, at, what, {"person": person.public_id, **values}, on)
    day = on.isoformat()
    said = [Said(person, key, value, value, item, "row 2", OWN, WORDS, day, day) for key, value in values.items()]
    register.state_all(by=by, at=at, said=said)


def _record(by: User, at: datetime, what: str, values: Mapping[str, str], on: date) -> Item:
    """Our own record of an act as an item of evidence: a list with one row, its columns the data points."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([*values, "written_on", "recorded_at"])
    rows.writerow([*values.values(), on.isoformat(), at.isoformat()])
    data = out.getvalue().encode()
    name = f"{what} {on.isoformat()}.csv"
    return take_in(
        by=by,
        at=at,
        data=data,
        name=name,
        source=WORDS,
        collector=by.username,
        collected_at=at,
        kind=Kind.TABLE,
        ours=True,
    )
