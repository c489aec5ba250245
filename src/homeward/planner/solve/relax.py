"""The bound of one level: the continuous relaxation, grown only by the columns and links that matter.

A pool of fifty thousand needs a few thousand columns to prove its optimum. Columns enter when their reduced cost says
that they could help, links between people and places when they are broken. The bound is Lagrange's, computed from the
duals over all columns, so it holds whatever the solver's tolerances are."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from homeward.planner.solve import model as lp
from homeward.planner.solve.model import Floats, Integers
from homeward.planner.solve.program import Flags, Goal, Point, Program

NEAR = 1e-6
_LAST = 0.05  # seconds for the last look at a bound once the time is over
_BATCH = 600  # columns that enter at once
_PENALTY = 1.0
_SCALE, _LEVELS = 20.0, 3  # a level weighs so much more than the next, the fourth 1


@dataclass(frozen=True, slots=True)
class Bound:
    """No package passes `value` at this level; `point` is the relaxed answer. By `loss` at least the bound falls if a
    kind is used; by `place` it falls if an extra column stays 0 where that is positive, if it is 1 where negative."""

    value: float
    point: Point
    loss: Floats
    place: Floats


class Relaxation:
    """A program without whole numbers, kept open from level to level."""

    def __init__(self, program: Program, first: Flags) -> None:
        self.program = program
        self.levels: list[tuple[Goal, int, int]] = []
        self.alive = np.ones(len(program.members), bool)
        self.column = np.full(len(program.members), -1)
        self.linked = np.zeros(len(program.link_kinds), bool)
        self.lp = lp.Model(maximize=True)
        self._open()
        self.enter(np.flatnonzero(first | (program.least > 0)).astype(np.int32))

    def _open(self) -> None:
        """All rows with two columns of slack each, then the extra columns."""
        program, rows = self.program, len(self.program.rules)
        self.lp.add_rows(program.lower, program.upper, lp.empty_lines(rows))
        places = np.tile(np.arange(rows, dtype=np.int32), 2)
        sides = np.repeat([1.0, -1.0], rows)
        starts = np.arange(2 * rows, dtype=np.int32)
        self.slack = starts
        tops = np.full(2 * rows, lp.INFINITY)
        self.lp.add_columns(np.zeros(2 * rows), np.zeros(2 * rows), tops, lp.Lines(starts, places, sides))
        extras = program.extras
        width = len(extras.upper)
        self.extra = np.arange(2 * rows, 2 * rows + width, dtype=np.int32)
        entries = extras.matrix.take(np.arange(width, dtype=np.int32))
        self.lp.add_columns(np.zeros(width), extras.lower, extras.upper, entries)

    def enter(self, kinds: Integers) -> None:
        """Give some kinds a column, with their entries in all rows and kept levels."""
        program = self.program
        entries = _with_levels(program.matrix.take(kinds), kinds, self.levels)
        first = self.lp.columns
        self.lp.add_columns(np.zeros(len(kinds)), program.least[kinds], program.most[kinds], entries)
        self.column[kinds] = np.arange(first, first + len(kinds))

    @property
    def active(self) -> Flags:
        return self.column >= 0

    def possible(self) -> bool:
        """Whether any relaxed answer keeps all rows; afterwards none may be broken."""
        self._aim(np.zeros(len(self.column)), np.zeros(len(self.extra)), -_PENALTY)
        rows = len(self.program.rules)
        while True:
            answer = self.lp.run()
            if not answer.found or answer.objective > -NEAR:
                break
            duals = self._duals(answer)
            gain = -self.program.matrix.weighed(duals[:rows])
            if not self._grow(answer, gain, gain > NEAR):
                return False
        self.lp.bounds(self.slack, np.zeros(len(self.slack)), np.zeros(len(self.slack)))
        return True

    def rough(self, goals: tuple[Goal, ...], rounds: int) -> Point:
        """A relaxed answer that is good at the first levels at once, after a few rounds of growth: no bound."""
        kinds, extras = np.zeros(len(self.column)), np.zeros(len(self.extra))
        for number, goal in enumerate(goals):
            scale = _SCALE ** (_LEVELS - number) / max(np.abs(goal.kinds).max(initial=0), np.abs(goal.extras).max(), 1)
            kinds, extras = kinds + scale * goal.kinds, extras + scale * goal.extras
        together = Goal("rough", 1, kinds, extras)
        self._aim(kinds, extras, 0.0)
        while True:
            answer = self.lp.run()
            if not answer.found:
                return self.without_rows(together).point
            found, enters = self._lagrange(together, answer)
            rounds -= 1
            if rounds == 0 or not self._grow(answer, *enters):
                return found.point

    def bound(self, goal: Goal, target: float, until: float) -> Bound:
        """The bound of `goal` with all kept levels kept; found as soon as it proves that `target` is not passed, or
        the clock passes `until`."""
        self._aim(goal.kinds, goal.extras, 0.0)
        best: Bound | None = None
        while True:
            self.lp.seconds = max(until - time.monotonic(), _LAST)
            answer = self.lp.run()
            if not answer.found:  # out of time, or the machine stood still longer than a run may take
                return best or self.without_rows(goal)
            found, enters = self._lagrange(goal, answer)
            best = found if best is None or found.value <= best.value else best
            if best.value + NEAR < target + 1 or time.monotonic() > until:
                return best
            if not self._grow(answer, *enters):
                return best

    def keep(self, goal: Goal, value: int) -> None:
        """From now on `goal` reaches at least `value`."""
        kinds = np.flatnonzero(self.active & (goal.kinds != 0))
        extras = np.flatnonzero(goal.extras)
        columns = np.concatenate((self.column[kinds], self.extra[extras])).astype(np.int32)
        values = np.concatenate((goal.kinds[kinds], goal.extras[extras]))
        row = self.lp.rows
        self.lp.add_rows(
            np.array([float(value)]), np.array([lp.INFINITY]), lp.Lines(np.zeros(1, np.int32), columns, values)
        )
        self.levels.append((goal, value, row))

    def forget(self, bound: Bound, value: int) -> None:
        """Leave out for good the kinds that no package of this level's best value can use."""
        self.alive &= (self.program.least > 0) | (bound.value + NEAR - bound.loss >= value)

    def _aim(self, kinds: Floats, extras: Floats, slack: float) -> None:
        costs = np.zeros(self.lp.columns)
        costs[self.slack] = slack
        costs[self.extra] = extras
        active = self.active
        costs[self.column[active]] = kinds[active]
        self.lp.costs(np.arange(len(costs), dtype=np.int32), costs)
        self.cost = kinds

    def _duals(self, answer: lp.Answer) -> Floats:
        """The duals of the rows, then of the kept levels, none against an open side."""
        program = self.program
        rows = np.concatenate((np.arange(len(program.rules)), [row for _, _, row in self.levels])).astype(int)
        lower = np.concatenate((program.lower, [value for _, value, _ in self.levels]))
        upper = np.concatenate((program.upper, np.full(len(self.levels), lp.INFINITY)))
        duals = answer.duals[rows]
        return np.where(((duals > 0) & np.isinf(upper)) | ((duals < 0) & np.isinf(lower)), 0.0, duals)

    def _lagrange(self, goal: Goal, answer: lp.Answer) -> tuple[Bound, tuple[Floats, Flags]]:
        program, duals = self.program, self._duals(answer)
        rows = len(program.rules)
        lower = np.concatenate((program.lower, [value for _, value, _ in self.levels]))
        upper = np.concatenate((program.upper, np.full(len(self.levels), 0.0)))
        fixed = np.sum(
            np.where(duals > 0, duals * np.where(duals > 0, upper, 0), duals * np.where(duals < 0, lower, 0))
        )
        gain = goal.kinds - program.matrix.weighed(duals[:rows])
        place = goal.extras - program.extras.matrix.weighed(duals[:rows])
        for (level, _, _), dual in zip(self.levels, duals[rows:], strict=True):
            gain -= dual * level.kinds
            place -= dual * level.extras
        gain[~self.alive] = np.minimum(gain[~self.alive], 0.0)
        profit = np.maximum(gain * program.most, gain * program.least)
        first = np.unique(program.link_kinds, return_index=True)[1]
        kinds, extras = program.link_kinds[first], program.link_extras[first]
        linked = np.zeros(len(gain), bool)
        linked[kinds] = program.least[kinds] == 0
        through = linked[kinds]
        place += np.bincount(extras[through], profit[kinds[through]], len(place))
        value = (
            fixed + profit[~linked].sum() + np.maximum(place * program.extras.upper, place * program.extras.lower).sum()
        )
        opened = np.zeros(len(gain))
        opened[kinds[through]] = np.minimum(place[extras[through]], 0.0)
        useful = np.ones(len(gain), bool)
        useful[kinds[through]] = place[extras[through]] > -NEAR
        point = self._point(answer)
        return Bound(value, point, np.maximum(-gain, 0.0) - opened, place), (gain, useful & (gain > NEAR))

    def without_rows(self, goal: Goal) -> Bound:
        """What the goal could reach if no row held: the bound where nothing better is known."""
        program, extras = self.program, self.program.extras
        value = np.maximum(goal.kinds * program.most, goal.kinds * program.least).sum()
        value += np.maximum(goal.extras * extras.upper, goal.extras * extras.lower).sum()
        kinds, places = np.zeros(len(program.members)), np.zeros(len(extras.upper))
        return Bound(float(value), Point(program.least, extras.lower), kinds, places)

    def _point(self, answer: lp.Answer) -> Point:
        kinds = np.zeros(len(self.column))
        active = self.active
        kinds[active] = answer.values[self.column[active]]
        return Point(kinds, answer.values[self.extra])

    def _grow(self, answer: lp.Answer, gain: Floats, useful: Flags) -> bool:
        """Add broken links and useful columns; False if there are none."""
        point, program = self._point(answer), self.program
        kinds, extras = program.link_kinds, program.link_extras
        over = point.kinds[kinds] - program.most[kinds] * point.extras[extras]
        broken = np.flatnonzero((over > NEAR) & ~self.linked)
        if len(broken):
            columns = np.column_stack((self.column[kinds[broken]], self.extra[extras[broken]])).ravel()
            values = np.column_stack((np.ones(len(broken)), -program.most[kinds[broken]])).ravel()
            starts = np.arange(0, 2 * len(broken), 2, dtype=np.int32)
            lines = lp.Lines(starts, columns.astype(np.int32), values)
            self.lp.add_rows(np.full(len(broken), -lp.INFINITY), np.zeros(len(broken)), lines)
            self.linked[broken] = True
        new = np.flatnonzero(useful & ~self.active & self.alive)
        if len(new):
            new = new[np.argsort(-gain[new], kind="stable")[:_BATCH]].astype(np.int32)
            self.enter(new)
            self.lp.costs(self.column[new].astype(np.int32), self.cost[new])
        return bool(len(broken) or len(new))


def _with_levels(entries: lp.Lines, kinds: Integers, levels: list[tuple[Goal, int, int]]) -> lp.Lines:
    """The entries of some kinds with those in the rows of kept levels."""
    if not levels:
        return entries
    lengths = np.diff(np.append(entries.starts, len(entries.indices)))
    owner = np.repeat(np.arange(len(kinds)), lengths)
    owners, rows, values = [owner], [entries.indices], [entries.values]
    for goal, _, row in levels:
        owners.append(np.arange(len(kinds)))
        rows.append(np.full(len(kinds), row))
        values.append(goal.kinds[kinds])
    flat = np.concatenate(owners)
    order = np.argsort(flat, kind="stable")
    starts = np.searchsorted(flat[order], np.arange(len(kinds)))
    return lp.Lines(
        starts.astype(np.int32), np.concatenate(rows)[order].astype(np.int32), np.concatenate(values)[order]
    )
