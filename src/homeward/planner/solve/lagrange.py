"""Lagrange's bound of one level, from the duals of a few columns over all columns: it holds whatever the solver's
tolerances are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from homeward.planner.solve import model as lp
from homeward.planner.solve.model import Floats
from homeward.planner.solve.program import Flags, Goal, Point, Program

NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Held:
    """A level that was closed: `goal` reaches at least `value`, by the row of that number."""

    goal: Goal
    value: int
    row: int


@dataclass(frozen=True, slots=True)
class Bound:
    """No package passes `value` at this level; `point` is the relaxed answer. By `loss` at least the bound falls if a
    kind is used; by `place` it falls if an extra column stays 0 where that is positive, if it is 1 where negative."""

    value: float
    point: Point
    loss: Floats
    place: Floats


@dataclass(frozen=True, slots=True)
class Priced:
    """A bound, what each kind would add to it, and which kinds are worth a column."""

    bound: Bound
    gain: Floats
    useful: Flags


def duals_of(program: Program, held: Sequence[Held], answer: lp.Answer) -> Floats:
    """The duals of the rows, then of the levels held, none against an open side."""
    rows = np.concatenate((np.arange(len(program.rules)), [one.row for one in held])).astype(int)
    lower, upper = _sides(program, held, lp.INFINITY)
    duals = answer.duals[rows]
    return np.where(((duals > 0) & np.isinf(upper)) | ((duals < 0) & np.isinf(lower)), 0.0, duals)


def lagrange(program: Program, held: Sequence[Held], alive: Flags, goal: Goal, duals: Floats, point: Point) -> Priced:
    """The bound of `goal` at the relaxed answer `point`; kinds that are not `alive` add nothing."""
    gain, place = _reduced(program, held, goal, duals)
    gain[~alive] = np.minimum(gain[~alive], 0.0)
    profit = np.maximum(gain * program.most, gain * program.least)
    first = np.unique(program.link_kinds, return_index=True)[1]
    kinds, extras = program.link_kinds[first], program.link_extras[first]
    linked = np.zeros(len(gain), bool)
    linked[kinds] = program.least[kinds] == 0
    through = linked[kinds]
    place += np.bincount(extras[through], profit[kinds[through]], len(place))
    value = _fixed(program, held, duals) + profit[~linked].sum() + _most(place, program)
    opened = np.zeros(len(gain))
    opened[kinds[through]] = np.minimum(place[extras[through]], 0.0)
    useful = np.ones(len(gain), bool)
    useful[kinds[through]] = place[extras[through]] > -NEAR
    return Priced(Bound(value, point, np.maximum(-gain, 0.0) - opened, place), gain, useful & (gain > NEAR))


def without_rows(program: Program, goal: Goal) -> Bound:
    """What the goal could reach if no row held: the bound where nothing better is known."""
    value = np.maximum(goal.kinds * program.most, goal.kinds * program.least).sum() + _most(goal.extras, program)
    kinds, places = np.zeros(len(program.members)), np.zeros(len(program.extras.upper))
    return Bound(float(value), Point(program.least, program.extras.lower), kinds, places)


def _reduced(program: Program, held: Sequence[Held], goal: Goal, duals: Floats) -> tuple[Floats, Floats]:
    """What a unit of each kind and of each extra column adds, the rows being paid for."""
    rows = len(program.rules)
    gain = goal.kinds - program.matrix.weighed(duals[:rows])
    place = goal.extras - program.extras.matrix.weighed(duals[:rows])
    for level, dual in zip(held, duals[rows:], strict=True):
        gain -= dual * level.goal.kinds
        place -= dual * level.goal.extras
    return gain, place


def _fixed(program: Program, held: Sequence[Held], duals: Floats) -> float:
    """What the sides of the rows are worth by their duals."""
    lower, upper = _sides(program, held, 0.0)
    above, below = np.where(duals > 0, upper, 0), np.where(duals < 0, lower, 0)
    return float(np.sum(np.where(duals > 0, duals * above, duals * below)))


def _sides(program: Program, held: Sequence[Held], top: float) -> tuple[Floats, Floats]:
    lower = np.concatenate((program.lower, [one.value for one in held]))
    return lower, np.concatenate((program.upper, np.full(len(held), top)))


def _most(weights: Floats, program: Program) -> float:
    return float(np.maximum(weights * program.extras.upper, weights * program.extras.lower).sum())
