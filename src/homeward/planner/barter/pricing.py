"""Which rings and chains would improve the present prices.

A vertex has a dual price, what its place in the best fractional plan is worth; an arc's reduced weight is its weight
less the price of the vertex it serves. A ring or chain whose reduced weights sum to more than nothing improves the
plan; when there is none, the fractional plan is the best there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from homeward.planner.barter.exchange import Exchange, Limits, exchange
from homeward.planner.barter.graph import ABSENT, Floats, Graph, Indices
from homeward.planner.barter.walks import NEAR, Completions, Walks, complete, follow, search

BREADTH = 3
"""How many rings are offered for each first vertex and length in a round."""


@dataclass(frozen=True, slots=True)
class Priced:
    """Rings and chains that would improve the plan, best first, and by how much all together the plan could improve
    at most: with the sum of the prices this bounds every plan (Lagrange)."""

    exchanges: tuple[Exchange, ...]
    excess: float


@dataclass(frozen=True, slots=True)
class _Found:
    """Walks of one kind, and the most that any walk from each of the `origins` is worth."""

    walks: Walks
    closed: bool
    origins: Indices
    most: Floats


def price(graph: Graph, weights: Floats, duals: Floats, limits: Limits, inside: Indices) -> Priced:
    """What improves on the prices `duals` (not negative, one a vertex) among the vertices `inside`, by the arcs of
    `weights`, which are those of the graph or fewer."""
    degrees = np.isfinite(weights[np.ix_(inside, inside)]).sum(axis=0)
    order = inside[np.argsort(degrees, kind="stable")]  # few neighbours first: the tables stay small
    reduced = weights[np.ix_(order, order)] - duals[order]
    starters = np.flatnonzero(np.isin(order, sorted(graph.starters)))
    excess = np.zeros(len(order))
    exchanges: list[tuple[float, Exchange]] = []
    for found in (*_rings(reduced, limits.ring), *_chains(reduced, duals[order], starters, limits.chain)):
        np.maximum.at(excess, found.origins, found.most)
        vertices = order[found.walks.vertices].tolist()
        made = [exchange(graph, one, found.closed) for one in vertices]
        exchanges += zip(found.walks.values.tolist(), made, strict=True)
    exchanges.sort(key=lambda pair: -pair[0])
    return Priced(tuple(one for _, one in exchanges), float(excess.sum()))


def _rings(reduced: Floats, most: int) -> Iterator[_Found]:
    """Rings of each length from each vertex through later ones only, so that none is met twice."""
    for start in range(len(reduced) - 1):
        later = reduced[start:, start:]
        out = np.flatnonzero(later[0] > ABSENT)
        begun = Walks(np.column_stack((np.zeros_like(out), out)), later[0, out])
        for length in range(2, most + 1) if out.size else ():
            through = np.arange(1, len(later))
            known = complete(later, later[:, 0], through, out, length - 2)
            totals = begun.values + known.best[-1][out]
            if totals.max() <= NEAR:
                continue
            walks = _some(later, begun.pick(_top(totals, BREADTH)), begun, known, BREADTH)
            if walks.values.size:
                shifted = Walks(walks.vertices + start, walks.values)
                yield _Found(shifted, True, np.array([start]), totals.max(keepdims=True))


def _chains(reduced: Floats, duals: Floats, starters: Indices, most: int) -> Iterator[_Found]:
    """Chains of each length: the best for each starter, and the best for each vertex served first."""
    if not starters.size:
        return
    lines, to = np.nonzero(reduced[starters] > ABSENT)
    origins = starters[lines]
    begun = Walks(np.column_stack((origins, to)), reduced[origins, to] - duals[origins])
    through = np.setdiff1d(np.arange(len(reduced)), starters)
    for length in range(1, most + 1) if to.size else ():
        known = complete(reduced, np.zeros(len(reduced)), through, through, length - 1)
        totals = begun.values + known.best[-1][to]
        if totals.max() <= NEAR:
            continue
        chosen = np.union1d(_first_of_each(origins, totals), _first_of_each(to, totals))
        walks = _some(reduced, begun.pick(chosen), begun, known, len(chosen))
        if walks.values.size:
            yield _Found(walks, False, origins, totals)


def _some(reduced: Floats, chosen: Walks, begun: Walks, known: Completions, most: int) -> Walks:
    """Walks worth more than nothing: by the best steps of those `chosen`, else any up to `most`."""
    walks = follow(chosen, known)
    if walks.values.size:
        return walks
    found = next((some for some in search(reduced, begun, known) if some.values.size), walks)
    return found.pick(_top(found.values, most))


def _top(values: Floats, most: int) -> Indices:
    return np.argsort(-values, kind="stable")[:most]


def _first_of_each(keys: Indices, values: Floats) -> Indices:
    """For each key the line of its highest value."""
    order = np.argsort(-values, kind="stable")
    return order[np.unique(keys[order], return_index=True)[1]]
