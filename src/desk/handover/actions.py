"""Leading an operation. Each act is tried on the machine first; what it refuses is refused here with its reason."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import get_language

from desk.accounts.identity import desk_identity
from desk.accounts.models import User
from desk.audit.actions import AUDIT, record
from desk.channel.models import Deal
from desk.errors import Refused
from desk.evidence.actions import take_in
from desk.evidence.models import Item
from desk.handover import papers, queries
from desk.handover.models import Acknowledgement, Arrival, Leg, Notice, Operation, Receipt, Row, Stage
from desk.planner import candidates
from desk.register.actions import state_all
from desk.register.models import PersonCurrent, Place
from desk.register.said import Said
from homeward import canonical
from homeward.canonical import Value
from homeward.channel.deal import DealState
from homeward.evidence.item import Kind
from homeward.handover import operation as lib
from homeward.handover import receipt as paper
from homeward.handover.stages import Crossing, divide
from homeward.planner.pool import Direction
from homeward.register.statement import Grade

OWN_RECORD = Grade("A", 1)  # a receipt of both sides


@dataclass(frozen=True, slots=True)
class Passage:
    """The mandatory fields of a notice of safe passage."""

    area: str
    since: datetime
    until: datetime
    vehicles: int
    routes: str
    means: str
    persons: int
    contacts: str

    def to_value(self) -> dict[str, Value]:
        return {
            "area": self.area,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "vehicles": self.vehicles,
            "routes": self.routes,
            "means": self.means,
            "persons": self.persons,
            "contacts": self.contacts,
        }


@transaction.atomic
def open_operation(
    *, by: User, at: datetime, deal: Deal, title: str = "", stages: int = 1, place: Place | None = None
) -> Operation:
    """The operation of a sealed deal, divided into stages of equal weight. Raises Refused for a deal that binds
    nobody yet or has an operation already, BadStages for no people."""
    if deal.state not in (DealState.SEALED, DealState.STARTED):
        raise Refused("Only a deal that both sides have accepted and confirmed can be carried out.")
    if Operation.objects.filter(deal=deal).exclude(phase=Operation.Phase.ABORTED).exists():
        raise Refused("This deal has an operation already.")
    row = Operation.objects.create(
        deal=deal, title=title or f"Operation {deal.public_id}", place=place, opened_at=at, opened_by=by
    )
    receive, give = _crossings(deal.receive, at.date()), _crossings(deal.give, at.date())
    people = dict(PersonCurrent.objects.values_list("person__public_id", "person_id"))
    for stage in divide(receive, give, stages):
        kept = Stage.objects.create(operation=row, number=stage.number)
        ways = [(id, Direction.RECEIVE) for id in stage.receive] + [(id, Direction.GIVE) for id in stage.give]
        Row.objects.bulk_create([Row(stage=kept, person_id=people[id], direction=way) for id, way in ways])
    record(by=by, at=at, act="handover.open_operation", subject=row.public_id, data={"deal": deal.public_id})
    return row


@dataclass(frozen=True, slots=True)
class Way:
    """A leg to be planned; on foot the vehicles are 0 and the seats are the people who can be led."""

    means: str
    vehicles: int
    seats: int
    start: str
    end: str
    departs_at: datetime
    arrives_at: datetime


@transaction.atomic
def plan_leg(*, by: User, at: datetime, operation: Operation, way: Way) -> Leg:
    """Add a leg to the way of an operation that is not over. Raises Refused for one without seats, without an end,
    or that arrives before it departs."""
    if operation.phase in (Operation.Phase.CLOSED, Operation.Phase.ABORTED):
        raise Refused("The operation is over; its way can no longer be planned.")
    if way.means not in Leg.Means.values or not (way.start.strip() and way.end.strip()):
        raise Refused("A leg has a means, a start and an end.")
    if way.seats < 1 or (way.means != Leg.Means.FOOT and way.vehicles < 1):
        raise Refused("A leg without seats carries nobody: say how many vehicles and seats there are.")
    if way.arrives_at <= way.departs_at:
        raise Refused("A leg must arrive after it departs.")
    row = Leg.objects.create(
        operation=operation,
        number=operation.legs.count() + 1,
        means=way.means,
        vehicles=way.vehicles,
        seats=way.seats,
        start=way.start.strip()[:120],
        end=way.end.strip()[:120],
        departs_at=way.departs_at,
        arrives_at=way.arrives_at,
        planned_at=at,
        planned_by=by,
    )
    data: dict[str, Value] = {"leg": row.number, "seats": row.seats}
    record(by=by, at=at, act="handover.plan_leg", subject=operation.public_id, data=data)
    return row


def act(
    *, by: User, at: datetime, operation: Operation, kind: str, party: str, data: Mapping[str, Value] | None = None
) -> lib.Operation:
    """One act of `party`, entered by `by` into the operation's ledger; raises Refused with the machine's reason. A
    movement that was refused is entered too."""
    try:
        return _act(by, at, operation, lib.Event(kind, party, at, data or {}))
    except Refused:
        if kind == "move":
            _refused_move(by, at, operation, party)
        raise


@transaction.atomic
def _refused_move(by: User, at: datetime, operation: Operation, party: str) -> None:
    kept: dict[str, Value] = {"party": party}
    for chain in (operation.chain, AUDIT):
        record(by=by, at=at, act="handover.refused_move", subject=operation.public_id, data=kept, chain=chain)


@transaction.atomic
def _act(by: User, at: datetime, operation: Operation, event: lib.Event) -> lib.Operation:
    row = Operation.objects.select_for_update().get(pk=operation.pk)
    done = lib.step(queries.machine(row), event)
    if not done.moved:
        raise Refused(done.saying.in_language(get_language() or "en"))
    content = {"party": event.by, **event.data}
    record(by=by, at=at, act=f"handover.{event.kind}", subject=row.public_id, data=content, chain=row.chain)
    record(by=by, at=at, act=f"handover.{event.kind}", subject=row.public_id, data={"party": event.by})
    _mirror(row, done.operation)
    return done.operation


@transaction.atomic
def give_notice(*, by: User, at: datetime, operation: Operation, party: str, passage: Passage) -> Notice:
    """Notice of safe passage by the side that moves; it replaces an earlier one and needs new acknowledgements."""
    content: dict[str, Value] = {"operation": operation.public_id, "party": party, **passage.to_value()}
    sha256 = hashlib.sha256(canonical.encode(content)).hexdigest()
    window: dict[str, Value] = {
        "sha256": sha256,
        "since": passage.since.isoformat(),
        "until": passage.until.isoformat(),
    }
    act(by=by, at=at, operation=operation, kind="notice", party=party, data=window)
    return Notice.objects.create(
        operation=operation,
        party=party,
        area=passage.area,
        since=passage.since,
        until=passage.until,
        vehicles=passage.vehicles,
        routes=passage.routes,
        means=passage.means,
        persons=passage.persons,
        contacts=passage.contacts,
        sha256=sha256,
        given_at=at,
        given_by=by,
    )


@transaction.atomic
def acknowledge(*, by: User, at: datetime, notice: Notice, party: str, units: str) -> Acknowledgement:
    """The word of `party` that the units named are told of exactly this notice."""
    if not units.strip():
        raise Refused("An acknowledgement names the units that were told.")
    act(by=by, at=at, operation=notice.operation, kind="acknowledge", party=party, data={"of": notice.sha256})
    return Acknowledgement.objects.create(notice=notice, party=party, units=units.strip(), at=at, by=by)


@transaction.atomic
def mark(*, by: User, at: datetime, row: Row, seen: bool) -> Row:
    """Mark a person present or absent while the stage is on the road; a mark may be changed until the roll-call
    ends."""
    if row.stage.state != Stage.State.MOVING:
        raise Refused("People are marked while their stage is on the road.")
    row.mark = Row.Mark.PRESENT if seen else Row.Mark.ABSENT
    row.marked_at, row.marked_by = at, by
    row.save(update_fields=["mark", "marked_at", "marked_by"])
    data: dict[str, Value] = {"stage": row.stage.number, "person": row.person.public_id}
    record(by=by, at=at, act=f"handover.mark_{row.mark}", subject=row.stage.operation.public_id, data=data)
    return row


@transaction.atomic
def note_arrival(*, by: User, at: datetime, stage: Stage, written: str, note: str = "") -> Arrival:
    """Somebody came whom the manifest does not name; the receipt will name him. Raises Refused once the roll-call
    has ended."""
    if stage.state != Stage.State.MOVING:
        raise Refused("People are written down while their stage is on the road.")
    if not written.strip():
        raise Refused("Write the name of the person who came.")
    row = Arrival.objects.create(stage=stage, written=written.strip(), note=note.strip(), at=at, by=by)
    record(by=by, at=at, act="handover.note_arrival", subject=stage.operation.public_id, data={"stage": stage.number})
    return row


@transaction.atomic
def end_roll_call(*, by: User, at: datetime, stage: Stage, party: str) -> lib.Operation:
    """The roll-call of a stage on the road, once everybody on its manifest is marked."""
    rows = list(stage.rows.select_related("person"))
    data: dict[str, Value] = {
        "stage": stage.number,
        "present": [row.person.public_id for row in rows if row.mark == Row.Mark.PRESENT],
        "absent": [row.person.public_id for row in rows if row.mark == Row.Mark.ABSENT],
        "instead": [f"arrival {arrival.pk}" for arrival in stage.arrivals.all()],
    }
    return act(by=by, at=at, operation=stage.operation, kind="roll_call", party=party, data=data)


@transaction.atomic
def sign_receipt(*, by: User, at: datetime, stage: Stage) -> Receipt:
    """The receipt of a stage, written from its roll-call and signed with the key of our headquarters."""
    ours, _ = queries.parties(stage.operation)
    signed = paper.sign(paper.Signed(papers.receipt_of(stage, at)), ours, desk_identity())
    data: dict[str, Value] = {"stage": stage.number, "sha256": signed.receipt.sha256}
    act(by=by, at=at, operation=stage.operation, kind="receipt", party=ours, data=data)
    return Receipt.objects.create(
        stage=stage, sha256=signed.receipt.sha256, data=signed.to_bytes(), signed_at=at, signed_by=by
    )


@transaction.atomic
def countersign(*, by: User, at: datetime, receipt: Receipt, data: bytes) -> Receipt:
    """Take in the same receipt with the other side's signature; raises BadReceipt if a signature is not by the key
    known of that side, Refused if it is another receipt."""
    ours, theirs = queries.parties(receipt.stage.operation)
    signed = paper.verify(data, papers.known_keys(receipt.stage.operation, receipt.signed_at))
    if signed.receipt.sha256 != receipt.sha256 or set(signed.parties) != {ours, theirs}:
        raise Refused("This is not our receipt of this stage with the signatures of both sides.")
    content: dict[str, Value] = {"stage": receipt.stage.number, "sha256": receipt.sha256}
    act(by=by, at=at, operation=receipt.stage.operation, kind="receipt", party=theirs, data=content)
    receipt.data = data
    receipt.save(update_fields=["data"])
    return receipt


@transaction.atomic
def close(*, by: User, at: datetime, operation: Operation, party: str) -> int:
    """Close an operation whose stages are all receipted: each receipt becomes evidence, and everybody who crossed
    is stated to have been handed over. The number of people who crossed."""
    act(by=by, at=at, operation=operation, kind="close", party=party)
    crossed = [one for receipt in _receipts(operation) for one in _crossed(receipt, by, at)]
    state_all(by=by, at=at, said=crossed)
    return len({one.person.pk for one in crossed})


def keep_receipt(*, by: User, at: datetime, receipt: Receipt) -> Item:
    """The receipt as evidence: the same bytes are the same item. It names people we know, so nobody is looked for in
    it."""
    operation = receipt.stage.operation
    return take_in(
        by=by,
        at=at,
        data=bytes(receipt.data),
        name=f"receipt-{operation.public_id}-{receipt.stage.number}.json",
        source=f"Handover {operation.public_id}",
        collector=by.username,
        collected_at=receipt.signed_at,
        kind=Kind.PAGE,
        ours=True,
    )


def _receipts(operation: Operation) -> list[Receipt]:
    return list(Receipt.objects.filter(stage__operation=operation).select_related("stage").order_by("stage__number"))


def _crossed(receipt: Receipt, by: User, at: datetime) -> list[Said]:
    """Statements on everybody present at the roll-call of the receipted stage."""
    item = keep_receipt(by=by, at=at, receipt=receipt)
    day = receipt.signed_at.date().isoformat()
    rows = receipt.stage.rows.filter(mark=Row.Mark.PRESENT).select_related("person")
    return [one for row in rows for one in _handed_over(row, item, day)]


def _handed_over(row: Row, item: Item, day: str) -> list[Said]:
    values = (("ex_state", "handed_over"), ("ex_date", day))
    where = f"stage {row.stage.number}"
    return [
        Said(row.person, key, value, value, item, where, OWN_RECORD, "receipt of both sides", day, day)
        for key, value in values
    ]


def _crossings(ids: list[str], on: date) -> list[Crossing]:
    rows = PersonCurrent.objects.filter(person__public_id__in=ids).select_related("person", "facility")
    if rows.count() != len(set(ids)):
        raise Refused("The deal names somebody who is not in the register.")
    return [Crossing(one.id, one.points, one.group, one.outside_counts) for one in candidates.people(list(rows), on)]


def _mirror(row: Operation, now: lib.Operation) -> None:
    row.phase = now.phase
    row.save(update_fields=["phase"])
    for stage in now.stages:
        row.stages.filter(number=stage.number).update(state=stage.state)
