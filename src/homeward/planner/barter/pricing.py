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


def price(graph: Graph, weights: Floats, duals: Floats, limits: Limits, inside: Indices) -> Priced:
    """What improves on the prices `duals` (not negative, one a vertex) among the vertices `inside`, by the arcs of
    `weights`, which are those of the graph or fewer."""
    view = _View.of(graph, weights, duals, inside)
    excess = np.zeros(len(view.order))
    exchanges: list[tuple[float, Exchange]] = []
    for kind in view.kinds(limits):
        totals = kind.begun.values + kind.known.best[-1][kind.begun.vertices[:, -1]]
        walks = kind.some(totals) if totals.max() > NEAR else None
        if walks is not None and walks.values.size:
            np.maximum.at(excess, kind.begun.vertices[:, 0] + kind.offset, totals)
            exchanges += zip(walks.values.tolist(), view.exchanges(graph, kind, walks), strict=True)
    exchanges.sort(key=lambda pair: -pair[0])
    return Priced(tuple(one for _, one in exchanges), float(excess.sum()))


def every(
    graph: Graph, weights: Floats, duals: Floats, limits: Limits, least: float, most: int
) -> tuple[Exchange, ...] | None:
    """All rings and chains by the arcs of `weights` whose reduced weight is at least `least`; None if there are more
    than `most`."""
    view = _View.of(graph, weights, duals, np.arange(graph.size))
    found: list[Exchange] = []
    for kind in view.kinds(limits):
        for walks in search(kind.reduced, kind.begun, kind.known, least - NEAR):
            found += view.exchanges(graph, kind, walks)
            if len(found) > most:
                return None
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Kind:
    """Rings from one vertex or chains from all starters, of one length: their first arcs, and how they go on. A walk
    names vertices as `reduced` does, which leaves out the first `offset` of the view."""

    reduced: Floats
    offset: int
    closed: bool
    begun: Walks
    known: Completions

    def some(self, totals: Floats) -> Walks:
        """Walks worth more than nothing: by the best steps from the best beginnings, else any."""
        chosen = self._rings(totals) if self.closed else self._chains(totals)
        walks = follow(self.begun.pick(chosen), self.known)
        if walks.values.size:
            return walks
        found = (some for some in search(self.reduced, self.begun, self.known) if some.values.size)
        return next(found, walks)

    def _rings(self, totals: Floats) -> Indices:
        return np.argsort(-totals, kind="stable")[:BREADTH]

    def _chains(self, totals: Floats) -> Indices:
        """The best for each starter, and the best for each vertex served first."""
        order = np.argsort(-totals, kind="stable")
        firsts = (np.unique(ends, return_index=True)[1] for ends in self.begun.vertices[order].T)
        return order[np.union1d(*firsts)]


@dataclass(frozen=True, slots=True)
class _View:
    """The vertices in play, in the `order` in which tables over them stay small, and the reduced weights."""

    order: Indices
    reduced: Floats
    starters: Indices
    duals: Floats

    @classmethod
    def of(cls, graph: Graph, weights: Floats, duals: Floats, inside: Indices) -> _View:
        degrees = np.isfinite(weights[np.ix_(inside, inside)]).sum(axis=0)
        order = inside[np.argsort(degrees, kind="stable")]  # few neighbours first
        starters = np.flatnonzero(np.isin(order, sorted(graph.starters)))
        return cls(order, weights[np.ix_(order, order)] - duals[order], starters, duals[order])

    def kinds(self, limits: Limits) -> Iterator[_Kind]:
        """Rings of each length from each vertex through later ones only, so that none is met twice; chains."""
        for start in range(len(self.order) - 1):
            later = self.reduced[start:, start:]
            out = np.flatnonzero(later[0] > ABSENT)
            begun = Walks(np.column_stack((np.zeros_like(out), out)), later[0, out])
            for length in range(2, limits.ring + 1) if out.size else ():
                known = complete(later, later[:, 0], np.arange(1, len(later)), out, length - 2)
                yield _Kind(later, start, True, begun, known)
        yield from self._chains(limits.chain)

    def _chains(self, most: int) -> Iterator[_Kind]:
        lines, to = np.nonzero(self.reduced[self.starters] > ABSENT)
        origins = self.starters[lines]
        begun = Walks(np.column_stack((origins, to)), self.reduced[origins, to] - self.duals[origins])
        through = np.setdiff1d(np.arange(len(self.order)), self.starters)
        for length in range(1, most + 1) if to.size else ():
            known = complete(self.reduced, np.zeros(len(self.order)), through, through, length - 1)
            yield _Kind(self.reduced, 0, False, begun, known)

    def exchanges(self, graph: Graph, kind: _Kind, walks: Walks) -> list[Exchange]:
        vertices = self.order[walks.vertices + kind.offset].tolist()
        return [exchange(graph, one, kind.closed) for one in vertices]
