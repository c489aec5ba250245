"""Who can serve whom: the graph in which rings and chains are looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from homeward.errors import HomewardError

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
ABSENT = -np.inf
"""The weight of an arc that is not there."""


class BadGraph(HomewardError):
    """The graph or its file is not what the format says."""


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """`weights[i, j]` is what it is worth that `i` serves `j`, ABSENT where it cannot; `starters` serve somebody and
    ask for nothing; `names` stand for the vertices in answers."""

    weights: Floats
    starters: frozenset[int]
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        size = len(self.names)
        if self.weights.shape != (size, size):
            raise BadGraph("The weights must be a square table with a line for each vertex.")
        if not (np.isfinite(self.weights) | (self.weights == ABSENT)).all():
            raise BadGraph("Every weight must be a finite number.")
        if np.isfinite(np.diagonal(self.weights)).any():
            raise BadGraph("No vertex serves itself.")
        if any(not 0 <= one < size or np.isfinite(self.weights[:, one]).any() for one in self.starters):
            raise BadGraph("Nobody serves a starter, and a starter is a vertex of the graph.")

    @property
    def size(self) -> int:
        return len(self.names)


_STARTER = re.compile(r"al\w*u\w*rist", re.IGNORECASE)  # PrefLib 00036 writes "Alturist"


def read_wmd(text: str) -> Graph:
    """A graph in the format .wmd of PrefLib (https://www.preflib.org/format): one `source,target,weight` a line.

    Where the file calls a vertex an altruist, the vertex is a starter and arcs into it, which only say that its chain
    may end, are dropped. Where the file gives no names at all, a vertex that no arc enters is a starter. A pair that
    nobody can serve is not: it would give and never receive. Raises BadGraph."""
    names = _names(text)
    arcs = [_arc(line, len(names)) for line in text.splitlines() if line.strip() and not line.startswith("#")]
    weights = np.full((len(names), len(names)), ABSENT)
    for source, target, weight in arcs:
        weights[source, target] = weight
    starters = {place for place, name in enumerate(names) if _STARTER.search(name)}
    if not any(names):
        starters = set(np.flatnonzero(~np.isfinite(weights).any(axis=0)).tolist())
    weights[:, sorted(starters)] = ABSENT
    return Graph(weights, frozenset(starters), tuple(name or str(n) for n, name in enumerate(names, start=1)))


def _names(text: str) -> list[str]:
    found = re.search(r"^# NUMBER ALTERNATIVES:\s*(\d+)\s*$", text, re.MULTILINE)
    if found is None:
        raise BadGraph("The file does not say how many vertices it has.")
    names = [""] * int(found[1])
    for number, name in re.findall(r"^# ALTERNATIVE NAME (\d+):\s*(.*?)\s*$", text, re.MULTILINE):
        if not 1 <= int(number) <= len(names):
            raise BadGraph(f"The file names a vertex {number} that it does not have.")
        names[int(number) - 1] = name
    return names


def _arc(line: str, size: int) -> tuple[int, int, float]:
    try:
        source, target, weight = line.split(",")
        arc = int(source) - 1, int(target) - 1, float(weight)
    except ValueError as error:
        raise BadGraph("An arc is not written as source,target,weight.") from error
    if not (0 <= arc[0] < size and 0 <= arc[1] < size and isfinite(arc[2])):
        raise BadGraph("An arc joins a vertex that the file does not have, or has no finite weight.")
    return arc
