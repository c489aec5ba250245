"""What we say of an operation on the channel: it is signed and sealed at once, and heard here as there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from desk.accounts.models import User
from desk.channel import actions as channel
from desk.channel.models import Channel
from desk.channel.named import named
from desk.errors import Refused
from desk.handover import queries
from desk.handover.actions.heard import Heard, hear
from desk.handover.models import Notice, Operation, Receipt, Row, Stage
from desk.register.models import Person
from homeward.canonical import Value
from homeward.channel.moment import write_moment
from homeward.channel.notice import Notice as Passage
from homeward.handover import receipt as paper


@transaction.atomic
def send_notice(*, by: User, at: datetime, operation: Operation, passage: Passage, place: str = "") -> Heard:
    """Our notice of one place as a message of the channel; it is in the operation at once, bound to the message's
    id."""
    data = _of(operation) | {
        "area": passage.area,
        "since": write_moment(passage.since),
        "until": write_moment(passage.until),
        "vehicles": passage.vehicles,
        "routes": passage.routes,
        "means": passage.means,
        "people_count": passage.persons,
        "contacts": passage.contacts,
    }
    return _said(by, at, operation, "passage_notice", data | ({"place": place} if place else {}), passage.until)


@transaction.atomic
def send_acknowledgement(*, by: User, at: datetime, notice: Notice, units: str) -> Heard:
    """Our acknowledgement of their notice, naming the units told, as a message of the channel."""
    data: dict[str, Value] = {"of": notice.sha256, "units": units.strip()}
    return _said(by, at, notice.operation, "acknowledge", data, notice.until)


@transaction.atomic
def send_check_in(*, by: User, at: datetime, notice: Notice, where: str = "") -> Heard:
    """That all are safe on the road of `notice`, as a message of the channel."""
    data: dict[str, Value] = {"of": notice.sha256, "standing": "on_road"}
    return _said(by, at, notice.operation, "check_in", data | ({"where": where.strip()} if where.strip() else {}))


@transaction.atomic
def send_roll_call(*, by: User, at: datetime, stage: Stage) -> Heard:
    """Our roll-call of a stage, once it is taken, as a message of the channel; an observer of this operation hears it
    too."""
    marked: dict[str, list[Value]] = {}
    rows = list(stage.rows.select_related("person"))
    for row in rows:
        marked.setdefault(row.mark, []).append(row.person.public_id)
    if Row.Mark.EXPECTED in marked:
        raise Refused(queries.ROLL_CALL_FIRST)
    data = _of(stage.operation) | {"stage": stage.number, "present": [], "absent": []} | marked
    witness = queries.witness_of(rows)
    data |= {"witness": witness[:300]} if witness else {}
    for watched in Channel.objects.filter(scope=stage.operation.public_id):
        channel.compose(by=by, at=at, channel=watched, kind="roll_call", data=data)
    return _said(by, at, stage.operation, "roll_call", data)


@transaction.atomic
def send_receipt(*, by: User, at: datetime, receipt: Receipt) -> Heard:
    """Our signature under the receipt of a stage as a message of the channel; a side that has the same receipt can put
    it there."""
    operation, signed = receipt.stage.operation, paper.verify(bytes(receipt.data))
    mark = next(mark for mark in signed.marks if mark.party == queries.parties(operation)[0])
    people: list[Value] = [one.id for one in signed.receipt.crossed]
    data = _of(operation) | {
        "stage": receipt.stage.number,
        "people": people,
        "sha256": receipt.sha256,
        "signature": mark.signature.to_value(),
    }
    return _said(by, at, operation, "receipt", data)


@transaction.atomic
def send_substitute(*, by: User, at: datetime, row: Row, comes: Person) -> Heard:
    """Our proposal that `comes` crosses instead of the person of `row`, as a message of the channel."""
    operation = row.stage.operation
    data = _of(operation) | {
        "stage": row.stage.number,
        "leaves": row.person.public_id,
        "comes": named([comes.public_id])[0],
        "points": queries.points_of(comes, at.date()),
    }
    return _said(by, at, operation, "substitute", data)


@transaction.atomic
def send_agreement(*, by: User, at: datetime, operation: Operation, of: str) -> Heard:
    """That we comply with the change of the manifest proposed by the message `of`."""
    return _said(by, at, operation, "comply", {"of": of})


def _of(operation: Operation) -> dict[str, Value]:
    return {"deal": operation.deal.key, "operation": operation.public_id}


def _said(
    by: User, at: datetime, operation: Operation, kind: str, data: dict[str, Value], exp: datetime | None = None
) -> Heard:
    """Say it and hear it; raises Refused, with nothing said, if the operation refuses it."""
    draft = channel.compose(by=by, at=at, channel=operation.deal.channel, kind=kind, data=data, exp=exp)
    heard = hear(by=by, at=at, operation=operation)
    said = draft.message.body_hash if draft.message else ""
    if why := queries.refusal_of(operation, said):
        raise Refused(why)
    return heard
