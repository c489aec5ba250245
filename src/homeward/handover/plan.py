"""What is refused before an operation exists: somebody who stands twice, is home already, or has no seat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from homeward.errors import HomewardError
from homeward.handover.stage import Stage
from homeward.words import Saying, saying


class BadPlan(HomewardError):
    """The operation cannot be planned like this; `saying` tells why in any language. Nothing was changed."""

    def __init__(self, key: str, **values: str | int) -> None:
        self.saying: Saying = saying("handover", f"plan_{key}", **values)
        super().__init__(self.saying.in_language("en"))


class Means(StrEnum):
    """How people travel on a leg."""

    BUS = "bus"
    PLANE = "plane"
    TRAIN = "train"
    FOOT = "foot"


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of the way of one stage or of all (`stage` 0): means, vehicles (0 on foot), seats and stretchers in all
    of them, from where to where through which `border` point, when (UTC)."""

    number: int
    means: Means
    vehicles: int
    seats: int
    start: str
    end: str
    departs: datetime
    arrives: datetime
    border: str = ""
    stretchers: int = 0
    stage: int = 0

    def carries(self, stage: Stage) -> bool:
        return self.stage in (0, stage.number)


def check_people(stages: Sequence[Stage], home: Collection[str] = (), elsewhere: Collection[str] = ()) -> None:
    """Nothing, if nobody stands on two manifests, is `home` already or is on an active manifest `elsewhere`, and no
    seal is used twice; else raises BadPlan."""
    people = [id for stage in stages for id in (*stage.receive, *stage.give)]
    seals = [seal for stage in stages for seal in (*stage.bodies_received, *stage.bodies_given)]
    if not people and not seals:
        raise BadPlan("nobody")
    for key, found in (
        ("twice", _twice(people)),
        ("seal_twice", _twice(seals)),
        ("home", len(set(people) & set(home))),
        ("elsewhere", len({*people, *seals} & set(elsewhere))),
    ):
        if found:
            raise BadPlan(key, number=found)


def check_leg(leg: Leg) -> None:
    """Nothing, if the leg can carry somebody somewhere; else raises BadPlan."""
    if not leg.start.strip() or not leg.end.strip():
        raise BadPlan("leg_ends")
    if leg.seats < 1 or (leg.means is not Means.FOOT and leg.vehicles < 1):
        raise BadPlan("leg_seats")
    if leg.arrives <= leg.departs:
        raise BadPlan("leg_times")


def check_way(legs: Iterable[Leg], leg: Leg) -> None:
    """Nothing, if `leg` begins no earlier than the legs before it of the same stage end; else raises BadPlan."""
    same = [one for one in legs if one.number < leg.number and (one.stage == leg.stage or 0 in (one.stage, leg.stage))]
    if any(one.arrives > leg.departs for one in same):
        raise BadPlan("leg_order")


def _twice(ids: Sequence[str]) -> int:
    return sum(count > 1 for count in Counter(ids).values())
