"""How little any order of releases can expose: bounds that hold whatever the order.

Whoever is released, at the moment before and after it the others are divided into those released and those not. The
best division, people being divisible, is a linear programme of two rows; by its dual every weight between the two
sides gives a bound, and the best of a grid of weights is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

WEIGHTS = tuple(Fraction(n, 40) for n in range(41))


@dataclass(frozen=True, slots=True)
class Item:
    """Somebody, or people who stay together, released at once: what that costs the giver and what it is worth to the
    receiver, in whole points of one scale each."""

    id: str
    cost: int
    value: int


def lower_bound(ours: Sequence[Item], theirs: Sequence[Item]) -> int:
    """What the best order of the first side's `ours` and the second side's `theirs` exposes at the least."""
    first = sum(one.cost for one in ours) - sum(one.value for one in theirs)
    second = sum(one.cost for one in theirs) - sum(one.value for one in ours)
    begin = [max(first - one.cost, second + one.value) for one in ours]
    begin += [max(first + one.value, second - one.cost) for one in theirs]
    end = min(one.cost for one in (*ours, *theirs))
    return max(0, first, second, min(begin), end, ceil(max(_divided(ours, theirs, weight) for weight in WEIGHTS)))


def _divided(ours: Sequence[Item], theirs: Sequence[Item], weight: Fraction) -> Fraction:
    """The bound of the dual at `weight`, for the item for which it is greatest."""
    w, v = weight.numerator, weight.denominator - weight.numerator
    mine = [min(0, w * one.cost - v * one.value) for one in ours]
    yours = [min(0, v * one.cost - w * one.value) for one in theirs]
    both = sum(mine) + sum(yours)
    found = [w * one.cost - less for one, less in zip(ours, mine, strict=True)]
    found += [v * one.cost - less for one, less in zip(theirs, yours, strict=True)]
    return Fraction(both + max(found), weight.denominator)
