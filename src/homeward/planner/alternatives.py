"""Packages of about equal worth to us that ask for different people: which one the other side prefers shows what it
values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from homeward.planner.package import Package, Planning
from homeward.planner.pool import Candidate, Direction
from homeward.planner.solve.levels import Level, solve
from homeward.planner.solve.model import INFINITY, Floats
from homeward.planner.solve.program import Goal, Point, Program, Sparse

YIELD = 3  # per cent of each level that an alternative may give up
_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Alternative:
    """A package, what it asks for by trait (such as "place: 12"), and the share in per cent of its people that the
    best package asks for too."""

    package: Package
    asks: tuple[tuple[str, int], ...]
    shared: int


def alternatives(
    planning: Planning, package: Package, number: int = 3, give_up: int = YIELD
) -> tuple[Alternative, ...]:
    """The best package and up to `number` - 1 more that reach all but `give_up` per cent of each of its levels and
    ask for people as unlike those asked for before as can be."""
    found = [package]
    planning = replace(planning, apart=True)
    program = _worthy(planning.built.program, package, give_up)
    while len(found) < number:
        best = solve(replace(program, goals=(_unlike(planning, found),)), seconds=_SECONDS)
        other = planning.package(program, replace(best, levels=_levels(program, best.point, package)))
        if any(set(other.receive) == set(one.receive) for one in found):
            break
        found.append(other)
    return tuple(Alternative(one, asks(planning, one), shared(one, package)) for one in found)


def asks(planning: Planning, package: Package) -> tuple[tuple[str, int], ...]:
    """How many of those received bear each trait, the most frequent first."""
    received = set(package.receive)
    traits = Counter(trait for one in planning.pool.candidates if one.id in received for trait in _traits(one))
    return tuple(sorted(traits.items(), key=lambda pair: (-pair[1], pair[0])))


def _traits(one: Candidate) -> tuple[str, ...]:
    categories = sorted(one.categories) or ["none"]
    return (
        f"band: {one.rank_band}",
        f"place: {one.place}",
        f"unit: {one.unit}",
        *(f"category: {c}" for c in categories),
    )


def _worthy(program: Program, package: Package, give_up: int) -> Program:
    """The program in which every level reaches nearly what it reaches in `package`."""
    floors = [level.value * goal.sense for level, goal in zip(package.levels, program.goals, strict=True)]
    least = [float(value - abs(value) * give_up // 100) for value in floors]
    rows, count = len(program.rules), len(program.goals)
    return replace(
        program,
        matrix=_below(program.matrix, [goal.kinds for goal in program.goals], rows),
        extras=replace(
            program.extras, matrix=_below(program.extras.matrix, [goal.extras for goal in program.goals], rows)
        ),
        lower=np.append(program.lower, least),
        upper=np.append(program.upper, np.full(count, INFINITY)),
        rules=(*program.rules, *((None,) * count)),
    )


def _below(matrix: Sparse, more: Sequence[Floats], rows: int) -> Sparse:
    """A matrix with more rows below."""
    width = len(matrix.starts) - 1
    places = [np.flatnonzero(row) for row in more]
    return Sparse.of(
        np.concatenate([matrix.rows, *(np.full(len(one), rows + number) for number, one in enumerate(places))]),
        np.concatenate([matrix.columns, *places]),
        np.concatenate([matrix.values, *(row[one] for row, one in zip(more, places, strict=True))]),
        width,
    )


def _unlike(planning: Planning, found: Sequence[Package]) -> Goal:
    """The aim to share as few traits as can be with those asked for before: per mille of them who bear each."""
    program, people = planning.built.program, planning.built.people.all
    known: Counter[str] = Counter()
    for package in found:
        known.update(dict(asks(planning, package)))
    total = sum(len(package.receive) for package in found) or 1
    weights = np.zeros(len(program.members))
    for kind, members in enumerate(program.members):
        received = [people[place] for place in members[0] if people[place].direction is Direction.RECEIVE]
        weights[kind] = -sum(1000 * known[trait] // total for one in received for trait in _traits(one))
    return Goal("unlike", 1, weights, np.zeros(len(program.extras.upper)))


def _levels(program: Program, point: Point, package: Package) -> tuple[Level, ...]:
    """The levels of an alternative, each with what the best package proved."""
    pairs = zip(program.goals, package.levels, strict=True)
    return tuple(Level(goal.key, goal.sense * goal.value(point), level.bound) for goal, level in pairs)


def shared(package: Package, best: Package) -> int:
    """The per cent of those asked for by `package` whom `best` asks for too."""
    common = len(set(package.receive) & set(best.receive))
    return round(100 * common / (len(package.receive) or 1))
