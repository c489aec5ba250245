"""Receiving people home, and turning what they tell into evidence: here the loop closes."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.aftercare import account
from desk.aftercare.account import Account, Told
from desk.aftercare.models import Arrival, Debrief, Seen
from desk.audit.actions import record
from desk.errors import Refused
from desk.evidence.actions import take_in
from desk.evidence.models import Item, Mention
from desk.handover.actions import keep_receipt
from desk.handover.models import Receipt
from desk.register import actions as register
from desk.register.models import Person
from homeward.canonical import Value
from homeward.evidence.item import Kind
from homeward.register import dates, values
from homeward.register.labels import value_label
from homeward.register.statement import Grade

OWN_RECORD = Grade("A", 1)
MOST_ROWS = 60


@transaction.atomic
def receive(*, by: User, at: datetime, person: Person, receipt: Receipt) -> Arrival:
    """`person` is with us, under `receipt`; named on its manifest or not. The register states it with the receipt as
    evidence. Raises Refused if the person was received under it before."""
    if Arrival.objects.filter(person=person, receipt=receipt).exists():
        raise Refused(_("This person has already been received under this receipt."))
    row = Arrival.objects.create(person=person, receipt=receipt, received_at=at, received_by=by)
    day = at.date().isoformat()
    register.state(
        by=by,
        at=at,
        person=person,
        property="ac_received_on",
        value=day,
        written=day,
        item=keep_receipt(by=by, at=at, receipt=receipt),
        locator=f"stage {receipt.stage.number}",
        grade=OWN_RECORD,
        asserted_by="reception",
        true_on=day,
    )
    record(by=by, at=at, act="aftercare.receive", subject=person.public_id, data={"arrival": row.public_id})
    return row


@transaction.atomic
def clear(*, by: User, at: datetime, arrival: Arrival, clearance: str, doctor: str) -> Arrival:
    """The doctor's word, entered by `by`. Whoever needs rest is not asked: a consent given before falls away."""
    if clearance not in (Arrival.Clearance.FIT, Arrival.Clearance.REST) or not doctor.strip():
        raise Refused(_("Name the doctor and say whether the person may be asked."))
    arrival.clearance, arrival.doctor = clearance, doctor.strip()[:120]
    arrival.cleared_at, arrival.cleared_by = at, by
    if clearance == Arrival.Clearance.REST:
        arrival.consent, arrival.consent_at, arrival.consent_by = Arrival.Consent.NOT_ASKED, None, None
    arrival.save()
    record(by=by, at=at, act="aftercare.clear", subject=arrival.public_id, data={"clearance": str(clearance)})
    return arrival


@transaction.atomic
def consent(*, by: User, at: datetime, arrival: Arrival, given: bool) -> Arrival:
    """The person agrees to tell or does not; either may change at any time. Raises Refused before the doctor agreed."""
    if arrival.clearance != Arrival.Clearance.FIT:
        raise Refused(_("First the doctor must say that the person may be asked."))
    arrival.consent = Arrival.Consent.GIVEN if given else Arrival.Consent.REFUSED
    arrival.consent_at, arrival.consent_by = at, by
    arrival.save()
    record(by=by, at=at, act="aftercare.consent", subject=arrival.public_id, data={"given": given})
    return arrival


@transaction.atomic
def record_debrief(*, by: User, at: datetime, arrival: Arrival, told_on: date, rows: tuple[Told, ...]) -> Debrief:
    """What was told, as an evidence item of a protected source with a mention for every person named. Raises Refused
    without clearance and consent, without a row, or if a date or a state cannot be read."""
    if not arrival.may_be_asked:
        raise Refused(_("Nothing may be asked before the doctor and the person agree."))
    if not 0 < len(rows) <= MOST_ROWS:
        raise Refused(_("Write at least one row, and at most 60 in one talk."))
    checked = tuple(_checked(row) for row in rows)
    written = account.write(told_on, checked, _labels())
    item = _item(by, at, arrival, told_on, written)
    debrief = Debrief.objects.create(arrival=arrival, item=item, told_on=told_on, recorded_at=at, recorded_by=by)
    for number, (row, place, paragraph) in enumerate(zip(checked, written.names, written.rows, strict=True), 1):
        mention = Mention.objects.create(
            item=item,
            start=place.start,
            end=place.end,
            written=row.who[:300],
            context=paragraph,
            details=[{"property": d.property, "value": d.value, "written": d.written} for d in account.details(row)],
            found_at=at,
        )
        Seen.objects.create(debrief=debrief, number=number, mention=mention, certainty=row.certainty, said=row.said)
    _came_from(by, at, arrival, item, "ac_debrief_persons_seen")
    data: dict[str, Value] = {"debrief": debrief.public_id, "mentions": len(checked)}
    record(by=by, at=at, act="aftercare.record_debrief", subject=arrival.public_id, data=data)
    return debrief


@transaction.atomic
def bring_list(*, by: User, at: datetime, arrival: Arrival, data: bytes, name: str) -> Item:
    """A list brought out of captivity, as evidence of the protected source; raises EmptyItem or TooLarge."""
    if arrival.consent != Arrival.Consent.GIVEN:
        raise Refused(_("A list is taken only from somebody who agrees to give it."))
    item = take_in(
        by=by,
        at=at,
        data=data,
        name=f"list-{arrival.public_id}-{name}"[:300],
        source=witness(arrival),
        collector=by.username,
        collected_at=at,
        protected=True,
    )
    _came_from(by, at, arrival, item, "ac_lists_brought")
    record(by=by, at=at, act="aftercare.bring_list", subject=arrival.public_id, data={"item": item.public_id})
    return item


def witness(arrival: Arrival) -> str:
    """The name of the protected source: it tells nothing of the person."""
    return f"Returned person {arrival.public_id}"


def _came_from(by: User, at: datetime, arrival: Arrival, item: Item, property: str) -> None:
    """Keep, as a secret of the register, whose account an item is: a dossier must know whom to conceal."""
    register.state(
        by=by,
        at=at,
        person=arrival.person,
        property=property,
        value=item.public_id,
        written=item.name,
        item=item,
        locator="whole",
        grade=OWN_RECORD,
        asserted_by="reception",
        said_on=at.date().isoformat(),
    )


def _item(by: User, at: datetime, arrival: Arrival, told_on: date, written: Account) -> Item:
    data = written.text.encode()
    name = f"debrief-{arrival.public_id}-{arrival.debriefs.count() + 1}.txt"
    item = take_in(
        by=by,
        at=at,
        data=data,
        name=name,
        source=witness(arrival),
        collector=by.username,
        collected_at=datetime.combine(told_on, at.timetz()),
        kind=Kind.DEBRIEF,
        protected=True,
    )
    if item.state != Item.State.TAKEN_IN:
        raise Refused(_("This account has already been recorded."))
    item.text, item.language, item.state = written.text, get_language() or "en", Item.State.READ
    item.save(update_fields=["text", "language", "state"])
    return item


def _checked(row: Told) -> Told:
    who = " ".join(row.who.split())
    if not who or row.certainty not in Seen.Certainty.values:
        raise Refused(_("Every row needs a name as it was heard, and how surely it is known."))
    try:
        on = dates.canonical(row.on) if row.on else ""
        state = values.check("hc_last_state", row.state) if row.state else ""
    except (dates.NotADate, values.BadValue) as error:
        raise Refused(str(error)) from error
    return Told(who, row.certainty, row.place.strip(), row.cell.strip(), on, state, row.said.strip())


def _labels() -> dict[str, str]:
    """The words of the form in the language of the talk."""
    language = get_language() or "en"
    words = {
        "told_on": _("Told on"),
        "place": _("Place"),
        "cell": _("Cell or barrack"),
        "on": _("Last seen"),
        "state": _("State"),
    }
    states = {value: value_label("hc_last_state", value, language) for value in values.allowed("hc_last_state")}
    return words | states | {value: str(label) for value, label in Seen.Certainty.choices}
