"""The roll-call: a mark for everybody and for every body, who came instead, and its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.errors import Refused
from desk.handover import queries
from desk.handover.actions.step import act
from desk.handover.models import Arrival, Body, Row, Stage, Told
from homeward.canonical import Value
from homeward.handover import operation as lib


@transaction.atomic
def mark(*, by: User, at: datetime, row: Row, seen: bool) -> Row:
    """Mark a person present or absent while the stage is on the road; a mark may be changed until the roll-call
    ends."""
    return _marked(by, at, row, Row.Mark.PRESENT if seen else Row.Mark.ABSENT, "")


@transaction.atomic
def mark_otherwise(*, by: User, at: datetime, row: Row, outcome: str, witness: str = "") -> Row:
    """Mark a person who refuses to cross (before a `witness`), has died on the way, or came and is held back."""
    if outcome not in (Row.Mark.REFUSES, Row.Mark.DIED, Row.Mark.HELD_BACK):
        raise Refused(_("There is no such mark."))
    if outcome == Row.Mark.REFUSES and not witness.strip():
        raise Refused(_("A refusal to cross needs a witness: name who heard it."))
    return _marked(by, at, row, Row.Mark(outcome), witness.strip())


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark made on a phone that may have had no connection: of which row, over which earlier mark (`base`), and
    the witness of a refusal."""

    row: int
    mark: str
    base: str
    witness: str = ""


class Clash(Refused):
    """Somebody else marked the person in the meantime; `theirs` is that mark."""

    def __init__(self, theirs: str) -> None:
        self.theirs = theirs
        super().__init__(_("Somebody else has marked this person in the meantime."))


@transaction.atomic
def mark_from_phone(*, by: User, at: datetime, stage: Stage, marked: Marked) -> Row:
    """A mark that waited on a phone. One that is there already changes nothing; raises Clash if the person bears
    another mark than the phone had seen."""
    row = stage.rows.select_for_update().filter(pk=marked.row).first()
    if row is None or marked.mark not in [*lib.Outcome]:
        raise Refused(_("There is no such mark."))
    if row.mark == marked.mark and row.witness == marked.witness:
        return row
    if row.mark != marked.base:
        raise Clash(row.mark)
    if marked.mark in (Row.Mark.PRESENT, Row.Mark.ABSENT):
        return mark(by=by, at=at, row=row, seen=marked.mark == Row.Mark.PRESENT)
    return mark_otherwise(by=by, at=at, row=row, outcome=marked.mark, witness=marked.witness)


@transaction.atomic
def mark_body(*, by: User, at: datetime, body: Body, seal: str) -> Body:
    """Mark a body by the seal on its bag: intact, broken or missing."""
    _on_the_road(body.stage)
    if seal not in [*lib.Seal]:
        raise Refused(_("There is no such mark."))
    body.mark, body.marked_at, body.marked_by = seal, at, by
    body.save(update_fields=["mark", "marked_at", "marked_by"])
    data: dict[str, Value] = {"stage": body.stage.number, "seal": body.seal}
    record(by=by, at=at, act=f"handover.seal_{seal}", subject=body.stage.operation.public_id, data=data)
    return body


@transaction.atomic
def note_arrival(*, by: User, at: datetime, stage: Stage, written: str, note: str = "") -> Arrival:
    """Somebody came whom the manifest does not name; the receipt will name him. Raises Refused once the roll-call
    has ended."""
    _on_the_road(stage)
    if not written.strip():
        raise Refused(_("Write the name of the person who came."))
    row = Arrival.objects.create(stage=stage, written=written.strip(), note=note.strip(), at=at, by=by)
    record(by=by, at=at, act="handover.note_arrival", subject=stage.operation.public_id, data={"stage": stage.number})
    return row


@transaction.atomic
def end_roll_call(*, by: User, at: datetime, stage: Stage, party: str) -> lib.Operation:
    """The roll-call of a stage on the road, once everybody and every body of it is marked."""
    rows, bodies = list(stage.rows.select_related("person")), list(stage.bodies.all())
    data: dict[str, Value] = {"stage": stage.number}
    for outcome in lib.Outcome:
        data[outcome] = [row.person.public_id for row in rows if row.mark == outcome]
    for seal in lib.Seal:
        data[seal] = [body.seal for body in bodies if body.mark == seal]
    data["instead"] = [f"arrival {arrival.pk}" for arrival in stage.arrivals.all()]
    data["witness"] = queries.witness_of(rows)
    now = act(by=by, at=at, operation=stage.operation, kind="roll_call", party=party, data=data)
    return count_told(by=by, at=at, stage=stage) or now


@transaction.atomic
def count(*, by: User, at: datetime, stage: Stage, party: str, receive: int, give: int) -> lib.Operation:
    """How many `party` or the observer counted across: those we received and those we gave."""
    data: dict[str, Value] = {"stage": stage.number, "receive": receive, "give": give}
    return act(by=by, at=at, operation=stage.operation, kind="count", party=party, data=data)


def count_told(*, by: User, at: datetime, stage: Stage) -> lib.Operation | None:
    """Enter the count of the other side's newest roll-call, while ours is taken and nobody has signed; None if there
    is nothing to enter."""
    now = queries.machine(stage.operation).stage(stage.number)
    said = stage.told.filter(kind=Told.Kind.ROLL_CALL).last()
    if said is None or now is None or now.state is not lib.StageState.CALLED or now.receipts:
        return None
    present = set(said.data["present"])
    receive, give = (len(present & set(side)) for side in (now.receive, now.give))
    return count(by=by, at=at, stage=stage, party=said.party, receive=receive, give=give)


def _marked(by: User, at: datetime, row: Row, found: Row.Mark, witness: str) -> Row:
    _on_the_road(row.stage)
    row.mark, row.witness, row.marked_at, row.marked_by = found, witness, at, by
    row.save(update_fields=["mark", "witness", "marked_at", "marked_by"])
    data: dict[str, Value] = {"stage": row.stage.number, "person": row.person.public_id}
    record(by=by, at=at, act=f"handover.mark_{found}", subject=row.stage.operation.public_id, data=data)
    return row


def _on_the_road(stage: Stage) -> None:
    if stage.state != Stage.State.MOVING:
        raise Refused(_("People are marked while their stage is on the road."))
