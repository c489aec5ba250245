"""The legs of the way, each with what it still lacks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.handover.models import Leg, Operation, Row
from homeward.handover import load, safety
from homeward.handover import operation as lib
from homeward.handover.state import OVER
from homeward.words import Saying, saying


class LegState(StrEnum):
    """Whether a leg may set out, lacks something still, or lies behind."""

    READY = "ready"
    MISSING = "missing"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class LegShown:
    """A leg on the board, and what is missing in words."""

    leg: Leg
    state: LegState
    missing: tuple[str, ...]


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


def _way(
    leg: Leg, rows: list[Row], apart: dict[int, set[str]], now: lib.Operation, at: datetime, language: str
) -> LegShown:
    aboard = [row for row in rows if leg.stage in (0, row.stage.number)]
    stages = [stage for stage in now.stages if leg.stage in (0, stage.number)]
    if now.phase in OVER or all(stage.state is lib.StageState.RECEIPTED for stage in stages):
        return LegShown(leg, LegState.OVER, ())
    people = [_passenger(row, apart.get(row.pk, set())) for row in aboard]
    missing = [*_dark(now, stages, at), *load.missing(leg.to_value(), people, leg.escorts)]
    state = LegState.MISSING if missing else LegState.READY
    return LegShown(leg, state, tuple(dict.fromkeys(said.in_language(language) for said in missing)))


def _dark(now: lib.Operation, stages: list[lib.Stage], at: datetime) -> list[Saying]:
    """The lamps of the places of a leg that are not green, and the other places of their rounds that it waits for."""
    left = [stage for stage in stages if stage.state is not lib.StageState.RECEIPTED]
    lamps = [lib.lamp(now, at, place) for place in sorted({stage.place for stage in left})]
    waits = sorted({place for stage in left for place in safety.dark(now, at, stage)})
    found = [lamp for lamp in lamps if lamp.key != "lamp_green"]
    return [*found, saying("handover", "lamp_interlock", places=", ".join(waits))] if waits else found


def _passenger(row: Row, apart: set[str]) -> load.Passenger:
    return load.Passenger(row.person.public_id, load.Fitness(row.fitness), frozenset(apart), row.effects_grams)


def _apart(operation: Operation) -> dict[int, set[str]]:
    """For the row of each person: the ids of those he must not meet."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for pair in operation.separations.select_related("one__person", "other__person"):
        found[pair.one_id].add(pair.other.person.public_id)
        found[pair.other_id].add(pair.one.person.public_id)
    return found
