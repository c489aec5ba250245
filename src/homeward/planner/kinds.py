"""Who crosses together, and who is alike: families in one unit, units alike in every row and objective in one kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from homeward.planner.people import Flags, Numbers, People
from homeward.planner.solve.model import Floats
from homeward.planner.solve.program import Sparse
from homeward.planner.terms import Rule, Terms


@dataclass(frozen=True, slots=True)
class Units:
    """Who crosses together: the number of each person's unit, and for each unit whether it must cross."""

    of: Numbers
    must: Flags


def units_of(people: People, terms: Terms, without: frozenset[Rule]) -> Units:
    parent = list(range(len(people)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = place = parent[parent[place]]
        return place

    for members in _bound(people, terms, without):
        first = root(members[0])
        for place in members[1:]:
            parent[root(place)] = first
    _, of = np.unique([root(place) for place in range(len(people))], return_inverse=True)
    must = people.having(terms.all_of) | terms.everybody
    return Units(of, np.bincount(of, must, of.max(initial=-1) + 1) > 0)


def _bound(people: People, terms: Terms, without: frozenset[Rule]) -> Iterable[list[int]]:
    """People who cross together or not at all: families and groups, and those whom the terms tie."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    if Rule.TOGETHER not in without:
        for place, one in enumerate(people.all):
            if one.group:
                groups[one.group].append(place)
    tied = () if Rule.TIED in without else terms.tied
    sets = [[people.index[id] for id in sorted(ids) if id in people.index] for ids in tied]
    return [*groups.values(), *(one for one in sets if one)]


def alike(matrix: Sparse, weights: list[Floats], links: Sparse, must: Flags) -> list[list[int]]:
    """Units alike in every row, every objective and every link."""
    groups: dict[tuple[bytes, ...], list[int]] = {}
    levels = np.column_stack([*weights, must]) if weights else must[:, None]
    for unit in range(len(must)):
        row, beyond = matrix.starts[unit], matrix.starts[unit + 1]
        link, last = links.starts[unit], links.starts[unit + 1]
        key = (
            matrix.rows[row:beyond].tobytes(),
            matrix.values[row:beyond].tobytes(),
            levels[unit].tobytes(),
            links.rows[link:last].tobytes(),
        )
        groups.setdefault(key, []).append(unit)
    return list(groups.values())


def members_of(people: People, units: Units, groups: list[list[int]]) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """The people of each kind, those held longest first."""
    order = np.argsort(units.of, kind="stable")
    starts = np.searchsorted(units.of[order], np.arange(len(units.must) + 1))
    of = [tuple(order[starts[unit] : starts[unit + 1]].tolist()) for unit in range(len(units.must))]

    def since(unit: int) -> tuple[object, ...]:
        return min(people.since(place) for place in of[unit])

    return tuple(tuple(of[unit] for unit in sorted(group, key=since)) for group in groups)
