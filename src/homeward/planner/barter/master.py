"""The plan over the rings and chains found so far: a linear model with a column for each, a row for each vertex."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from homeward.planner.barter.exchange import Exchange
from homeward.planner.barter.graph import Floats, Graph, Indices
from homeward.planner.barter.walks import NEAR
from homeward.planner.solve.model import INFINITY, Lines, Model, Status, empty_lines

_PRIMAL = 4
"""HiGHS's number for the primal simplex: new columns leave the last plan feasible for it."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The best fractional plan: its value, what share of each column it takes, the price of each vertex,
    and what one more of a column would add."""

    value: float
    shares: Floats
    duals: Floats
    reduced: Floats

    @property
    def fractional(self) -> Indices:
        return np.flatnonzero((self.shares > NEAR) & (self.shares < 1 - NEAR))

    @property
    def taken(self) -> Indices:
        return np.flatnonzero(self.shares >= 1 - NEAR)


class Master:
    """Columns are only ever added; what a branch or a dive forbids or fixes is in their bounds."""

    def __init__(self, graph: Graph, step: float, stop: Callable[[], bool]) -> None:
        self._model = Model(maximize=True, seconds=INFINITY, gap=max(step * 0.999, NEAR))
        self._model.interrupt(stop)
        self._model.option("presolve", "off")
        self._model.option("simplex_strategy", _PRIMAL)
        self._model.option("dual_feasibility_tolerance", 1e-9)  # finer than what pricing takes for nothing
        self._model.add_rows(np.full(graph.size, -INFINITY), np.ones(graph.size), empty_lines(graph.size))
        self._known: dict[Exchange, int] = {}
        self.columns: list[Exchange] = []
        self._arcs = np.empty((0, 2), np.intp)
        self._of = np.empty(0, np.intp)

    def add(self, exchanges: Iterable[Exchange]) -> int:
        """Add those that are new; how many were."""
        new = [one for one in dict.fromkeys(exchanges) if one not in self._known]
        if new:
            self._known |= {one: place for place, one in enumerate(new, start=len(self.columns))}
            lengths = np.array([len(one.vertices) for one in new])
            starts = (np.cumsum(lengths) - lengths).astype(np.int32)
            rows = np.array([row for one in new for row in one.vertices], np.int32)
            weights = np.array([one.weight for one in new])
            entries = Lines(starts, rows, np.ones(len(rows)))
            self._model.add_columns(weights, np.zeros(len(new)), np.full(len(new), INFINITY), entries)
            self._remember(new)
        return len(new)

    def _remember(self, new: Sequence[Exchange]) -> None:
        of = [place for place, one in enumerate(new, start=len(self.columns)) for _ in one.arcs]
        self._arcs = np.concatenate((self._arcs, np.array([arc for one in new for arc in one.arcs], np.intp)))
        self._of = np.concatenate((self._of, np.array(of, np.intp)))
        self.columns += new

    def allow(self, weights: Floats) -> None:
        """Free every column whose arcs are all in `weights`, and forbid the others."""
        missing = ~np.isfinite(weights[self._arcs[:, 0], self._arcs[:, 1]])
        upper = np.full(len(self.columns), INFINITY)
        upper[self._of[missing]] = 0.0
        self._bound(np.arange(len(self.columns)), np.zeros(len(self.columns)), upper)

    def fix(self, columns: Indices, lower: float, upper: float) -> None:
        self._bound(columns, np.full(len(columns), lower), np.full(len(columns), upper))

    def _bound(self, columns: Indices, lower: Floats, upper: Floats) -> None:
        self._model.bounds(columns.astype(np.int32), lower, upper)

    def relax(self) -> Relaxed:
        answer = self._model.run()
        return Relaxed(answer.objective, answer.values, np.maximum(answer.duals, 0.0), answer.reduced)

    def whole(self, start: Sequence[Exchange], least: float, nodes: int) -> tuple[tuple[Exchange, ...], bool]:
        """The best plan found among the columns there are, from `start`, and whether no other plan of them is worth
        `least` or more; looked for in so many nodes. Left out are columns that no such plan can hold, since their
        reduced weight costs too much."""
        columns, relaxed = np.arange(len(self.columns)), self.relax()
        self.fix(columns[relaxed.value + relaxed.reduced < least - NEAR], 0.0, 0.0)
        self._as_whole(True, nodes)
        values = np.zeros(len(columns))
        values[[self._known[one] for one in start]] = 1.0
        self._model.start(values)
        answer = self._model.run()
        self._as_whole(False, nodes)
        plan = tuple(self.columns[place] for place in np.flatnonzero(answer.values > 0.5))
        return plan, answer.status in (Status.OPTIMAL, Status.INFEASIBLE)

    def _as_whole(self, yes: bool, nodes: int) -> None:
        self._model.option("presolve", "on" if yes else "off")
        self._model.option("simplex_strategy", 1 if yes else _PRIMAL)
        self._model.option("mip_max_nodes", nodes)
        self._model.whole(np.arange(len(self.columns), dtype=np.int32), yes)
