"""A relaxed program that is kept open: all its rows, and only the columns and links that entered so far."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from homeward.planner.solve import model as lp
from homeward.planner.solve.lagrange import NEAR, Held
from homeward.planner.solve.model import Floats, Integers
from homeward.planner.solve.program import Flags, Goal, Point, Program

_BATCH = 600  # columns that enter at once


class Grown:
    """The model: two columns of slack a row, then the extra columns, then the kinds as they enter. `held` are the
    levels closed, `linked` the links that have a row."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.held: list[Held] = []
        self.column = np.full(len(program.members), -1)
        self.linked = np.zeros(len(program.link_kinds), bool)
        self.lp = lp.Model(maximize=True)
        self.cost = np.zeros(len(program.members))
        rows, width = len(program.rules), len(program.extras.upper)
        self.slack = np.arange(2 * rows, dtype=np.int32)
        self.extra = np.arange(2 * rows, 2 * rows + width, dtype=np.int32)
        self._open(rows, width)

    def _open(self, rows: int, width: int) -> None:
        program = self.program
        self.lp.add_rows(program.lower, program.upper, lp.empty_lines(rows))
        places = np.tile(np.arange(rows, dtype=np.int32), 2)
        sides, none = np.repeat([1.0, -1.0], rows), np.zeros(2 * rows)
        self.lp.add_columns(none, none, np.full(2 * rows, lp.INFINITY), lp.Lines(self.slack, places, sides))
        entries = program.extras.matrix.take(np.arange(width, dtype=np.int32))
        self.lp.add_columns(np.zeros(width), program.extras.lower, program.extras.upper, entries)

    @property
    def active(self) -> Flags:
        return self.column >= 0

    def enter(self, kinds: Integers) -> None:
        """Give some kinds a column, with their entries in all rows and levels held."""
        program = self.program
        entries = _with_levels(program.matrix.take(kinds), kinds, self.held)
        first = self.lp.columns
        self.lp.add_columns(np.zeros(len(kinds)), program.least[kinds], program.most[kinds], entries)
        self.column[kinds] = np.arange(first, first + len(kinds))

    def aim(self, kinds: Floats, extras: Floats, slack: float) -> None:
        """From now on this is what is made as large as possible."""
        costs = np.zeros(self.lp.columns)
        costs[self.slack] = slack
        costs[self.extra] = extras
        active = self.active
        costs[self.column[active]] = kinds[active]
        self.lp.costs(np.arange(len(costs), dtype=np.int32), costs)
        self.cost = kinds

    def tighten(self) -> None:
        """No row may be broken any more."""
        self.lp.bounds(self.slack, np.zeros(len(self.slack)), np.zeros(len(self.slack)))

    def keep(self, goal: Goal, value: int) -> None:
        """From now on `goal` reaches at least `value`."""
        kinds = np.flatnonzero(self.active & (goal.kinds != 0))
        extras = np.flatnonzero(goal.extras)
        columns = np.concatenate((self.column[kinds], self.extra[extras])).astype(np.int32)
        values = np.concatenate((goal.kinds[kinds], goal.extras[extras]))
        row = lp.Lines(np.zeros(1, np.int32), columns, values)
        self.held.append(Held(goal, value, self.lp.rows))
        self.lp.add_rows(np.array([float(value)]), np.array([lp.INFINITY]), row)

    def point(self, answer: lp.Answer) -> Point:
        kinds = np.zeros(len(self.column))
        active = self.active
        kinds[active] = answer.values[self.column[active]]
        return Point(kinds, answer.values[self.extra])

    def grow(self, point: Point, gain: Floats, useful: Flags) -> bool:
        """Add broken links and the most useful columns; False if there are none."""
        broken = self._link(point)
        new = np.flatnonzero(useful & ~self.active)
        if len(new):
            new = new[np.argsort(-gain[new], kind="stable")[:_BATCH]].astype(np.int32)
            self.enter(new)
            self.lp.costs(self.column[new].astype(np.int32), self.cost[new])
        return bool(broken or len(new))

    def _link(self, point: Point) -> int:
        program = self.program
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
        return len(broken)


def _with_levels(entries: lp.Lines, kinds: Integers, held: Sequence[Held]) -> lp.Lines:
    """The entries of some kinds with those in the rows of levels held."""
    if not held:
        return entries
    lengths = np.diff(np.append(entries.starts, len(entries.indices)))
    every, count = np.arange(len(kinds)), len(held)
    flat = np.concatenate((np.repeat(every, lengths), np.tile(every, count)))
    rows = np.concatenate((entries.indices, np.repeat([one.row for one in held], len(kinds))))
    values = np.concatenate((entries.values, *(one.goal.kinds[kinds] for one in held)))
    order = np.argsort(flat, kind="stable")
    starts = np.searchsorted(flat[order], every)
    return lp.Lines(starts.astype(np.int32), rows[order].astype(np.int32), values[order])
