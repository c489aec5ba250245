"""Releases fitted one after the other into the room that is there, by one taste after the other: fast at any size."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum

from homeward.handover.beam import Fit
from homeward.handover.sequence import Release


class _Taste(StrEnum):
    """Which of those that fit comes next; each taste is the best for some lists."""

    LARGEST = "largest"
    SMALLEST = "smallest"
    ROOMIEST = "roomiest"
    BALANCED = "balanced"


def fitted(fits: Sequence[Fit], room: tuple[int, int]) -> list[Release] | None:
    """All of `fits`, each into the room that is there when its turn comes; None if no taste gets them in."""
    for taste in _Taste:
        left = [sorted((one for one in fits if one.side == side), key=_size) for side in (0, 1)]
        found = _filled(left, [*room], taste)
        if not any(left):
            return found
    return None


def _size(one: Fit) -> tuple[int, int]:
    return one.needs, one.makes


def _filled(left: list[list[Fit]], room: list[int], taste: _Taste) -> list[Release]:
    """Takes from `left` until nothing fits."""
    found: list[Release] = []
    while (chosen := _chosen(left, room, taste)) is not None:
        side, place = chosen
        one = left[side].pop(place)
        room[side] -= one.needs
        room[1 - side] += one.makes
        found.append(one.release)
    return found


def _chosen(left: list[list[Fit]], room: list[int], taste: _Taste) -> tuple[int, int] | None:
    """The side and place of the next one."""
    places = [bisect_right(left[side], room[side], key=lambda one: one.needs) - 1 for side in (0, 1)]
    if taste is _Taste.SMALLEST:
        places = [min(place, 0) for place in places]
    fitting = [side for side in (0, 1) if places[side] >= 0]
    if not fitting:
        return None
    side = max(fitting, key=lambda one: _rank(left[one][places[one]], room, taste))
    return side, places[side]


def _rank(one: Fit, room: list[int], taste: _Taste) -> tuple[int, int]:
    if taste is _Taste.LARGEST:
        return one.needs, room[one.side]
    if taste is _Taste.BALANCED:
        return min(room[one.side] - one.needs, room[1 - one.side] + one.makes), one.needs
    return room[one.side], one.needs
