"""The best order of few releases: over every set of them, the best one to go first (dynamic programming).

Sets are numbers whose bits are the releases; all sets of one size are worked out at once, as arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from homeward.handover.sequence import Release

FEW = 20
"""Up to so many releases: a million sets, a tenth of a second."""

Numbers = npt.NDArray[np.int64]


def least(releases: Sequence[Release]) -> tuple[Release, ...]:
    """The order of the least exposure."""
    worst, found = _worst(releases), list[Release]()
    left = len(worst) - 1
    while left:
        ones = [place for place in range(len(releases)) if left >> place & 1]
        place = min(ones, key=lambda place: int(worst[left & ~(1 << place)]))
        found.append(releases[place])
        left &= ~(1 << place)
    return tuple(found)


def _worst(releases: Sequence[Release]) -> Numbers:
    """For every set still to be released, the most that walking away pays a side from there on, in its best order."""
    worst, sizes = _gains(releases)
    bits = np.arange(len(worst))
    for size in range(1, len(releases) + 1):
        sets = bits[sizes == size]
        after = np.full(len(sets), np.iinfo(np.int64).max)
        for place in range(len(releases)):
            has = sets >> place & 1 == 1
            after[has] = np.minimum(after[has], worst[sets[has] ^ (1 << place)])
        worst[sets] = np.maximum(worst[sets], after)
    return worst


def _gains(releases: Sequence[Release]) -> tuple[Numbers, Numbers]:
    """For every set: the most that walking away pays a side while it is still to be released, and its size."""
    first, second, sizes = (np.zeros(1, np.int64) for _ in range(3))
    for one in releases:
        cost, value = one.item.cost, one.item.value
        more, less = (cost, -value) if one.ours else (-value, cost)
        first, second = np.concatenate([first, first + more]), np.concatenate([second, second + less])
        sizes = np.concatenate([sizes, sizes + 1])
    return np.maximum(np.maximum(first, second), 0), sizes
