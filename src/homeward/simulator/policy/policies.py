"""Two ways to negotiate: plain one-for-one, and the planner with all it has learnt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from homeward.planner.ladder import Kept, gesture, stake
from homeward.planner.objectives import Objective
from homeward.planner.odds import Recorded, applied, learn
from homeward.planner.package import Planning
from homeward.planner.pool import Candidate, Direction, Pool
from homeward.planner.reserve import replacements
from homeward.planner.terms import Parity, Terms
from homeward.simulator.policy.assumptions import assumed


class Policy(StrEnum):
    """Which way our side negotiates."""

    PLANNER = "planner"
    ONE_FOR_ONE = "one_for_one"


@dataclass(frozen=True, slots=True)
class Offer:
    """Who is asked for and who is offered; for each asked who stands ready instead; people outside the count apart."""

    ask: tuple[str, ...]
    give: tuple[str, ...]
    outside: frozenset[str] = frozenset()
    instead: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Negotiator(Protocol):
    """Our side, round after round."""

    def offers(self, pool: Pool) -> Sequence[Offer]:
        """What is offered in this round, one after the other until one is signed."""

    def stage(self, most: int) -> int:
        """How many people one stage exposes."""

    def told(self, answers: Sequence[Recorded], stages: Sequence[Kept], signed: bool) -> None:
        """What the round taught."""

    def gesture(self, pool: Pool) -> tuple[str, ...]:
        """Whom we send home unasked when nothing was signed."""


class OneForOne:
    """The longest held for the longest held, as many as one round takes, in one stage. Who was asked for in vain is
    asked for again after some rounds; nothing else is learnt."""

    def __init__(self) -> None:
        self.asked: dict[str, int] = {}
        self.round = 0

    def offers(self, pool: Pool) -> Sequence[Offer]:
        self.round += 1
        most, pause = int(assumed("most_each_round")), int(assumed("asked_again_after"))
        fresh = [id for id in _longest(pool, Direction.RECEIVE) if self.round - self.asked.get(id, -pause) >= pause]
        ask, give = tuple(fresh[:most]), _longest(pool, Direction.GIVE)[:most]
        count = min(len(ask), len(give))
        self.asked |= dict.fromkeys(ask[:count], self.round)
        return (Offer(ask[:count], give[:count]),)

    def stage(self, most: int) -> int:
        return most

    def told(self, answers: Sequence[Recorded], stages: Sequence[Kept], signed: bool) -> None:
        """Plain one-for-one learns nothing from answers."""

    def gesture(self, pool: Pool) -> tuple[str, ...]:
        return ()


class Planned:
    """Odds learnt from answers, the expected plan, two packages, replacements ready, stages on the ladder, gestures."""

    _ORDER = (Objective.ART_109, Objective.EXPECTED, Objective.MONTHS, Objective.GIVEN)

    def __init__(self) -> None:
        self.answers: list[Recorded] = []
        self.stages: list[Kept] = []
        self.unanswered: list[bool] = []

    def offers(self, pool: Pool) -> Sequence[Offer]:
        learnt = applied(pool, learn(self.answers))
        most, stretchers = int(assumed("most_each_round")), int(assumed("stretchers"))
        by_points = Terms(most, most, Parity.POINTS, tolerance=8, stretchers=stretchers)
        by_number = Terms(most, most, stretchers=stretchers)
        return [self._offer(Planning(learnt, terms, self._ORDER)) for terms in (by_number, by_points)]

    def _offer(self, planning: Planning) -> Offer:
        package = planning.best()
        instead = {id: replacements(planning, package, id) for id in package.receive if id not in package.outside}
        ready = {id: tuple(one.ids[0] for one in found) for id, found in instead.items()}
        return Offer(package.receive, package.give, package.outside, ready)

    def stage(self, most: int) -> int:
        return stake(self.stages, int(assumed("bearable")), most)

    def told(self, answers: Sequence[Recorded], stages: Sequence[Kept], signed: bool) -> None:
        self.answers += answers
        self.stages += stages
        if self.unanswered:
            self.unanswered[-1] = self.unanswered[-1] or signed

    def gesture(self, pool: Pool) -> tuple[str, ...]:
        found = gesture(pool, self.unanswered, 1)
        self.unanswered += [False] * bool(found)
        return found


def negotiator(policy: Policy) -> Negotiator:
    return Planned() if policy is Policy.PLANNER else OneForOne()


def _longest(pool: Pool, way: Direction) -> tuple[str, ...]:
    def since(one: Candidate) -> tuple[object, ...]:
        return (one.held_from or pool.on, one.id)

    return tuple(one.id for one in sorted((one for one in pool.candidates if one.direction is way), key=since))
