"""The other side as three stated characters: honest, hard, opportunist."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from homeward.errors import HomewardError
from homeward.planner.odds import Recorded, kind_of
from homeward.planner.pool import Candidate, points
from homeward.simulator.policy.assumptions import assumed


class UnknownCounterpart(HomewardError):
    """There is no counterpart of this name."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """`willing` multiplies its chance to agree to each person; it signs only if the people it gets are worth at least
    `worth` times those it gives, in points of GC III art 60; `faithless` if it breaks its word when that pays."""

    name: str
    willing: float
    worth: float
    faithless: bool = False

    def agrees(self, one: Candidate, blocked: str, chance: random.Random) -> Recorded:
        """Its answer about one person of ours."""
        yes = chance.random() < self.willing * _agrees(one, blocked)
        cause = "" if yes else "unit_blocked" if one.unit == blocked and not one.art_109 else "no_reason"
        return Recorded(kind_of(one), one.unit, yes, cause)

    def signs(self, gets: Sequence[Candidate], gives: Sequence[Candidate]) -> bool:
        """Whether the deal is worth it to it."""
        return bool(gets) and _points(gets) >= self.worth * _points(gives)

    def breaks(self, at_stake: int, chance: random.Random) -> bool:
        """Whether it takes its people of one stage and keeps ours back."""
        return self.faithless and chance.random() < (at_stake / assumed("temptation")) ** 2


COUNTERPARTS = (
    Counterpart("honest", willing=1.0, worth=0.5),
    Counterpart("hard", willing=0.7, worth=1.0),
    Counterpart("opportunist", willing=1.0, worth=0.5, faithless=True),
)


def counterpart(name: str) -> Counterpart:
    """The counterpart of this name; raises UnknownCounterpart."""
    found = next((one for one in COUNTERPARTS if one.name == name), None)
    if found is None:
        raise UnknownCounterpart("The counterparts are honest, hard and opportunist.")
    return found


def _agrees(one: Candidate, blocked: str) -> float:
    if one.art_109:
        return assumed("agrees_wounded")
    if one.unit == blocked:
        return assumed("agrees_blocked_unit")
    special = next((name for name in ("commander", "garrison_group") if name in one.categories), one.rank_band)
    return assumed(f"agrees_{special}")


def _points(people: Sequence[Candidate]) -> int:
    return sum(points()[one.rank_band] for one in people)
