"""A sequence of releases, and the most that walking away from it ever pays a side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from homeward.handover.bound import Item


@dataclass(frozen=True, slots=True)
class Release:
    """The first side (`ours`) or the second releases `item`."""

    ours: bool
    item: Item


def gains(releases: Iterable[Release]) -> Iterator[tuple[int, int]]:
    """What walking away pays the first side and the second: at the beginning, and after each release."""
    kept = list(releases)
    first = sum(one.item.cost if one.ours else -one.item.value for one in kept)
    second = sum(-one.item.value if one.ours else one.item.cost for one in kept)
    yield first, second
    for one in kept:
        cost, value = one.item.cost, one.item.value
        first, second = (first - cost, second + value) if one.ours else (first + value, second - cost)
        yield first, second


def exposure(releases: Sequence[Release]) -> int:
    """The most that walking away pays a side at any moment of `releases`."""
    return max(0, *(max(both) for both in gains(releases)))
