"""Releases fitted one after the other into the room that is there, many ways at once (a beam search).

Each release needs room on its own side and makes room on the other. Among the ways to go on, those are kept that leave
the most room on the poorer side, on either side, and some at random, so that no taste is the only one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from homeward.handover.sequence import Release

WIDTH = 600
MOST = 160
"""Up to so many releases; more are fitted well enough by the tastes of `homeward.handover.greed`."""

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Fit:
    """A release with the room that it `needs` on `side` (0 or 1) and that it `makes` on the other."""

    needs: int
    makes: int
    side: int
    release: Release


@dataclass(slots=True)
class _Ways:
    """The ways kept: the rooms each leaves, who is left in each, and a number that is the same for the same set."""

    rooms: Numbers
    left: npt.NDArray[np.bool_]
    names: Numbers


def fitted(fits: Sequence[Fit], room: tuple[int, int]) -> list[Release] | None:
    """All of `fits`, each into the room that is there when its turn comes; None if no way is found."""
    chance = np.random.default_rng(len(fits))  # the same list is always fitted the same way
    needs, side = (np.array([getattr(one, name) for one in fits], np.int64) for name in ("needs", "side"))
    change = np.array([_change(one) for one in fits], np.int64).reshape(-1, 2)
    names = chance.integers(0, 2**62, len(fits))
    ways = _Ways(np.array([room], np.int64), np.ones((1, len(fits)), np.bool_), np.zeros(1, np.int64))
    steps: list[tuple[Numbers, Numbers]] = []
    for _ in fits:
        from_, taken = np.nonzero(ways.left & (needs <= ways.rooms[:, side]))
        called, first = np.unique(ways.names[from_] ^ names[taken], return_index=True)
        from_, taken = from_[first], taken[first]
        rooms = ways.rooms[from_] + change[taken]
        kept = _kept(rooms, chance)
        if not len(kept):
            return None
        from_, taken = from_[kept], taken[kept]
        left = ways.left[from_]
        left[np.arange(len(kept)), taken] = False
        ways = _Ways(rooms[kept], left, called[kept])
        steps.append((from_, taken))
    return [fits[place].release for place in _way(steps)]


def _change(one: Fit) -> tuple[int, int]:
    return (one.makes, -one.needs) if one.side else (-one.needs, one.makes)


def _kept(rooms: Numbers, chance: np.random.Generator) -> Numbers:
    """The places of the ways to go on with."""
    if len(rooms) <= WIDTH:
        return np.arange(len(rooms))
    share = WIDTH // 4
    tastes = (rooms.min(axis=1), rooms[:, 0], rooms[:, 1])
    best = [np.argpartition(-taste, share)[:share] for taste in tastes]
    return np.unique(np.concatenate([*best, chance.integers(0, len(rooms), share)]))


def _way(steps: Sequence[tuple[Numbers, Numbers]]) -> list[int]:
    """The first of the ways kept to the end, from its beginning."""
    found, at = list[int](), 0
    for from_, taken in reversed(steps):
        found.append(int(taken[at]))
        at = int(from_[at])
    return found[::-1]
