"""Reading operations."""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from desk.audit.models import Entry
from desk.channel.models import Deal
from desk.channel.queries import sealed_deals
from desk.evidence.queries import store
from desk.handover.models import Leg, Notice, Operation, Row, Stage
from desk.register.models import PersonCurrent
from homeward.assessment.judgement import CaseGrade
from homeward.errors import HomewardError
from homeward.evidence import photo
from homeward.handover import load
from homeward.handover import operation as lib
from homeward.handover.balance import Owed, owed
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
    green: bool


@dataclass(frozen=True, slots=True)
class Lamp:
    """Safe passage at one place."""

    place: str
    green: bool
    words: str
    notice: Notice | None


@dataclass(frozen=True, slots=True)
class LegShown:
    """A leg on the board: whether it may set out, and what is missing in words."""

    leg: Leg
    ready: bool
    missing: tuple[str, ...]


def parties(operation: Operation) -> tuple[str, str]:
    """The two sides, ours first."""
    return operation.deal.channel.party, operation.deal.channel.peer


def signers(operation: Operation) -> tuple[str, ...]:
    """Who signs every receipt: the two sides, and the observer if there is one."""
    return tuple(party for party in (*parties(operation), operation.observer) if party)


def machine(operation: Operation) -> lib.Operation:
    """The operation as its ledger says it stands."""
    stages = tuple(stage.to_value() for stage in operation.stages.order_by("number"))
    rows = Row.objects.filter(stage__operation=operation).order_by("pk")
    planned = lib.Operation(
        operation.public_id,
        parties(operation),
        stages,
        mediator=operation.mediator,
        observer=operation.observer,
        step=operation.step,
        weights=tuple(rows.values_list("person__public_id", "weight")),
    )
    return lib.replay(planned, [_event(entry) for entry in entries(operation)])


def home(people: Iterable[str]) -> set[str]:
    """Those among `people` (public ids) who are home already."""
    rows = PersonCurrent.objects.filter(person__public_id__in=people, as_grade=CaseGrade.RETURNED)
    return set(rows.values_list("person__public_id", flat=True))


def entries(operation: Operation) -> QuerySet[Entry]:
    """The operation's ledger, oldest first."""
    return Entry.objects.filter(chain__name=operation.chain).order_by("seq")


def log(operation: Operation, language: str) -> list[LogLine]:
    """The ledger in words, newest first."""
    lines = [
        LogLine(entry.at, entry.by, say(*_SAID[kind], language, party=str(entry.data.get("party", ""))))
        for entry in entries(operation)
        if (kind := _kind(entry)) in _SAID
    ]
    return lines[::-1]


def board(operation: Operation, now: lib.Operation, at: datetime) -> list[Board]:
    """The stages in order."""
    values = {stage.number: stage for stage in now.stages}
    turns = {stage.number for stage in now.next_stages}
    return [
        _board(stage, values[stage.number], stage.number in turns, lib.in_force(now, at, stage.place_name))
        for stage in operation.stages.order_by("number")
    ]


def notice_in_force(operation: Operation, now: lib.Operation, place: str = "") -> Notice | None:
    """The notice the lease of `place` speaks of, acknowledged or not."""
    lease = now.lease(place)
    if lease is None:
        return None
    return operation.notices.filter(sha256=lease.notice).prefetch_related("acknowledgements").first()


def ready_deals() -> QuerySet[Deal]:
    """Deals that bind both sides and have no operation under way."""
    busy = Operation.objects.exclude(phase=Operation.Phase.ABORTED).values("deal")
    return sealed_deals().exclude(pk__in=busy)


def rows_of(stage: Stage) -> list[Row]:
    """The manifest of a stage: first who comes to us, then who goes."""
    rows = list(stage.rows.select_related("person__current"))
    return sorted(rows, key=lambda row: (row.direction != Direction.RECEIVE, row.person.display_name))


def with_portraits(rows: list[Row]) -> list[Row]:
    """The rows, each with a small portrait of the person if evidence holds one; drawn anew, never the original."""
    for row in rows:
        row.portrait = _portrait(row.person.current.values.get("photo_portrait", ()))
    return rows


def _portrait(said: Sequence[str]) -> str:
    named = [found[0] for value in said if (found := re.search(r"[0-9a-f]{64}", value))]
    try:
        picture = photo.whole(store().get(named[0]), width=160) if named else b""
    except (HomewardError, OSError):
        return ""  # the name of a file that is not here, or not a picture: the page goes without
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}" if picture else ""


def upcoming() -> QuerySet[Operation]:
    """Operations not over, the next first."""
    return Operation.objects.filter(phase__in=("planned", "started")).order_by("opened_at")


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


_SAID = {
    "start": ("handover", "did_started"),
    "notice": ("channel", "passage_noticed"),
    "acknowledge": ("channel", "passage_acknowledged"),
    "ask_revocation": ("channel", "passage_end_asked"),
    "agree_revocation": ("channel", "passage_ended"),
    "check_in": ("channel", "passage_checked_in"),
    "move": ("handover", "did_moving"),
    "refused_move": ("handover", "did_refused_move"),
    "turn_back": ("handover", "did_turned_back"),
    "roll_call": ("handover", "did_called"),
    "count": ("handover", "did_counted"),
    "receipt": ("handover", "did_receipted"),
    "abort": ("handover", "did_aborted"),
    "close": ("handover", "did_closed"),
    "owed": ("handover", "did_owed"),
    "refused": ("handover", "did_refused"),
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


def ways(operation: Operation, now: lib.Operation, at: datetime, language: str) -> list[LegShown]:
    """The legs in order, each with its lamp and, in words, what it still lacks."""
    rows = list(Row.objects.filter(stage__operation=operation).select_related("stage", "person").order_by("pk"))
    apart = _apart(operation)
    return [_way(leg, rows, apart, now, at, language) for leg in operation.legs.all()]


def places(operation: Operation) -> list[str]:
    """The places of the operation, in the order of its stages."""
    return list(dict.fromkeys(operation.stages.order_by("number").values_list("place_name", flat=True))) or [""]


def lamps(operation: Operation, now: lib.Operation, at: datetime, language: str) -> list[Lamp]:
    """Safe passage at each place: its lamp, in words, and the notice it speaks of."""
    found = [(place, lib.lamp(now, at, place)) for place in places(operation)]
    return [
        Lamp(place, said.key == "lamp_green", said.in_language(language), notice_in_force(operation, now, place))
        for place, said in found
    ]


def _way(
    leg: Leg, rows: list[Row], apart: dict[int, set[str]], now: lib.Operation, at: datetime, language: str
) -> LegShown:
    aboard = [row for row in rows if leg.stage in (0, row.stage.number)]
    people = [_passenger(row, apart.get(row.pk, set())) for row in aboard]
    places = sorted({row.stage.place_name for row in aboard}) or [""]
    lamps = [lib.lamp(now, at, place) for place in places]
    lacks = [said.in_language(language) for said in load.missing(leg.to_value(), people, leg.escorts)]
    safe = all(lamp.key == "lamp_green" for lamp in lamps)
    dark = [lamp.in_language(language) for lamp in lamps if lamp.key != "lamp_green"]
    return LegShown(leg, safe and not lacks, tuple(dict.fromkeys((*dark, *lacks))))


def _passenger(row: Row, apart: set[str]) -> load.Passenger:
    return load.Passenger(row.person.public_id, load.Fitness(row.fitness), frozenset(apart), row.effects_grams)


def _apart(operation: Operation) -> dict[int, set[str]]:
    """For the row of each person: the ids of those he must not meet."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for pair in operation.separations.select_related("one__person", "other__person"):
        found[pair.one_id].add(pair.other.person.public_id)
        found[pair.other_id].add(pair.one.person.public_id)
    return found


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
