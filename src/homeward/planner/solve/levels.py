"""The best package of a program, level after level, each with the bound that nothing passes."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from homeward.errors import HomewardError
from homeward.planner.solve.integer import Part, best, better
from homeward.planner.solve.lagrange import NEAR, Bound
from homeward.planner.solve.model import Floats
from homeward.planner.solve.program import Goal, Point, Program
from homeward.planner.solve.relax import Relaxation
from homeward.planner.solve.starts import closed, promising, steps

SECONDS = 60.0  # for the whole solve; a level that is not proven by then is reported with its bound
_TRY = 10.0  # seconds for one attempt at a package
_ROUNDS = 12  # of growth before the first attempt
_NONE = np.empty(0, np.int32)
_FEW = 3000  # columns that are searched at once
_SPARE = 3  # places beyond those allowed among which an attempt may choose


Tell = Callable[[int, int], None]


def nothing(done: int, of: int) -> None:
    """Nobody waits for progress."""


class NoPackage(HomewardError):
    """No package keeps all the terms."""


class NotSolved(HomewardError):
    """The solver ran out of time before it found any package."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the objective: its `key`, the `value` reached, and the `bound` that no package passes."""

    key: str
    value: int
    bound: int

    @property
    def proven(self) -> bool:
        return self.value == self.bound


@dataclass(frozen=True, slots=True)
class Best:
    """The best package found, and its levels."""

    point: Point
    levels: tuple[Level, ...]


def solve(
    program: Program,
    *,
    seconds: float = SECONDS,
    near: Floats | None = None,
    ceiling: Sequence[Level] = (),
    tell: Tell = nothing,
) -> Best:
    """The best package of `program`. `near` is how many of each kind are in a package near to the best, `ceiling` the
    levels of the best package of a program that allows more; `tell` hears how many levels of how many are closed.
    Raises NoPackage and NotSolved."""
    aimed = replace(program, goals=program.goals or (_any(program),))
    found = _Search(aimed, seconds, near, ceiling, tell).run()
    return replace(found, levels=found.levels[: len(program.goals)])


class _Search:
    """One solve: the relaxation, the best package so far, and the levels closed."""

    def __init__(
        self, program: Program, seconds: float, near: Floats | None, ceiling: Sequence[Level], tell: Tell
    ) -> None:
        self.program = program
        self.until = time.monotonic() + seconds
        self.near = near
        known = False if near is None else near > 0
        self.relaxed = Relaxation(program, promising(program) | known)
        self.found: Point | None = None
        self.ceiling = ceiling
        self.tell = tell
        self.kept: list[tuple[Goal, int]] = []

    def run(self) -> Best:
        if not self.relaxed.possible():
            raise NoPackage("No package keeps all the terms.")
        self.attempt(self.beginning(), 0, _SPARE if self.near is None else 0)
        levels = tuple(self.level(number, goal) for number, goal in enumerate(self.program.goals))
        if self.found is None:
            raise NotSolved("The time did not suffice to find a package.")
        return Best(self.found, levels)

    def beginning(self) -> Point:
        """Where to look first: near a package known, or where a rough relaxation points."""
        if self.near is None:
            return self.relaxed.rough(self.program.goals, _ROUNDS)
        extras = np.zeros(len(self.program.extras.upper))
        extras[self.program.link_extras[self.near[self.program.link_kinds] > 0]] = 1.0
        return Point(self.near, extras)

    def level(self, number: int, goal: Goal) -> Level:
        """Close one level: the best value, and the bound proven."""
        top = self.prove(number, goal)
        value = self.value(goal)
        if value is None:
            raise NotSolved("The time did not suffice to find a package.")
        self.relaxed.keep(goal, value)
        self.kept.append((goal, value))
        self.tell(len(self.kept), len(self.program.goals))
        return Level(goal.key, goal.sense * value, goal.sense * max(top, value))

    def prove(self, number: int, goal: Goal) -> int:
        """The least bound of this level that the time allows; a better package found on the way is taken."""
        value = self.value(goal)
        if value is not None and value >= self.limit(number):
            return value
        bound = self.relaxed.bound(goal, -math.inf if value is None else value, self.until)
        if self.open(goal, bound.value) and self.relaxed.alive.sum() > _FEW:
            self.attempt(bound.point, number, _SPARE)
        top = bound.value
        if self.open(goal, bound.value):
            top = self.exact(number, goal, bound)
        value = self.value(goal)
        if value is not None:
            self.relaxed.forget(bound, value)
        return math.floor(min(top + NEAR, self.limit(number)))

    def value(self, goal: Goal) -> int | None:
        return None if self.found is None else goal.value(self.found)

    def open(self, goal: Goal, bound: float) -> bool:
        """Whether a better package may exist and there is time to look for it."""
        value = self.value(goal)
        return value is None or (math.floor(bound + NEAR) > value and time.monotonic() < self.until)

    def limit(self, number: int) -> float:
        """What no package passes at this level, because a program that allows more does not; it holds as long as all
        levels before reach what that one reaches."""
        known = [level.bound * goal.sense for level, goal in zip(self.ceiling, self.program.goals, strict=False)]
        if number >= len(known) or [kept for _, kept in self.kept] != known[:number]:
            return math.inf
        return known[number]

    def take(self, point: Point) -> None:
        """Take a package as the best so far."""
        self.found = point
        self.relaxed.enter(np.flatnonzero((point.kinds > 0) & ~self.relaxed.active).astype(np.int32))

    def attempt(self, point: Point, number: int, spare: int) -> None:
        """Look for a better package among the columns known, in the places that `point` likes and `spare` more."""
        goals = self.program.goals[number:]
        shut = closed(self.program, point, spare)
        part = Part.of(self.program, self.relaxed.active & self.relaxed.alive, shut, _NONE, self.relaxed.linked)
        found = best(part, goals, self.kept, self.found, _TRY, self.until)
        if found is not None and self.ahead(found, goals):
            self.take(found)

    def ahead(self, found: Point, goals: Sequence[Goal]) -> bool:
        if self.found is None:
            return True
        return [goal.value(found) for goal in goals] > [goal.value(self.found) for goal in goals]

    def exact(self, number: int, goal: Goal, bound: Bound) -> int:
        """Search all columns that a better package could use, the narrowest search first, and say what is proven."""
        value, top = self.value(goal), math.floor(bound.value + NEAR)
        for least in steps(value, top):
            part = self.part(goal, bound, least)
            found, proven = better(part, goal, self.kept, least, self.left())
            if found is not None:
                self.take(found)
                self.attempt(found, number, 0)
            if found is not None or proven > -math.inf:
                return math.floor(min(top, proven) + NEAR)
            if least is None:
                raise NoPackage("No package keeps all the terms.")
            top = least - 1
            if time.monotonic() > self.until:
                break
        return top

    def part(self, goal: Goal, bound: Bound, least: int | None) -> Part:
        """The columns that a package reaching `least` at this level can use, and the places it must or cannot."""
        if least is None:
            return Part.of(self.program, self.relaxed.alive, _NONE, _NONE, self.relaxed.linked)
        slack = bound.value + NEAR - least
        links = np.unique(self.program.link_extras)
        shut, used = links[bound.place[links] < -slack], links[bound.place[links] > slack]
        useful = self.relaxed.alive & (bound.loss <= slack)
        return Part.of(self.program, useful, shut.astype(np.int32), used.astype(np.int32), self.relaxed.linked)

    def left(self) -> float:
        return max(self.until - time.monotonic(), 0.05)


def _any(program: Program) -> Goal:
    """An aim that every package reaches."""
    return Goal("any", 1, np.zeros(len(program.members)), np.zeros(len(program.extras.upper)))
