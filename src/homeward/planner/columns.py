"""From people and rules to a program: families in one column, then people alike in one column, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from homeward.planner.bars import bars
from homeward.planner.goals import Sum, sums
from homeward.planner.kinds import Units, alike, members_of, units_of
from homeward.planner.objectives import HIERARCHY, Objective
from homeward.planner.people import Flags, Labels, People
from homeward.planner.pool import Pool
from homeward.planner.rows import Columns, Row, rows
from homeward.planner.solve.model import Integers
from homeward.planner.solve.program import Extras, Goal, Program, Sparse
from homeward.planner.terms import Rule, Terms


@dataclass(frozen=True, slots=True)
class Built:
    """A program with the people and the extra columns it speaks of."""

    people: People
    columns: Columns
    program: Program


def build(
    pool: Pool,
    terms: Terms,
    *,
    order: Sequence[Objective] = HIERARCHY,
    without: frozenset[Rule] = frozenset(),
    apart: bool = False,
) -> Built:
    """The exchange of everybody of `pool` whom `terms` let cross, some rules left out. With
    `apart` nobody shares a column with people alike."""
    loosened = _loosened(terms, without)
    barred = bars(pool.candidates, loosened)
    able = tuple(one for one in pool.candidates if one.id not in barred)
    people = People(able, pool.on, loosened.all_of)
    columns = _columns(people, loosened, order)
    kept = [row for row in rows(people, loosened, columns) if row.rule not in without]
    units = units_of(people, loosened, without)
    extras = _extras(kept, columns, pool, loosened)
    goals = sums(people, columns, order)
    return Built(people, columns, _program(people, units, kept, goals, (extras, columns), apart))


def _loosened(terms: Terms, without: frozenset[Rule]) -> Terms:
    """The terms without what bars people, names categories or asks for columns."""
    return replace(
        terms,
        categories=frozenset() if Rule.CATEGORIES in without else terms.categories,
        excluded=frozenset() if Rule.EXCLUDED in without else terms.excluded,
        all_of=frozenset() if Rule.ALL_OF in without else terms.all_of,
        everybody=terms.everybody and Rule.EVERYBODY not in without,
        most_places=0 if Rule.PLACES in without else terms.most_places,
        most_camps=0 if Rule.CAMPS in without else terms.most_camps,
    )


def _columns(people: People, terms: Terms, order: Sequence[Objective]) -> Columns:
    """Columns that no rule and no objective looks at are left out."""

    def asked(yes: bool, labels: Labels, way: Flags) -> Labels:
        return labels.only(way) if yes else labels.none()

    return Columns(
        places=asked(terms.most_places > 0, people.places, people.received),
        camps=asked(terms.most_camps > 0, people.places, ~people.received),
        units=asked(Objective.UNITS in order, people.units, people.received),
        regions=asked(Objective.REGIONS in order, people.regions, people.received),
    )


def _extras(kept: list[Row], columns: Columns, pool: Pool, terms: Terms) -> Extras:
    width, count = len(columns), float(len(columns.places.of))
    upper, whole = np.ones(width), np.zeros(width, bool)
    received, given = terms.most_bodies
    upper[columns.bodies_received :] = (
        min(received, pool.bodies_received),
        min(given, pool.bodies_given),
        count + abs(terms.carried),
        count,
    )
    whole[: columns.links] = whole[columns.bodies_received : columns.owed] = True
    entries = [(number, *entry) for number, row in enumerate(kept) for entry in row.extras]
    rows, places, values = (np.array([entry[part] for entry in entries]) for part in range(3))
    return Extras(np.zeros(width), upper, whole, Sparse.of(rows, places, values, width))


def _program(
    people: People, units: Units, kept: list[Row], goals: tuple[Sum, ...], extra: tuple[Extras, Columns], apart: bool
) -> Program:
    extras, columns = extra
    width = len(units.must)
    matrix = _matrix(units, kept, width)
    weights = [np.bincount(units.of, goal.weights, width).astype(np.float64) * float(goal.sense) for goal in goals]
    links = _links(units, columns)
    groups = [[unit] for unit in range(width)] if apart else alike(matrix, weights, links, units.must)
    first = np.array([group[0] for group in groups], dtype=np.int32)
    chosen = matrix.take(first)
    return Program(
        members=members_of(people, units, groups),
        least=np.array([len(group) * units.must[group[0]] for group in groups], dtype=float),
        most=np.array([len(group) for group in groups], dtype=float),
        matrix=Sparse(np.append(chosen.starts, len(chosen.indices)).astype(np.int32), chosen.indices, chosen.values),
        extras=extras,
        lower=np.array([row.lower for row in kept], dtype=float),
        upper=np.array([row.upper for row in kept], dtype=float),
        rules=tuple(row.rule for row in kept),
        **_linked(links, first),
        goals=tuple(
            Goal(goal.objective.value, goal.sense, weight[first], (goal.extras * goal.sense).astype(np.float64))
            for goal, weight in zip(goals, weights, strict=True)
        ),
    )


def _matrix(units: Units, kept: list[Row], width: int) -> Sparse:
    places = [np.flatnonzero(row.weights) for row in kept]
    numbers = np.repeat(np.arange(len(kept)), [len(one) for one in places])
    values = [row.weights[one] for row, one in zip(kept, places, strict=True)]
    return Sparse.of(numbers, units.of[np.concatenate(places)], np.concatenate(values).astype(float), width)


def _links(units: Units, columns: Columns) -> Sparse:
    """For each unit the columns of the places its people are fetched from."""
    shift = len(columns.places.names)
    found = np.where(columns.places.of >= 0, columns.places.of, columns.camps.of + shift)
    some = np.flatnonzero((columns.places.of >= 0) | (columns.camps.of >= 0))
    return Sparse.of(found[some], units.of[some], np.ones(len(some)), len(units.must))


def _linked(links: Sparse, first: Integers) -> dict[str, Integers]:
    chosen = links.take(first)
    lengths = np.diff(np.append(chosen.starts, len(chosen.indices)))
    return {"link_kinds": np.repeat(np.arange(len(first), dtype=np.int32), lengths), "link_extras": chosen.indices}
