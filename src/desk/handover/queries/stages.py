"""The stages on the board, and what is still owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk.handover.models import Operation, Stage
from homeward.handover import operation as lib
from homeward.handover.balance import Owed, owed


@dataclass(frozen=True, slots=True)
class Board:
    """One stage on the board: how many each way, how many were present, and whether it is its turn."""

    stage: Stage
    receive: int
    give: int
    present: int
    absent: int
    signed: tuple[str, ...]
    turn: bool
    green: bool


def board(operation: Operation, now: lib.Operation, at: datetime) -> list[Board]:
    """The stages in order."""
    values = {stage.number: stage for stage in now.stages}
    turns = {stage.number for stage in now.next_stages}
    return [
        _board(stage, values[stage.number], stage.number in turns, lib.in_force(now, at, stage.place_name))
        for stage in operation.stages.order_by("number")
    ]


def _board(stage: Stage, value: lib.Stage, turn: bool, green: bool) -> Board:
    called = value.state in (lib.StageState.CALLED, lib.StageState.RECEIPTED)
    return Board(
        stage=stage,
        receive=len(value.receive),
        give=len(value.give),
        present=len(value.present),
        absent=len(value.absent) if called else 0,
        signed=tuple(sorted(value.receipts)),
        turn=turn,
        green=green,
    )


def owed_words(now: lib.Operation) -> list[tuple[str, int, int]]:
    """For each side: how many people and how many bodies it still owes, once the operation is over."""
    if now.phase not in (lib.Phase.CLOSED, lib.Phase.ABORTED):
        return []
    debts = owed(now)
    counted = [(party, [debt for debt in debts if debt.by == party]) for party in now.parties]
    return [
        (party, sum(one.what is Owed.PERSON for one in rows), sum(one.what is Owed.BODY for one in rows))
        for party, rows in counted
        if rows
    ]
