"""The objectives as sums over the people who cross and the extra columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from homeward.planner.objectives import Objective
from homeward.planner.people import Numbers, People
from homeward.planner.rows import Columns


@dataclass(frozen=True, slots=True)
class Sum:
    """One objective: the weight of each person and of each extra column; `sense` -1 if less is better."""

    objective: Objective
    weights: Numbers
    extras: Numbers
    sense: int


def sums(people: People, columns: Columns, order: Sequence[Objective]) -> tuple[Sum, ...]:
    """The objectives in their order."""
    return tuple(_sum(people, columns, one) for one in order)


def _sum(people: People, columns: Columns, objective: Objective) -> Sum:
    nobody, none = np.zeros(len(people), np.int64), np.zeros(len(columns), np.int64)
    if objective in _WEIGHTS:
        sense = -1 if objective is Objective.GIVEN else 1
        return Sum(objective, _WEIGHTS[objective](people).astype(np.int64), none, sense)
    first, beyond = _span(objective, columns)
    none[first:beyond] = 1
    return Sum(objective, nobody, none, -1 if objective is Objective.IMBALANCE else 1)


def _span(objective: Objective, columns: Columns) -> tuple[int, int]:
    """From which to before which extra column an objective counts."""
    spans = {
        Objective.UNITS: (columns.links, columns.links + len(columns.units.names)),
        Objective.REGIONS: (columns.links + len(columns.units.names), columns.reached),
        Objective.BODIES: (columns.bodies_received, columns.owed),
        Objective.IMBALANCE: (columns.owed, columns.owed + 1),
    }
    return spans[objective]


_WEIGHTS: dict[Objective, Callable[[People], Numbers]] = {
    Objective.ART_109: lambda people: people.by_law * 1,
    Objective.UNWELL: lambda people: (people.received & people.unwell) * 1,
    Objective.VULNERABLE: lambda people: (people.received & people.vulnerable) * 1,
    Objective.MONTHS: lambda people: (people.received & ~people.outside) * (people.months + 1),
    Objective.EXPECTED: lambda people: people.received * people.acceptance,
    Objective.GIVEN: lambda people: (~people.received & ~people.outside) * 1,
}
