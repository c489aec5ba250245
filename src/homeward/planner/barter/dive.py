"""From a fractional plan to a whole one: rings and chains are fixed, and the rest is planned anew."""

from __future__ import annotations

import numpy as np

from homeward.planner.barter.generate import Search
from homeward.planner.barter.graph import Floats, Indices
from homeward.planner.barter.master import Relaxed
from homeward.planner.barter.walks import NEAR

_MISSES = 10  # how often a dive may turn back; after that it goes on to a plan that is less good


def dive(search: Search, weights: Floats, relaxed: Relaxed, bound: float) -> None:
    """Look for a whole plan as good as `bound` allows; the best on the way is kept in `search`."""
    goal, misses, inside = search.rounded(bound), 0, search.everybody
    while relaxed.fractional.size and not search.closed(relaxed.value):
        chosen = _chosen(search, relaxed)
        deeper, rest = _deeper(search, weights, inside, chosen, goal)
        if deeper.value < goal - NEAR and misses < _MISSES:
            misses += 1
            search.master.fix(chosen, 0.0, np.inf)
            search.master.fix(chosen[:1], 0.0, 0.0)
            deeper, rest = search.generate(weights, inside, goal)[0], inside
        relaxed, inside = deeper, rest
    if not relaxed.fractional.size:
        search.take(search.master.columns[place] for place in relaxed.taken)


def _deeper(search: Search, weights: Floats, inside: Indices, chosen: Indices, goal: float) -> tuple[Relaxed, Indices]:
    """The best plan with `chosen` fixed, and the vertices that are still free."""
    search.master.fix(chosen, 1.0, 1.0)
    covered = [vertex for place in chosen for vertex in search.master.columns[place].vertices]
    rest = np.setdiff1d(inside, covered)
    return search.generate(weights, rest, goal)[0], rest


def _chosen(search: Search, relaxed: Relaxed) -> Indices:
    """The fractional columns with the largest shares, none with a vertex in common, at least one."""
    order = relaxed.fractional[np.argsort(-relaxed.shares[relaxed.fractional], kind="stable")]
    chosen: list[int] = []
    covered: set[int] = set()
    for place in order.tolist():
        vertices = search.master.columns[place].vertices
        if (relaxed.shares[place] >= 0.5 - NEAR or not chosen) and covered.isdisjoint(vertices):
            chosen.append(place)
            covered.update(vertices)
    return np.array(chosen)
