"""The best deal among many parties, proven: the most people by their stated weights, then the earliest day and the
fewest acts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from homeward.errors import HomewardError
from homeward.planner.parties.clauses import Clause
from homeward.planner.parties.columns import Columns, Row, Terms, at_most
from homeward.planner.parties.givens import givens
from homeward.planner.parties.table import Table
from homeward.planner.solve.model import INFINITY, Answer, Floats, Model, SolverFailed, Status, empty_lines, lines

_NEAR = 1e-6


class NoDeal(HomewardError):
    """No deal keeps all the clauses."""


@dataclass(frozen=True, slots=True)
class Deal:
    """How many of each group are released, which acts come first, on which day it can close, what it is worth by
    the stated weights, and whether nothing better exists."""

    released: tuple[tuple[str, int], ...]
    acts: tuple[str, ...]
    on: date
    worth: int
    proven: bool

    def people(self, group: str) -> int:
        """How many of the group are released."""
        return dict(self.released).get(group, 0)


def best_deal(
    table: Table, clauses: tuple[Clause, ...], *, least: Mapping[str, int] | None = None, seconds: float = 60.0
) -> Deal:
    """The best deal that keeps all clauses and releases at least so many of each group in `least`; of nobody, if no
    release keeps them and none is asked for. Raises NoDeal if it cannot be, BadTable for a clause about what is not
    on the table, SolverFailed if the time did not suffice."""
    columns = Columns(table)
    model = _model(columns, (*clauses, *givens(table, clauses)), seconds)
    _keep(model, _at_least(columns, least or {}))
    worth = _worth(columns)
    model.costs(np.arange(len(worth), dtype=np.int32), worth)
    best = _solved(model)
    reached = float(round(best.objective))
    _keep(model, [Row(tuple(enumerate(worth)), reached - _NEAR, INFINITY)])
    later = _later(columns)
    model.costs(np.arange(len(later), dtype=np.int32), -later)
    return _deal(columns, _solved(model), best.status is Status.OPTIMAL)


def feasible(table: Table, clauses: Iterable[Clause], wanted: Mapping[str, int]) -> bool:
    """Whether any deal keeps `clauses` and releases at least so many of each group `wanted`; what follows from the
    table is kept only where it is among the clauses."""
    columns = Columns(table)
    model = _model(columns, tuple(clauses), 60.0)
    _keep(model, _at_least(columns, wanted))
    return model.run().found


def _at_least(columns: Columns, numbers: Mapping[str, int]) -> list[Row]:
    groups = ((columns.table.group(id), float(number)) for id, number in numbers.items())
    return [Row(columns.people((group,)), number, INFINITY) for group, number in groups]


def _solved(model: Model) -> Answer:
    answer = model.run()
    if answer.status is Status.INFEASIBLE:
        raise NoDeal("No deal keeps all the clauses with these people in it.")
    if not answer.found:
        raise SolverFailed("The time did not suffice to find a deal.")
    return answer


def _model(columns: Columns, clauses: tuple[Clause, ...], seconds: float) -> Model:
    table = columns.table
    days = float((table.until - table.on).days)
    tops = [columns.top(one) for one in table.groups] + [1.0] * (len(table.parties) + len(table.acts)) + [days]
    model = Model(maximize=True, seconds=seconds, gap=0.999)  # every level is a whole number
    model.add_columns(np.zeros(len(tops)), np.zeros(len(tops)), np.array(tops), empty_lines(len(tops)))
    model.whole(np.arange(len(tops), dtype=np.int32))
    _keep(model, _definitions(columns))
    _keep(model, [row for clause in clauses for row in clause.rows(columns)])
    return model


def _definitions(columns: Columns) -> list[Row]:
    """A party that releases anybody takes part; the deal is not before its last act."""
    table = columns.table
    parts = [at_most((*columns.share(one), (columns.place(one.holder), -1.0)), 0.0) for one in table.groups]
    waits = [
        at_most(((columns.place(one.id), float((one.ready_on - table.on).days)), (columns.day, -1.0)), 0.0)
        for one in table.acts
        if one.ready_on is not None and table.on < one.ready_on <= table.until
    ]
    return parts + waits


def _keep(model: Model, rows: list[Row]) -> None:
    lower, upper = np.array([row.lower for row in rows]), np.array([row.upper for row in rows])
    model.add_rows(lower, upper, lines([_summed(row.terms) for row in rows]))


def _summed(terms: Terms) -> list[tuple[int, float]]:
    """Each column once: a clause may name the same group twice."""
    sums: defaultdict[int, float] = defaultdict(float)
    for place, factor in terms:
        sums[place] += factor
    return list(sums.items())


def _worth(columns: Columns) -> Floats:
    worth = np.zeros(columns.day + 1)
    for group in columns.table.groups:
        for place, people in columns.people((group,)):
            worth[place] = group.weight * people
    return worth


def _later(columns: Columns) -> Floats:
    """Days of waiting, and within a day the number of acts."""
    later = np.zeros(columns.day + 1)
    later[[columns.place(one.id) for one in columns.table.acts]] = 1.0
    later[columns.day] = len(columns.table.acts) + 1.0
    return later


def _deal(columns: Columns, answer: Answer, proven: bool) -> Deal:
    table = columns.table
    numbers = [
        (one, round(answer.values[columns.place(one.id)] * one.people / columns.top(one))) for one in table.groups
    ]
    return Deal(
        released=tuple((one.id, number) for one, number in numbers if number),
        acts=tuple(one.id for one in table.acts if answer.values[columns.place(one.id)] > 0.5),
        on=table.on + timedelta(days=round(answer.values[columns.day])),
        worth=sum(one.weight * number for one, number in numbers),
        proven=proven,
    )
