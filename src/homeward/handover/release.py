"""In which order to release, so that neither side ever gains much by walking away.

Walking away pays a side what it still has to give (at its cost) less what it is still to get (at its value). If that
is never above F, good will worth F keeps both at it (Sandholm and Lesser's safe exchange). Few releases are tried in
every order. Otherwise the order is built for the least F: backwards from the end with those whom the receiver values
above the giver's cost and forwards from the beginning with the others; where that does not do, by a beam search from
either end. Beside it stands a bound below which no order can come, so that how good the order is need not be believed.
Each side may put in its own costs and values and keep them to itself; with the agreed points both get the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from homeward.errors import HomewardError
from homeward.handover import beam, every, greed
from homeward.handover.beam import Fit
from homeward.handover.bound import Item, lower_bound
from homeward.handover.sequence import Release as Release
from homeward.handover.sequence import exposure as exposure
from homeward.handover.sequence import gains


class BadOrder(HomewardError):
    """Nobody to release, or a negative value."""


@dataclass(frozen=True, slots=True)
class Order:
    """The releases in order. `exposure` is the most that walking away ever pays a side; no order comes below
    `bound`."""

    releases: tuple[Release, ...]
    exposure: int
    bound: int


def order(ours: Sequence[Item], theirs: Sequence[Item]) -> Order:
    """The order in which the first side releases `ours` and the second `theirs`; raises BadOrder."""
    if not (ours or theirs) or any(min(one.cost, one.value) < 0 for one in (*ours, *theirs)):
        raise BadOrder("An order needs somebody to release, and no value below nought.")
    releases = [*(Release(True, one) for one in ours), *(Release(False, one) for one in theirs)]
    if len(releases) <= every.FEW:
        least = every.least(releases)
        return Order(least, exposure(least), exposure(least))
    bound = lower_bound(ours, theirs)
    low, high, best = bound, bound, _built(releases, bound)
    while best is None:
        low, high = high, high + max(1, high // 200, 2 * (high - bound))
        best = _built(releases, high)
    while high - low > max(1, bound // 500):
        middle = (low + high) // 2
        found = _built(releases, middle)
        low, high, best = (middle, high, best) if found is None else (low, middle, found)
    return Order(best, exposure(best), bound)


def _built(releases: Sequence[Release], limit: int) -> tuple[Release, ...] | None:
    """An order that never exposes more than `limit`, if one is found."""
    first, second = next(gains(releases))
    if max(first, second) > limit:
        return None
    head, tail = (limit - first, limit - second), (limit, limit)
    losing = [one.item.value < one.item.cost for one in releases]
    begin = greed.fitted(_forwards(one for one, loses in zip(releases, losing, strict=True) if loses), head)
    end = greed.fitted(_backwards(one for one, loses in zip(releases, losing, strict=True) if not loses), tail)
    if begin is not None and end is not None:
        return (*begin, *reversed(end))
    return _searched(releases, head, tail) if len(releases) <= beam.MOST else None


def _searched(releases: Sequence[Release], head: tuple[int, int], tail: tuple[int, int]) -> tuple[Release, ...] | None:
    """The order that a beam search finds from the end, or from the beginning."""
    if (back := beam.fitted(_backwards(releases), tail)) is not None:
        return tuple(reversed(back))
    forth = beam.fitted(_forwards(releases), head)
    return None if forth is None else tuple(forth)


def _backwards(releases: Iterable[Release]) -> list[Fit]:
    """From the end: each takes its cost from the room of its side and gives its value to the other's."""
    return [Fit(one.item.cost, one.item.value, 0 if one.ours else 1, one) for one in releases]


def _forwards(releases: Iterable[Release]) -> list[Fit]:
    """From the beginning: each takes its value from the room of the other side and gives its cost to its own."""
    return [Fit(one.item.value, one.item.cost, 1 if one.ours else 0, one) for one in releases]
