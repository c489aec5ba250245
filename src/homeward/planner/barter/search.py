"""The best set of rings and chains, with proof.

The plan over all rings and chains has too many columns to write down. So the best fractional plan is found over a
few, prices show which others would improve it, and when none would, its value bounds every plan (Gilmore and Gomory
1961; for exchanges in rings Abraham, Blum and Sandholm 2007; for chains Dickerson et al. 2016). A dive fixes rings
and chains one after the other and generates again. If a gap is left, arcs are branched upon until it is closed."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from homeward.planner.barter.dive import dive
from homeward.planner.barter.exchange import Exchange, Limits
from homeward.planner.barter.generate import Progress, Search, Stopped
from homeward.planner.barter.graph import ABSENT, Floats, Graph
from homeward.planner.barter.master import Relaxed
from homeward.planner.barter.pricing import every, price
from homeward.planner.barter.walks import NEAR

COLUMNS = 50_000
"""So many rings and chains may stand side by side in one whole-number model."""
_FEW_NODES, _MANY_NODES = 200, 2000  # of the solver's own tree, before ours takes over


@dataclass(frozen=True, slots=True)
class Plan:
    """Rings and chains without a vertex in common, their summed weight, and what no plan exceeds."""

    exchanges: tuple[Exchange, ...]
    value: float
    bound: float

    @property
    def proven(self) -> bool:
        """Whether no plan is better."""
        return self.bound <= self.value

    @property
    def gap(self) -> float:
        """How far the bound lies above the value, as a share of the value; 0 where the optimum is proven."""
        return 0.0 if self.proven else (self.bound - self.value) / self.value if self.value else np.inf


@dataclass(frozen=True, slots=True, order=True)
class _Branch:
    """What is left to search: `rank` puts the highest bound first, then the deepest. Each of the `decisions` keeps
    an arc (then its ends have no other) or bans it."""

    rank: tuple[float, int]
    decisions: tuple[tuple[int, int, bool], ...] = ()

    @property
    def bound(self) -> float:
        return -self.rank[0]


def best_plan(
    graph: Graph,
    limits: Limits,
    *,
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[Progress], None] = lambda _: None,
    columns: int = COLUMNS,
) -> Plan:
    """The best plan within `limits`. `stop` is asked between steps whether to end now: then the plan is the best so
    far and tells its gap; `progress` is told at each step where the search stands. A gap that is left after the dive
    is closed in one whole-number model if that takes no more than so many `columns`, else by branching. The same graph
    and limits always give the same plan unless stopped."""
    search = Search(graph, limits, stop, progress)
    with suppress(Stopped):
        _explore(search, columns)
    bound = search.value if search.closed(search.bound) else search.rounded(search.bound)
    return Plan(tuple(sorted(search.best, key=lambda one: one.vertices)), search.value, bound)


def _explore(search: Search, columns: int) -> None:
    """Best first, until no branch can hold a better plan."""
    waiting = [_Branch((-np.inf, 0))]
    while waiting:
        branch = heapq.heappop(waiting)
        search.bound = branch.bound
        if search.closed(search.bound):
            break
        for child in _split(search, branch, columns):
            heapq.heappush(waiting, child)
    else:
        search.bound = search.value


def _split(search: Search, branch: _Branch, columns: int) -> tuple[_Branch, ...]:
    """Plan within `branch`; if a better plan may be left there, the two branches that hold it."""
    weights = _weights(search.graph, branch)
    search.master.allow(weights)
    relaxed, bound = search.generate(weights, search.everybody, np.inf)
    bound = min(bound, branch.bound)
    if not branch.decisions:
        search.bound = bound
    if search.closed(bound):
        return ()
    dive(search, weights, relaxed, bound)
    if not relaxed.fractional.size:  # whole already: the best of this branch, up to rounding
        return ()
    if search.closed(bound) or (not branch.decisions and _solved(search, weights, relaxed, columns)):
        return ()
    search.branches += 1
    arc = _arc(search, relaxed)
    rank = (-bound, branch.rank[1] - 1)
    return tuple(_Branch(rank, (*branch.decisions, (*arc, keep))) for keep in (True, False))


def _solved(search: Search, weights: Floats, relaxed: Relaxed, most: int) -> bool:
    """Whether no plan is better than the best so far once all columns that a better plan can hold stand side by
    side: those whose reduced weight eats up no more than the gap. False if they are more than `most`."""
    search.master.allow(weights)
    search.take(search.master.whole(search.best, search.better, _FEW_NODES)[0])
    search.report()
    bound = price(search.graph, weights, relaxed.duals, search.limits, search.everybody).excess + relaxed.duals.sum()
    least = search.better - float(bound)
    columns = every(search.graph, weights, relaxed.duals, search.limits, least, most)
    if columns is None:
        return False
    search.master.add(columns)
    search.master.allow(weights)
    search.report()
    plan, finished = search.master.whole(search.best, search.better, _MANY_NODES)
    search.take(plan)
    return finished


def _weights(graph: Graph, branch: _Branch) -> Floats:
    weights = graph.weights.copy()
    for source, target, keep in branch.decisions:
        weight = weights[source, target]
        if keep:
            weights[source], weights[:, target] = ABSENT, ABSENT
        weights[source, target] = weight if keep else ABSENT
    return weights


def _arc(search: Search, relaxed: Relaxed) -> tuple[int, int]:
    """The arc nearest to half used, of those whose vertices the plan also serves otherwise."""
    use: defaultdict[tuple[int, int], float] = defaultdict(float)
    for place in np.flatnonzero(relaxed.shares > NEAR).tolist():
        for arc in search.master.columns[place].arcs:
            use[arc] += float(relaxed.shares[place])
    sources, targets = [arc[0] for arc in use], [arc[1] for arc in use]
    open_ = [arc for arc in use if sources.count(arc[0]) > 1 or targets.count(arc[1]) > 1]
    return min(open_, key=lambda arc: (abs(use[arc] - 0.5), arc))
