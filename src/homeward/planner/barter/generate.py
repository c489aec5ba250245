"""The best fractional plan, by generating columns: rings and chains are added as long as some would improve it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import floor, gcd, inf

import numpy as np

from homeward.planner.barter.exchange import Exchange, Limits, exchange
from homeward.planner.barter.graph import Floats, Graph, Indices
from homeward.planner.barter.master import Master, Relaxed
from homeward.planner.barter.pricing import price
from homeward.planner.barter.walks import NEAR

_START = 64  # pairs that serve each other, for each vertex, with which the first plan is made
_ALIKE = 6  # in how many of the columns of one round the same vertex may stand


class Stopped(Exception):
    """The caller asked to stop; what was found so far stands."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the search stands: the best plan's value, what no plan passes, columns and branches so far."""

    value: float
    bound: float
    columns: int
    branches: int


class Search:
    """What the parts of the search share: the columns, the best plan so far, and what bounds every plan."""

    def __init__(
        self, graph: Graph, limits: Limits, stop: Callable[[], bool], progress: Callable[[Progress], None]
    ) -> None:
        self.graph, self.limits = graph, limits
        self.step = _step(graph.weights)
        arcs = graph.weights[np.isfinite(graph.weights)]
        self.slack = 1e-6 * max(1.0, float(np.abs(arcs).max(initial=0.0)))
        self.master = Master(graph, self.step, stop)
        self.everybody = np.arange(graph.size)
        self.best: tuple[Exchange, ...] = ()
        self.value = 0.0
        self.bound = inf
        self.branches = 0
        self._stop, self._progress = stop, progress
        self.master.add(_pairs(graph))

    def rounded(self, bound: float) -> float:
        """The highest value of a whole plan that `bound` allows: where all weights are whole, so is every value."""
        return self.step * floor(bound / self.step + 1e-6) if self.step and bound < inf else bound

    def closed(self, bound: float) -> bool:
        """Whether a plan within `bound` cannot be better than the best so far."""
        return self.rounded(bound) <= self.value + self.slack

    @property
    def better(self) -> float:
        """The least that a plan better than the best so far is worth."""
        return self.value + max(self.step, self.slack)

    def take(self, plan: Iterable[Exchange]) -> None:
        """Keep the plan if it is better than the best so far."""
        plan = tuple(plan)
        if (value := sum(one.weight for one in plan)) > self.value + NEAR:
            self.best, self.value = plan, value

    def generate(self, weights: Floats, inside: Indices, goal: float) -> tuple[Relaxed, float]:
        """The best fractional plan by the arcs of `weights` through vertices `inside`, or the first one that reaches
        `goal`; and a bound of all plans there. Raises Stopped."""
        bound = inf
        while True:
            self.report()
            relaxed = self.master.relax()
            if relaxed.value >= goal - NEAR:
                return relaxed, bound
            priced = price(self.graph, weights, relaxed.duals, self.limits, inside)
            bound = min(bound, float(relaxed.duals.sum()) + priced.excess)
            if self.rounded(bound) <= self.rounded(relaxed.value) + NEAR or self.closed(bound):
                return relaxed, bound
            if not self.master.add(_spread(priced.exchanges, self.graph.size)):
                return relaxed, bound

    def report(self) -> None:
        """Tell where the search stands; raises Stopped if the caller asks to end."""
        self._progress(Progress(self.value, self.bound, len(self.master.columns), self.branches))
        if self._stop():
            raise Stopped


def _pairs(graph: Graph) -> list[Exchange]:
    """Pairs that serve each other, the most valuable first."""
    first, second = np.nonzero(np.triu(np.isfinite(graph.weights) & np.isfinite(graph.weights.T)))
    worth = graph.weights[first, second] + graph.weights[second, first]
    order = np.argsort(-worth, kind="stable")[: _START * graph.size]
    return [exchange(graph, pair, True) for pair in zip(first[order].tolist(), second[order].tolist(), strict=True)]


def _spread(exchanges: Iterable[Exchange], size: int) -> Iterable[Exchange]:
    """The best of them, without many about the same vertex."""
    used = [0] * size
    for one in exchanges:
        if all(used[vertex] < _ALIKE for vertex in one.vertices):
            for vertex in one.vertices:
                used[vertex] += 1
            yield one


def _step(weights: Floats) -> float:
    """What every plan's value is a multiple of; 0 where the weights are not whole."""
    arcs = weights[np.isfinite(weights)]
    if arcs.size == 0 or (arcs != np.rint(arcs)).any():
        return 0.0
    return float(gcd(*np.unique(arcs).astype(int).tolist()))
