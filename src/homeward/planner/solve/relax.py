"""The bound of one level: the continuous relaxation, grown only by the columns and links that matter.

A pool of fifty thousand needs a few thousand columns to prove its optimum. Columns enter when their reduced cost says
that they could help, links between people and places when they are broken."""

from __future__ import annotations

import time

import numpy as np

from homeward.planner.solve import model as lp
from homeward.planner.solve.grown import Grown
from homeward.planner.solve.lagrange import NEAR, Bound, Priced, duals_of, lagrange, without_rows
from homeward.planner.solve.model import Floats, Integers
from homeward.planner.solve.program import Flags, Goal, Point, Program

_LATE, _LOOK = 0.1, 0.01  # seconds for all looks at bounds once the time is over, and for each at the least
_PENALTY = 1.0
_SCALE, _LEVELS = 20.0, 3  # a level weighs so much more than the next, the fourth 1


class Relaxation:
    """A program without whole numbers, kept open from level to level; `alive` are the kinds that a package may still
    use."""

    def __init__(self, program: Program, first: Flags) -> None:
        self.program = program
        self.alive = np.ones(len(program.members), bool)
        self.grown = Grown(program)
        self.enter(np.flatnonzero(first | (program.least > 0)).astype(np.int32))

    @property
    def active(self) -> Flags:
        return self.grown.active

    @property
    def linked(self) -> Flags:
        return self.grown.linked

    def enter(self, kinds: Integers) -> None:
        """Give some kinds a column."""
        self.grown.enter(kinds)

    def possible(self) -> bool:
        """Whether any relaxed answer keeps all rows; afterwards none may be broken."""
        program, grown = self.program, self.grown
        grown.aim(np.zeros(len(program.members)), np.zeros(len(grown.extra)), -_PENALTY)
        while True:
            answer = grown.lp.run()
            if not answer.found or answer.objective > -NEAR:
                break
            duals = duals_of(program, grown.held, answer)
            gain = -program.matrix.weighed(duals[: len(program.rules)])
            if not self._grow(grown.point(answer), gain, gain > NEAR):
                return False
        grown.tighten()
        return True

    def rough(self, goals: tuple[Goal, ...], rounds: int) -> Point:
        """A relaxed answer that is good at the first levels at once, after a few rounds of growth: no bound."""
        together = _together(goals, self.program)
        self.grown.aim(together.kinds, together.extras, 0.0)
        while True:
            answer = self.grown.lp.run()
            if not answer.found:
                return without_rows(self.program, together).point
            found = self._priced(together, answer)
            rounds -= 1
            if rounds == 0 or not self._grow(found.bound.point, found.gain, found.useful):
                return found.bound.point

    def bound(self, goal: Goal, target: float, until: float) -> Bound:
        """The bound of `goal` with all kept levels kept; found as soon as it proves that `target` is not passed, or
        the clock passes `until`. Later than that it is only looked at, and what could be reached if no row held is
        the bound where a look does not suffice."""
        self.grown.aim(goal.kinds, goal.extras, 0.0)
        best: Bound | None = None
        while True:
            now = time.monotonic()
            self.grown.lp.seconds = max((until if now < until else until + _LATE) - now, _LOOK)
            answer = self.grown.lp.run()
            if not answer.found:  # out of time, or the machine stood still longer than a run may take
                return best or without_rows(self.program, goal)
            found = self._priced(goal, answer)
            best = found.bound if best is None or found.bound.value <= best.value else best
            if best.value + NEAR < target + 1 or time.monotonic() > until:
                return best
            if not self._grow(found.bound.point, found.gain, found.useful):
                return best

    def keep(self, goal: Goal, value: int) -> None:
        """From now on `goal` reaches at least `value`."""
        self.grown.keep(goal, value)

    def forget(self, bound: Bound, value: int) -> None:
        """Leave out for good the kinds that no package of this level's best value can use."""
        self.alive &= (self.program.least > 0) | (bound.value + NEAR - bound.loss >= value)

    def _priced(self, goal: Goal, answer: lp.Answer) -> Priced:
        duals, point = duals_of(self.program, self.grown.held, answer), self.grown.point(answer)
        return lagrange(self.program, self.grown.held, self.alive, goal, duals, point)

    def _grow(self, point: Point, gain: Floats, useful: Flags) -> bool:
        return self.grown.grow(point, gain, useful & self.alive)


def _together(goals: tuple[Goal, ...], program: Program) -> Goal:
    """The first levels in one sum."""
    kinds, extras = np.zeros(len(program.members)), np.zeros(len(program.extras.upper))
    for number, goal in enumerate(goals):
        scale = _SCALE ** (_LEVELS - number) / max(np.abs(goal.kinds).max(initial=0), np.abs(goal.extras).max(), 1)
        kinds, extras = kinds + scale * goal.kinds, extras + scale * goal.extras
    return Goal("rough", 1, kinds, extras)
