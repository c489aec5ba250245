"""The best package under the terms, proven: levels are solved one after the other, each kept while the next is made
best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from homeward.errors import HomewardError
from homeward.planner.pool import Direction, Pool
from homeward.planner.rows import Goal, Model, build
from homeward.planner.solve import model as lp
from homeward.planner.terms import Rule, Terms

SECONDS = 60.0  # for one level; a level that needs longer is reported as not proven
_NEAR = 1e-6


class NoPackage(HomewardError):
    """No package keeps all the terms."""


class NotSolved(HomewardError):
    """The solver ran out of time before it found any package."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the objective: its `key`, the `value` reached, and whether nothing better exists."""

    key: str
    value: int
    proven: bool


@dataclass(frozen=True, slots=True)
class Package:
    """Who crosses each way, by id; `outside` are those who go home outside every count (GC III art 109)."""

    receive: tuple[str, ...]
    give: tuple[str, ...]
    outside: frozenset[str]
    levels: tuple[Level, ...]

    @property
    def proven(self) -> bool:
        return all(level.proven for level in self.levels)


def solve(
    pool: Pool,
    terms: Terms,
    *,
    forced: Mapping[str, bool] | None = None,
    without: frozenset[Rule] = frozenset(),
    seconds: float = SECONDS,
) -> Package:
    """The best package; `forced` says of a person that he must (True) or must not (False) be in it, `without`
    leaves rules out. Raises NoPackage if the terms cannot be kept, NotSolved if the time did not suffice for any
    package."""
    wanted = forced or {}
    return solve_model(build(pool, terms, without=without, apart=frozenset(wanted)), wanted, seconds)


def solve_model(model: Model, wanted: Mapping[str, bool], seconds: float) -> Package:
    """The best package of a model whose `wanted` people have a column each; raises as `solve` does."""
    solver = _opened(model, seconds)
    _force(solver, model, wanted)
    values = np.empty(0)
    levels: list[Level] = []
    for goal in model.goals:
        values, level = _best(solver, model, goal, values)
        levels.append(level)
    return _package(model, values, tuple(levels))


def feasible(pool: Pool, terms: Terms, forced: Mapping[str, bool], without: frozenset[Rule]) -> bool:
    """Whether any package keeps the terms without the rules left out."""
    model = build(pool, terms, without=without, apart=frozenset(forced))
    solver = _opened(model, SECONDS)
    try:
        _force(solver, model, forced)
    except NoPackage:
        return False
    return solver.run().status is lp.Status.OPTIMAL


def _opened(model: Model, seconds: float) -> lp.Model:
    solver = lp.Model(maximize=True, seconds=seconds, gap=0.999)  # values are whole numbers
    tops = np.array([len(kind.members) for kind in model.kinds] + [1] * len(model.places) + [lp.INFINITY], dtype=float)
    zeros = np.zeros(len(tops))
    solver.add_columns(zeros, zeros, tops, lp.empty_lines(len(tops)))
    solver.whole(np.arange(model.imbalance, dtype=np.int32))
    lower, upper = (np.array([getattr(row, side) for row in model.rows], dtype=float) for side in ("lower", "upper"))
    solver.add_rows(lower, upper, lp.lines([list(row.coefficients) for row in model.rows]))
    return solver


def _force(solver: lp.Model, model: Model, wanted: Mapping[str, bool]) -> None:
    columns = {kind.one.id: column for column, kind in enumerate(model.kinds)}
    for id, inside in wanted.items():
        if id in columns:
            value = np.array([float(inside)])
            solver.bounds(np.array([columns[id]], dtype=np.int32), value, value)
        elif inside:
            raise NoPackage("This person may not cross under the terms.")


def _best(solver: lp.Model, model: Model, goal: Goal, start: lp.Floats) -> tuple[lp.Floats, Level]:
    """The best value of `goal` with all earlier goals kept; then it is kept too. `start` is the last package
    found."""
    costs = np.zeros(model.imbalance + 1)
    costs[[column for column, _ in goal.coefficients]] = [goal.sense * value for _, value in goal.coefficients]
    solver.costs(np.arange(len(costs), dtype=np.int32), costs)
    if len(start):
        solver.start(start)
    answer = solver.run()
    if answer.status is lp.Status.INFEASIBLE:
        raise NoPackage("No package keeps all the terms.")
    if not answer.found:
        raise NotSolved("The time did not suffice to find a package.")
    reached = round(float(costs @ answer.values))
    entries = lp.lines([[(column, goal.sense * value) for column, value in goal.coefficients]])
    solver.add_rows(np.array([reached - _NEAR]), np.array([lp.INFINITY]), entries)
    return answer.values, Level(goal.key, goal.sense * reached, answer.status is lp.Status.OPTIMAL)


def _package(model: Model, values: lp.Floats, levels: tuple[Level, ...]) -> Package:
    taken = [one for column, kind in enumerate(model.kinds) for one in kind.members[: round(values[column])]]
    return Package(
        receive=tuple(one.id for one in taken if one.direction is Direction.RECEIVE),
        give=tuple(one.id for one in taken if one.direction is Direction.GIVE),
        outside=frozenset(one.id for one in taken if one.outside_counts),
        levels=levels,
    )
