"""In which order to release, so that neither side ever gains much by walking away.

Walking away pays a side what it still has to give (at its cost) less what it is still to get (at its value). If that
is never above F, good will worth F keeps both at it (Sandholm and Lesser's safe exchange). The order is built from
both ends for the least F: backwards from the end with those whom the receiver values above the giver's cost,
forwards from the beginning with the others. Beside it stands a bound below which no order can come, so that how good
the order is need not be believed. Each side may put in its own costs and values and keep them to itself; with the
agreed points both get the same order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from homeward.errors import HomewardError
from homeward.handover.bound import Item, lower_bound

SMALL = 12
"""Up to so many releases the best order is found by trying all sets."""


class BadOrder(HomewardError):
    """Nobody to release, or a negative value."""


@dataclass(frozen=True, slots=True)
class Release:
    """The first side (`ours`) or the second releases `item`."""

    ours: bool
    item: Item


@dataclass(frozen=True, slots=True)
class Order:
    """The releases in order. `exposure` is the most that walking away ever pays a side; no order comes below
    `bound`."""

    releases: tuple[Release, ...]
    exposure: int
    bound: int


class _Taste(StrEnum):
    """Which of those that fit comes next; each taste is the best for some lists."""

    LARGEST = "largest"
    SMALLEST = "smallest"
    ROOMIEST = "roomiest"
    BALANCED = "balanced"


def order(ours: Sequence[Item], theirs: Sequence[Item]) -> Order:
    """The order in which the first side releases `ours` and the second `theirs`; raises BadOrder."""
    if not (ours or theirs) or any(min(one.cost, one.value) < 0 for one in (*ours, *theirs)):
        raise BadOrder("An order needs somebody to release, and no value below nought.")
    bound = lower_bound(ours, theirs)
    if len(ours) + len(theirs) <= SMALL:
        releases = _least([*(Release(True, one) for one in ours), *(Release(False, one) for one in theirs)])
        return Order(releases, exposure(releases), bound)
    low, high, best = bound, bound, _built(ours, theirs, bound)
    while best is None:
        low, high = high, high + max(1, high // 200, 2 * (high - bound))
        best = _built(ours, theirs, high)
    while high - low > max(1, bound // 500):
        middle = (low + high) // 2
        found = _built(ours, theirs, middle)
        low, high, best = (middle, high, best) if found is None else (low, middle, found)
    return Order(best, exposure(best), bound)


def exposure(releases: Iterable[Release]) -> int:
    """The most that walking away pays a side at any moment of `releases`."""
    kept = list(releases)
    first = sum(one.item.cost if one.ours else -one.item.value for one in kept)
    second = sum(-one.item.value if one.ours else one.item.cost for one in kept)
    worst = max(first, second, 0)
    for one in kept:
        first, second = _after(one, first, second)
        worst = max(worst, first, second)
    return worst


def _after(one: Release, first: int, second: int) -> tuple[int, int]:
    cost, value = one.item.cost, one.item.value
    return (first - cost, second + value) if one.ours else (first + value, second - cost)


def _least(releases: Sequence[Release]) -> tuple[Release, ...]:
    """The order of the least exposure: over every set still to be released, the best next one."""
    worst, chosen, gains = [0], [0], [(0, 0)]
    for left in range(1, 1 << len(releases)):
        ones = [place for place in range(len(releases)) if left >> place & 1]
        one, (first, second) = releases[ones[-1]], gains[left & ~(1 << ones[-1])]
        cost, value = one.item.cost, one.item.value
        gains.append((first + cost, second - value) if one.ours else (first - value, second + cost))
        place = min(ones, key=lambda place: worst[left & ~(1 << place)])
        worst.append(max(worst[left & ~(1 << place)], *gains[left]))
        chosen.append(place)
    left, found = len(worst) - 1, list[Release]()
    while left:
        found.append(releases[chosen[left]])
        left &= ~(1 << chosen[left])
    return tuple(found)


def _built(ours: Sequence[Item], theirs: Sequence[Item], limit: int) -> tuple[Release, ...] | None:
    """An order that never exposes more than `limit`, if one is found."""
    first = sum(one.cost for one in ours) - sum(one.value for one in theirs)
    second = sum(one.cost for one in theirs) - sum(one.value for one in ours)
    if max(first, second) > limit:
        return None
    sides = ([Release(True, one) for one in ours], [Release(False, one) for one in theirs])
    gains = tuple([one for one in side if one.item.value >= one.item.cost] for side in sides)
    losses = tuple([one for one in side if one.item.value < one.item.cost] for side in sides)
    tail = _fitted([[(o.item.cost, o.item.value, o) for o in side] for side in gains], [limit, limit])
    turned = [[(o.item.value, o.item.cost, o) for o in side] for side in reversed(losses)]
    head = _fitted(turned, [limit - first, limit - second])
    return None if tail is None or head is None else (*head, *reversed(tail))


_Fit = tuple[int, int, Release]  # the room it needs on its side, the room it makes on the other, itself


def _fitted(sides: list[list[_Fit]], room: list[int]) -> list[Release] | None:
    """All of both sides one after the other, each into the room that is there; None if no taste gets them in."""
    for taste in _Taste:
        left = [sorted(side, key=lambda one: one[:2]) for side in sides]
        found = _filled(left, [*room], taste)
        if not any(left):
            return found
    return None


def _filled(left: list[list[_Fit]], room: list[int], taste: _Taste) -> list[Release]:
    """Takes from `left` until nothing fits."""
    found: list[Release] = []
    while (chosen := _chosen(left, room, taste)) is not None:
        side, place = chosen
        need, makes, release = left[side].pop(place)
        room[side] -= need
        room[1 - side] += makes
        found.append(release)
    return found


def _chosen(left: list[list[_Fit]], room: list[int], taste: _Taste) -> tuple[int, int] | None:
    """The side and place of the next one."""
    places = [bisect_right(left[side], room[side], key=lambda one: one[0]) - 1 for side in (0, 1)]
    if taste is _Taste.SMALLEST:
        places = [min(place, 0) for place in places]
    fitting = [side for side in (0, 1) if places[side] >= 0]
    if not fitting:
        return None
    side = max(fitting, key=lambda one: _rank(left[one][places[one]], room, one, taste))
    return side, places[side]


def _rank(one: _Fit, room: list[int], side: int, taste: _Taste) -> tuple[int, int]:
    need, makes, _ = one
    if taste is _Taste.LARGEST:
        return need, room[side]
    if taste is _Taste.BALANCED:
        return min(room[side] - need, room[1 - side] + makes), need
    return room[side], need
