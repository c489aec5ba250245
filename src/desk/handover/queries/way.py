"""The legs of the way, each with what it still lacks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from desk.handover.models import Leg, Operation, Row
from homeward.handover import load
from homeward.handover import operation as lib


@dataclass(frozen=True, slots=True)
class LegShown:
    """A leg on the board: whether it may set out, and what is missing in words."""

    leg: Leg
    ready: bool
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
