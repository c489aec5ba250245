"""Whole-number packages: the best among some columns, level by level, and a proof that no better one is left."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from homeward.planner.solve import model as lp
from homeward.planner.solve.model import Floats, Integers
from homeward.planner.solve.program import Flags, Goal, Point, Program

_LEAST = 0.05  # seconds that a run has in any case
MERGED = 2e7  # levels are merged while their combined weights stay below
Kept = Sequence[tuple[Goal, int]]


@dataclass(frozen=True, slots=True)
class Part:
    """Some kinds of a program and the bounds of its extra columns; `sharp` are the links worth a row of their own."""

    program: Program
    kinds: Integers
    lower: Floats
    upper: Floats
    sharp: Flags

    @classmethod
    def of(cls, program: Program, kinds: Flags, closed: Integers, used: Integers, sharp: Flags) -> Part:
        """The kinds flagged and those that must cross; the places in `closed` stay 0, those in `used` are 1."""
        lower, upper = program.extras.lower.copy(), program.extras.upper.copy()
        upper[closed] = 0.0
        lower[used] = upper[used]
        shut = np.bincount(program.link_kinds, upper[program.link_extras] == 0, len(kinds)) > 0
        return cls(program, np.flatnonzero((kinds & ~shut) | (program.least > 0)).astype(np.int32), lower, upper, sharp)

    def weights(self, goal: Goal) -> Floats:
        return np.concatenate((goal.kinds[self.kinds], goal.extras))

    def values(self, point: Point) -> Floats:
        return np.concatenate((point.kinds[self.kinds], point.extras))

    def point(self, values: Floats) -> Point:
        kinds = np.zeros(len(self.program.members))
        kinds[self.kinds] = np.round(values[: len(self.kinds)])
        return Point(kinds, np.round(values[len(self.kinds) :], 6))


def opened(part: Part, kept: Kept, seconds: float) -> lp.Model:
    """A model of the part, all its numbers whole and the levels in `kept` kept."""
    program, count = part.program, len(part.kinds)
    model = lp.Model(maximize=True, seconds=seconds, gap=0.999)  # every level is a whole number
    model.add_rows(program.lower, program.upper, lp.empty_lines(len(program.rules)))
    least, most = program.least[part.kinds], program.most[part.kinds]
    model.add_columns(np.zeros(count), least, most, program.matrix.take(part.kinds))
    every = np.arange(len(part.upper), dtype=np.int32)
    model.add_columns(np.zeros(len(every)), part.lower, part.upper, program.extras.matrix.take(every))
    model.whole(np.concatenate((np.arange(count), count + np.flatnonzero(program.extras.whole))).astype(np.int32))
    _link(model, part)
    for goal, value in kept:
        _keep(model, part.weights(goal), value)
    return model


def best(
    part: Part, goals: Sequence[Goal], kept: Kept, start: Point | None, seconds: float, until: float
) -> Point | None:
    """The best whole package of the part as far as `seconds` for each run go, and all of them until the clock stands
    at `until`; None if none was found. It claims nothing about other columns."""
    model, found = opened(part, kept, seconds), start
    for weights in _merged([part.weights(goal) for goal in goals], part):
        model.costs(np.arange(len(weights), dtype=np.int32), weights)
        if found is not None:
            model.start(part.values(found))
        model.seconds = min(seconds, max(until - time.monotonic(), _LEAST))
        answer = model.run()
        if not answer.found:
            return found
        found = part.point(answer.values)
        if time.monotonic() > until:
            return found
        _keep(model, weights, round(float((weights * part.values(found)).sum())))
    return found


def better(part: Part, goal: Goal, kept: Kept, least: int | None, seconds: float) -> tuple[Point | None, float]:
    """The best package of the part that reaches at least `least` at `goal`, and the bound proven; no package and
    minus infinity if there is none."""
    model = opened(part, kept, seconds)
    weights = part.weights(goal)
    model.costs(np.arange(len(weights), dtype=np.int32), weights)
    if least is not None:
        _keep(model, weights, least)
    answer = model.run()
    if answer.status is lp.Status.INFEASIBLE:
        return None, float("-inf")
    return (part.point(answer.values) if answer.found else None), answer.bound


def _link(model: lp.Model, part: Part) -> None:
    """Who is fetched from a place that may be left out needs its column: one row each for the sharp links, one row
    for all others of a place."""
    program = part.program
    column = np.full(len(program.members), -1)
    column[part.kinds] = np.arange(len(part.kinds))
    chosen = (column[program.link_kinds] >= 0) & (part.lower[program.link_extras] < 1)
    for links in (np.flatnonzero(chosen & part.sharp), np.flatnonzero(chosen & ~part.sharp)):
        kinds, extras = program.link_kinds[links], program.link_extras[links]
        row = np.arange(len(links)) if part.sharp[links].all() else extras
        _rows_of(model, row, column[kinds], len(part.kinds) + extras, program.most[kinds])


def _rows_of(model: lp.Model, row: Integers, people: Integers, places: Integers, most: Floats) -> None:
    """For each number in `row` the people of its links are no more than `most` of them times the place."""
    _, row = np.unique(row, return_inverse=True)
    count = row.max(initial=-1) + 1
    first = np.unique(row, return_index=True)[1]
    rows = np.concatenate((row, np.arange(count)))
    columns = np.concatenate((people, places[first]))
    values = np.concatenate((np.ones(len(row)), -np.bincount(row, most, count).astype(np.float64)))
    order = np.argsort(rows, kind="stable")
    starts = np.searchsorted(rows[order], np.arange(count)).astype(np.int32)
    lines = lp.Lines(starts, columns[order].astype(np.int32), values[order])
    model.add_rows(np.full(count, -lp.INFINITY), np.zeros(count), lines)


def _keep(model: lp.Model, weights: Floats, value: float) -> None:
    places = np.flatnonzero(weights).astype(np.int32)
    row = lp.Lines(np.zeros(1, np.int32), places, weights[places])
    model.add_rows(np.array([float(value)]), np.array([lp.INFINITY]), row)


def _merged(levels: list[Floats], part: Part) -> Iterator[Floats]:
    """Neighbouring levels as one: each weighs more than all that its followers can reach."""
    tops = np.concatenate((part.program.most[part.kinds], part.upper))
    together: Floats | None = None
    for level in levels:
        reach = float((np.abs(level) * tops).sum()) + 1
        if together is not None and float(np.abs(together).max(initial=0)) * reach < MERGED:
            together = together * reach + level
            continue
        if together is not None:
            yield together
        together = level
    if together is not None:
        yield together
