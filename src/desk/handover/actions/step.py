"""One act on the machine of an operation: tried first; what the machine refuses is refused with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language

from desk.accounts.models import User
from desk.audit.actions import AUDIT, record
from desk.errors import Refused
from desk.handover import queries
from desk.handover.models import Operation
from homeward.canonical import Value
from homeward.handover import operation as lib


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


def _mirror(row: Operation, now: lib.Operation) -> None:
    row.phase = now.phase
    row.save(update_fields=["phase"])
    for stage in now.stages:
        row.stages.filter(number=stage.number).update(state=stage.state)
