"""Who may travel on a leg and how: fitness, stretchers, those to be kept apart, escorts, effects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from homeward.handover.plan import Leg
from homeward.words import Saying, saying

MOST_EFFECTS_GRAMS = 25_000
"""Personal effects that go with a person: GC III art 119 allows to limit them, never below 25 kg."""
PEOPLE_AN_ESCORT = 10


class Fitness(StrEnum):
    """What a doctor says of the journey."""

    UNASKED = "unasked"
    SITTING = "sitting"
    LYING = "lying"
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True)
class Passenger:
    """A person on a leg: fitness, whom he must not meet (ids), the weight of his effects in grams."""

    id: str
    fitness: Fitness = Fitness.UNASKED
    apart_from: frozenset[str] = frozenset()
    effects: int = 0


def missing(leg: Leg, people: Sequence[Passenger], escorts: int) -> tuple[Saying, ...]:
    """What `leg` still lacks to carry `people` with `escorts`, a sentence each; empty if nothing."""
    found: list[Saying] = []
    lying = _count(people, Fitness.LYING)
    seats = len(people) - lying + escorts - leg.seats
    for key, number in (
        ("seats", seats),
        ("stretchers", lying - leg.stretchers),
        ("unfit", _count(people, Fitness.UNFIT)),
        ("unasked", _count(people, Fitness.UNASKED)),
        ("escorts", -(-len(people) // PEOPLE_AN_ESCORT) - escorts),
        ("apart", _together(people) if leg.vehicles < 2 else 0),
        ("effects", sum(one.effects > MOST_EFFECTS_GRAMS for one in people)),
    ):
        if number > 0:
            found.append(saying("handover", f"leg_lacks_{key}", number=number))
    return tuple(found)


def _count(people: Sequence[Passenger], fitness: Fitness) -> int:
    return sum(one.fitness is fitness for one in people)


def _together(people: Sequence[Passenger]) -> int:
    """How many would travel in the only vehicle with somebody they must not meet."""
    ids = {one.id for one in people}
    return sum(bool(one.apart_from & ids) for one in people)
