"""The best package under the terms, proven: levels are solved one after the other, each kept while the next is made
best.

The one module that touches a solver (HiGHS, by `highspy`)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import highspy

from homeward.errors import HomewardError
from homeward.planner.pool import Direction, Pool
from homeward.planner.rows import Coefficients, Goal, Model, build
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
    solver = _solver(model, seconds)
    _force(solver, model, wanted)
    values: list[float] = []
    levels: list[Level] = []
    for goal in model.goals:
        values, level = _best(solver, model, goal, values)
        levels.append(level)
    return _package(model, values, tuple(levels))


def feasible(pool: Pool, terms: Terms, forced: Mapping[str, bool], without: frozenset[Rule]) -> bool:
    """Whether any package keeps the terms without the rules left out."""
    model = build(pool, terms, without=without, apart=frozenset(forced))
    solver = _solver(model, SECONDS)
    try:
        _force(solver, model, forced)
    except NoPackage:
        return False
    solver.run()
    return bool(solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)


@contextmanager
def _silent() -> Iterator[None]:
    """Nothing reaches standard output: the solver prints a banner from C when it is made, before any option of its
    own can forbid it, and what is printed here may be somebody's JSON."""
    sys.stdout.flush()
    kept = os.dup(1)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        try:
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)


def _solver(model: Model, seconds: float) -> highspy.Highs:
    with _silent():
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.5)  # values are whole numbers: less than one apart is equal
    tops = [float(len(kind.members)) for kind in model.kinds] + [1.0] * len(model.places)
    for top in tops:
        solver.addVar(0.0, top)
    solver.addVar(0.0, highspy.kHighsInf)
    for column in range(len(tops)):
        solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
    for row in model.rows:
        _add_row(solver, row.coefficients, row.lower, row.upper)
    return solver


def _add_row(solver: highspy.Highs, coefficients: Coefficients, lower: float, upper: float) -> None:
    columns, values = [column for column, _ in coefficients], [value for _, value in coefficients]
    solver.addRow(max(lower, -highspy.kHighsInf), min(upper, highspy.kHighsInf), len(columns), columns, values)


def _force(solver: highspy.Highs, model: Model, wanted: Mapping[str, bool]) -> None:
    columns = {kind.one.id: column for column, kind in enumerate(model.kinds)}
    for id, inside in wanted.items():
        if id in columns:
            solver.changeColBounds(columns[id], float(inside), float(inside))
        elif inside:
            raise NoPackage("This person may not cross under the terms.")


def _best(solver: highspy.Highs, model: Model, goal: Goal, start: list[float]) -> tuple[list[float], Level]:
    """The best value of `goal` with all earlier goals kept; then it is kept too. `start` is the last package
    found."""
    costs = dict(goal.coefficients)
    for column in range(model.imbalance + 1):
        solver.changeColCost(column, costs.get(column, 0.0))
    sense = highspy.ObjSense.kMaximize if goal.sense > 0 else highspy.ObjSense.kMinimize
    solver.changeObjectiveSense(sense)
    if start:
        solution = highspy.HighsSolution()
        solution.col_value = start
        solver.setSolution(solution)
    solver.run()
    values = _values(solver)
    proven = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    reached = round(sum(value * values[column] for column, value in goal.coefficients))
    low, high = (reached - _NEAR, highspy.kHighsInf) if goal.sense > 0 else (-highspy.kHighsInf, reached + _NEAR)
    _add_row(solver, goal.coefficients, low, high)
    return values, Level(goal.key, reached, bool(proven))


def _values(solver: highspy.Highs) -> list[float]:
    status = solver.getModelStatus()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        raise NoPackage("No package keeps all the terms.")
    values = [float(value) for value in solver.getSolution().col_value]
    if not values or solver.getInfo().primal_solution_status != highspy.kSolutionStatusFeasible:
        raise NotSolved("The time did not suffice to find a package.")
    return values


def _package(model: Model, values: list[float], levels: tuple[Level, ...]) -> Package:
    taken = [one for column, kind in enumerate(model.kinds) for one in kind.members[: round(values[column])]]
    return Package(
        receive=tuple(one.id for one in taken if one.direction is Direction.RECEIVE),
        give=tuple(one.id for one in taken if one.direction is Direction.GIVE),
        outside=frozenset(one.id for one in taken if one.outside_counts),
        levels=levels,
    )
