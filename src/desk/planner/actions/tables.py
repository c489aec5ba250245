"""Laying a table of several states before the planner, and working it out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import record
from desk.errors import Refused
from desk.planner.models import Table
from homeward.planner.parties.report import Line, answered
from homeward.planner.parties.sheet import Sheet
from homeward.planner.parties.writing import written
from homeward.planner.solve.model import SolverFailed


@transaction.atomic
def lay_table(*, by: User, at: datetime, title: str, sheet: Sheet) -> Table:
    """Put a table to the planner: it is worked out later, by `answer_table`."""
    row = Table.objects.create(title=title, sheet=written(sheet), made_at=at, made_by=by)
    record(by=by, at=at, act="planner.lay_table", subject=row.public_id)
    return row


def answer_table(*, by: User, at: datetime, table: Table) -> Table:
    """Who would be released, what comes first, who is left out, and what the deal hangs on. Solving happens before
    anything is locked. Raises Refused if this was done already."""
    if table.state != Table.State.WORKING:
        raise Refused("This table is worked out already.")
    try:
        found = answered(table.to_sheet())
    except SolverFailed:
        return _keep(by, at, table, Table.State.FAILED, ())
    return _keep(by, at, table, Table.State.ANSWERED, found)


@transaction.atomic
def _keep(by: User, at: datetime, table: Table, state: Table.State, found: tuple[Line, ...]) -> Table:
    table.state, table.answered_at = state, at
    table.lines = [
        {
            "part": line.part.value,
            "key": line.said.key,
            "values": dict(line.said.values),
            "because": [[one.key, dict(one.values)] for one in line.because],
        }
        for line in found
    ]
    table.save(update_fields=["state", "answered_at", "lines"])
    record(by=by, at=at, act="planner.answer_table", subject=table.public_id, data={"state": state.value})
    return table
