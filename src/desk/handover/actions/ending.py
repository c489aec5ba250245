"""The end of an operation: closed, with everybody who crossed stated to be home, or ended; what is owed is kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import record
from desk.evidence.models import Item
from desk.handover.actions.receipts import keep_receipt
from desk.handover.actions.step import act
from desk.handover.models import Operation, Receipt, Row
from desk.register.actions import state_all
from desk.register.said import Said
from homeward.canonical import Value
from homeward.handover import operation as lib
from homeward.handover.balance import owed
from homeward.register.statement import Grade

OWN_RECORD = Grade("A", 1)  # a receipt of both sides


@transaction.atomic
def close(*, by: User, at: datetime, operation: Operation, party: str) -> int:
    """Close an operation whose stages are all receipted: each receipt becomes evidence, and everybody who crossed
    is stated to have been handed over. The number of people who crossed."""
    now = act(by=by, at=at, operation=operation, kind="close", party=party)
    crossed = [one for receipt in _receipts(operation) for one in _crossed(receipt, by, at)]
    state_all(by=by, at=at, said=crossed)
    _write_down(by, at, operation, now)
    return len({one.person.pk for one in crossed})


@transaction.atomic
def abort(*, by: User, at: datetime, operation: Operation, party: str) -> int:
    """End an operation between stages. What was receipted stands: those people are stated to have been handed over;
    what each side still owes goes to the operation's ledger. How much is owed."""
    now = act(by=by, at=at, operation=operation, kind="abort", party=party)
    signed = [receipt for receipt in _receipts(operation) if receipt.stage.state == lib.StageState.RECEIPTED]
    state_all(by=by, at=at, said=[one for receipt in signed for one in _crossed(receipt, by, at)])
    return _write_down(by, at, operation, now)


def _write_down(by: User, at: datetime, operation: Operation, now: lib.Operation) -> int:
    debts = owed(now)
    rows: list[Value] = [{"by": one.by, "id": one.id, "what": one.what} for one in debts]
    if rows:
        data: dict[str, Value] = {"owed": rows}
        record(by=by, at=at, act="handover.owed", subject=operation.public_id, data=data, chain=operation.chain)
    return len(rows)


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
