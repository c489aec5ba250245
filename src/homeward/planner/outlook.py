"""What a package is worth once some are refused: how many come home for certain, in the mean, and in a bad case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from homeward.planner.objectives import Objective
from homeward.planner.odds import Learnt, applied
from homeward.planner.package import Package, Planning
from homeward.planner.pool import Pool

CAUTION = 0.05  # the share of cases that are worse than the bad case


@dataclass(frozen=True, slots=True)
class Outlook:
    """Of how many proposed, how many come home in the mean, and how many at least in 95 of 100 cases, if each is
    refused by himself."""

    proposed: int
    expected: float
    at_least: int


def outlook(pool: Pool, package: Package) -> Outlook:
    """The outlook of those whom the package would bring home."""
    received = set(package.receive)
    chances = [one.acceptance / 100 for one in pool.candidates if one.id in received]
    return Outlook(len(chances), sum(chances), at_least(chances, CAUTION))


def at_least(chances: Iterable[float], share: float) -> int:
    """The number that is passed or reached with probability 1 - `share` (exact: the Poisson binomial distribution)."""
    spread = np.ones(1)
    for chance in chances:
        spread = np.convolve(spread, (1 - chance, chance))
    return int(np.searchsorted(np.cumsum(spread), share + 1e-12))


def expected(planning: Planning) -> Planning:
    """The plan that brings most people home in the mean: agreement counts before time in captivity."""
    return replace(planning, order=_sooner(planning.order))


def cautious(planning: Planning, learnt: Learnt) -> Planning:
    """The plan for a bad case: everybody's odds as low as they are in one case of twenty."""
    return expected(replace(planning, pool=applied(planning.pool, learnt, CAUTION)))


def _sooner(order: Iterable[Objective]) -> tuple[Objective, ...]:
    """The order with the number expected home right after those whom law and need put first."""
    kept = (*order, Objective.EXPECTED)
    first = (Objective.ART_109, Objective.UNWELL, Objective.VULNERABLE, Objective.EXPECTED)
    return (*(one for one in first if one in kept), *(one for one in kept if one not in first))
