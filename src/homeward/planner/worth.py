"""What each person of a package is worth to the side that plans: its own values for the order of the releases.

They are private. The handover needs them to know how much walking away would pay (`homeward.handover.release`); the
other side has its own. A level has no weight against a lower one, so the points are a convention, and it is stated:
each level that speaks of persons shares out half as many points as the one before it, among those who come home, by
what each adds to it. Those given cost the points of their rank where ranks balance, otherwise each the same; whom the
law sends home anyway costs nothing. Both ways add up to the same total, as if the deal were worth just what it costs:
the most careful assumption about a deal that both want."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from homeward.planner.goals import sums
from homeward.planner.package import Package, Planning
from homeward.planner.people import People
from homeward.planner.pool import Candidate, Direction
from homeward.planner.scales import weight
from homeward.planner.solve.model import Floats
from homeward.planner.terms import Parity, Terms

TOTAL = 10_000
"""Points shared out each way."""


def worths(planning: Planning, package: Package) -> Mapping[str, int]:
    """The points of each person of `package`: what his return is worth, or what letting him go costs."""
    inside = package.everybody
    crossing = [one for one in planning.pool.candidates if one.id in inside]
    receive, give = ([one for one in crossing if one.direction is way] for way in Direction)
    gains = _gains(planning, receive)
    costs = np.array([_cost(one, planning.terms) for one in give], float)
    return dict(zip([one.id for one in (*receive, *give)], (*_whole(gains), *_whole(costs)), strict=True))


def _gains(planning: Planning, receive: Sequence[Candidate]) -> Floats:
    people = People(tuple(receive), planning.pool.on, planning.terms.all_of)
    gains, share = np.zeros(len(receive)), 1.0
    for goal in sums(people, planning.built.columns, planning.order):
        if total := goal.weights.sum():
            share /= 2
            gains += share * goal.weights / total
    return gains


def _cost(one: Candidate, terms: Terms) -> int:
    if one.outside_counts or not terms.all_of.isdisjoint(one.categories):
        return 0
    return weight(one, terms.scale) if terms.parity is Parity.POINTS else 1


def _whole(shares: Floats) -> list[int]:
    """Whole points in proportion to `shares`, which add up to the total (largest remainders)."""
    if not shares.sum():
        return [0] * len(shares)
    exact = shares * TOTAL / shares.sum()
    points = np.floor(exact).astype(int)
    points[np.argsort(points - exact, kind="stable")[: TOTAL - points.sum()]] += 1
    return [int(one) for one in points]
