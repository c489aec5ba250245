"""What a list has in common: nine people known to have been in cell 12 make the tenth likelier who was there too.

Each person is known by marks: a cell, a unit, the event of a capture. How many of the other lines bear a mark, as far
as they are told, against how many of those offered who are
probably not on it, is the weight of bearing it. A line does not speak for
itself, and of several marks the weightiest counts alone, since cellmates are mostly comrades."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.linkage.resolve_once import Weights, marginals

_DOUBT = 4.0  # lines' worth of doubt that a list has anything in common
_RARE = 0.05  # share of people who bear a mark, where nobody offered tells
_ROUNDS = 6

Flags = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Context:
    """What the list in common adds to the log-odds of each person for each line, and the number of the mark by which
    it does, -1 where none is shared."""

    added: Weights
    mark: NDArray[np.intp]


def shared(marks: Sequence[frozenset[str]]) -> tuple[list[str], Flags]:
    """The marks that several of the people bear, and who bears which: (people, marks)."""
    counts = Counter(mark for one in marks for mark in one)
    names = sorted(mark for mark, count in counts.items() if count > 1)
    return names, np.array([[float(name in one) for name in names] for one in marks]).reshape(len(marks), len(names))


def context(weights: Weights, bears: Flags) -> Context:
    """Read the lines together: who is likely says what is shared, which says who is likely, until both agree."""
    found = Context(np.zeros_like(weights), np.full(weights.shape, -1, np.intp))
    for _ in range(_ROUNDS if bears.size else 0):
        found = _once(marginals(weights + found.added), bears)
    return found


def _once(chances: Weights, bears: Flags) -> Context:
    elsewhere = 1 - chances.sum(axis=0)
    usual = (elsewhere @ bears + _RARE) / (elsewhere.sum() + 1)
    per_line = chances @ bears
    others = per_line.sum(axis=0) - per_line
    told = chances.sum() - chances.sum(axis=1, keepdims=True)
    share = (others + _DOUBT * usual) / (told + _DOUBT)
    borne, lacking = np.log(share / usual), np.log((1 - share) / (1 - usual))
    gains = np.where(bears[None, :, :] > 0, borne[:, None, :], -np.inf)
    best, top = gains.max(axis=2), np.argmax(borne, axis=1)
    without = lacking[np.arange(len(lacking)), top][:, None]
    return Context(np.where(best > 0, best, np.minimum(without, 0)), np.where(best > 0, np.argmax(gains, axis=2), -1))
