"""One ring or chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from homeward.errors import HomewardError
from homeward.planner.barter.graph import Graph


class BadLimits(HomewardError):
    """A ring has at least two vertices, a chain no fewer than none."""


@dataclass(frozen=True, slots=True)
class Limits:
    """A ring joins at most `ring` vertices (at least 2), a chain has at most `chain` releases (0: no chains). Short
    ones fail less often: everything in a ring falls with its weakest release."""

    ring: int = 3
    chain: int = 3

    def __post_init__(self) -> None:
        if self.ring < 2 or self.chain < 0:
            raise BadLimits("A ring joins at least two, and the length of a chain is not negative.")


@dataclass(frozen=True, slots=True)
class Exchange:
    """`vertices` in the order in which each serves the next; in a ring (`closed`) the last serves the first. A ring
    is written from its lowest vertex, so that the same ring is the same value. `weight` is the sum over its arcs."""

    vertices: tuple[int, ...]
    closed: bool
    weight: float

    @property
    def arcs(self) -> tuple[tuple[int, int], ...]:
        ends = (*self.vertices[1:], *self.vertices[:1]) if self.closed else self.vertices[1:]
        return tuple(zip(self.vertices, ends, strict=self.closed))


def exchange(graph: Graph, vertices: Sequence[int], closed: bool) -> Exchange:
    """The ring or chain through `vertices` with its weight in the graph."""
    lowest = vertices.index(min(vertices)) if closed else 0
    turned = (*vertices[lowest:], *vertices[:lowest])
    ends = (*turned[1:], turned[0]) if closed else turned[1:]
    return Exchange(turned, closed, float(sum(graph.weights[pair] for pair in zip(turned, ends, strict=False))))
