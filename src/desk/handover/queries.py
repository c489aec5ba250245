"""Reading operations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from desk.audit.models import Entry
from desk.channel.models import Deal
from desk.channel.queries import sealed_deals
from desk.handover.models import Notice, Operation, Row, Stage
from homeward.handover import operation as lib
from homeward.planner.pool import Direction
from homeward.words import say


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of an operation's ledger in words."""

    at: datetime
    by: str
    words: str


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


def parties(operation: Operation) -> tuple[str, str]:
    """The two sides, ours first."""
    return operation.deal.channel.party, operation.deal.channel.peer


def machine(operation: Operation) -> lib.Operation:
    """The operation as its ledger says it stands."""
    stages = tuple(stage.to_value() for stage in operation.stages.order_by("number"))
    planned = lib.Operation(operation.public_id, parties(operation), stages)
    return lib.replay(planned, [_event(entry) for entry in entries(operation)])


def entries(operation: Operation) -> QuerySet[Entry]:
    """The operation's ledger, oldest first."""
    return Entry.objects.filter(chain__name=operation.chain).order_by("seq")


def log(operation: Operation, language: str) -> list[LogLine]:
    """The ledger in words, newest first."""
    lines = [
        LogLine(entry.at, entry.by, say("handover", _SAID[kind], language, party=str(entry.data.get("party", ""))))
        for entry in entries(operation)
        if (kind := _kind(entry)) in _SAID
    ]
    return lines[::-1]


def board(operation: Operation, now: lib.Operation) -> list[Board]:
    """The stages in order."""
    values = {stage.number: stage for stage in now.stages}
    turn = now.next_stage.number if now.next_stage else 0
    return [_board(stage, values[stage.number], turn) for stage in operation.stages.order_by("number")]


def notice_in_force(operation: Operation, now: lib.Operation) -> Notice | None:
    """The notice the lease speaks of, acknowledged or not."""
    if now.lease is None:
        return None
    return operation.notices.filter(sha256=now.lease.notice).prefetch_related("acknowledgements").first()


def ready_deals() -> QuerySet[Deal]:
    """Deals that bind both sides and have no operation under way."""
    busy = Operation.objects.exclude(phase=Operation.Phase.ABORTED).values("deal")
    return sealed_deals().exclude(pk__in=busy)


def rows_of(stage: Stage) -> list[Row]:
    """The manifest of a stage: first who comes to us, then who goes."""
    rows = list(stage.rows.select_related("person__current"))
    return sorted(rows, key=lambda row: (row.direction != Direction.RECEIVE, row.person.display_name))


def upcoming() -> QuerySet[Operation]:
    """Operations not over, the next first."""
    return Operation.objects.filter(phase__in=("planned", "started")).order_by("opened_at")


def _board(stage: Stage, value: lib.Stage, turn: int) -> Board:
    called = value.state in (lib.StageState.CALLED, lib.StageState.RECEIPTED)
    return Board(
        stage=stage,
        receive=len(value.receive),
        give=len(value.give),
        present=len(value.present),
        absent=len(value.absent) if called else 0,
        signed=tuple(sorted(value.receipts)),
        turn=stage.number == turn,
    )


_SAID = {
    "start": "did_started",
    "notice": "did_noticed",
    "acknowledge": "did_acknowledged",
    "ask_revocation": "did_revocation_asked",
    "agree_revocation": "did_revoked",
    "move": "did_moving",
    "refused_move": "did_refused_move",
    "turn_back": "did_turned_back",
    "roll_call": "did_called",
    "receipt": "did_receipted",
    "abort": "did_aborted",
    "close": "did_closed",
}


def _event(entry: Entry) -> lib.Event:
    return lib.Event(_kind(entry), str(entry.data.get("party", "")), entry.at, entry.data)


def _kind(entry: Entry) -> str:
    return str(entry.act).removeprefix("handover.")


def seats_missing(operation: Operation) -> int:
    """How many people on the manifest no leg of the way has a seat for: counted on the leg with the fewest
    seats."""
    fewest = operation.legs.order_by("seats").values_list("seats", flat=True).first() or 0
    return max(Row.objects.filter(stage__operation=operation).count() - fewest, 0)
