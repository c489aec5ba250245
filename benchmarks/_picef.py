"""The classic model of rings and chains, PICEF, on HiGHS, as the public implementations build it: a column for every
ring, a column for every arc at every place of a chain (Dickerson et al. 2016). A peer for `benchmarks.barter`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from homeward.planner.barter.exchange import Limits, exchange
from homeward.planner.barter.graph import Graph
from homeward.planner.solve.model import INFINITY, Model, Status, empty_lines, lines


@dataclass(frozen=True, slots=True)
class Solved:
    """CPU seconds of the solver alone, not of building the model; whether it proved its value."""

    seconds: float
    done: bool
    value: float


def solve(graph: Graph, limits: Limits, seconds: float) -> Solved:
    """The best plan by PICEF, in at most so many seconds."""
    rings = list(_rings(graph, limits.ring))
    places = _places(graph, limits.chain)
    size, flows = graph.size, {key: graph.size + n for n, key in enumerate(_flows(graph, limits.chain))}
    entries = [[(vertex, 1.0) for vertex in ring] for ring in rings]
    entries += [_entries(source, target, place, limits.chain, flows) for source, target, place in places]
    worth = [exchange(graph, ring, True).weight for ring in rings]
    worth += [float(graph.weights[source, target]) for source, target, _ in places]
    model = Model(maximize=True, seconds=seconds, gap=0.999)
    upper = np.concatenate((np.ones(size), np.zeros(len(flows))))
    model.add_rows(np.full(len(upper), -INFINITY), upper, empty_lines(len(upper)))
    model.add_columns(np.array(worth), np.zeros(len(worth)), np.ones(len(worth)), lines(entries))
    model.whole(np.arange(len(worth), dtype=np.int32))
    began = time.process_time()
    answer = model.run()
    return Solved(time.process_time() - began, answer.status is Status.OPTIMAL, answer.objective)


def _rings(graph: Graph, most: int) -> Iterator[tuple[int, ...]]:
    """Every ring, from its lowest vertex."""
    after = [np.flatnonzero(np.isfinite(line)).tolist() for line in graph.weights]
    waiting: list[tuple[int, ...]] = [(start,) for start in range(graph.size)]
    while waiting:
        walk = waiting.pop()
        for to in after[walk[-1]]:
            if to == walk[0]:
                yield walk
            elif to > walk[0] and to not in walk and len(walk) < most:
                waiting.append((*walk, to))


def _places(graph: Graph, most: int) -> list[tuple[int, int, int]]:
    arcs = np.argwhere(np.isfinite(graph.weights)).tolist()
    return [
        (source, target, place)
        for (source, target), place in product(arcs, range(1, most + 1))
        if (source in graph.starters) == (place == 1)
    ]


def _flows(graph: Graph, most: int) -> list[tuple[int, int]]:
    """Rows that let a chain leave a vertex at a place only if it came there at the place before."""
    return [
        (vertex, place) for vertex in range(graph.size) if vertex not in graph.starters for place in range(2, most + 1)
    ]


def _entries(
    source: int, target: int, place: int, most: int, flows: dict[tuple[int, int], int]
) -> list[tuple[int, float]]:
    entries = [(target, 1.0)]
    entries.append((source, 1.0) if place == 1 else (flows[source, place], 1.0))
    if place < most:
        entries.append((flows[target, place + 1], -1.0))
    return entries
