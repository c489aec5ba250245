"""One person stands on a list once: the probabilities and the best assignment under that rule.

Weights are a matrix of log-odds, a row a line of the list, a column a person, against the line meaning somebody else;
-inf where the person is not offered for the line."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_ROUNDS = 60
_STILL = 1e-9
_MOST = 60.0  # log-odds beyond which nothing changes

Weights = NDArray[np.float64]


def marginals(weights: Weights) -> Weights:
    """How probable each person is for each line when nobody may stand on two: sum-product messages between lines and
    people (Williams and Lau 2014). They always converge; where lines and people form no circle the answer is exact, and
    within a quarter of it where few lines all contend for the same few people."""
    odds = np.exp(np.minimum(weights, _MOST))
    free = np.ones_like(odds)  # how free each person is of the other lines, as each line hears it
    for _ in range(_ROUNDS):
        heard = odds * free
        asked = odds / (1 + heard.sum(axis=1, keepdims=True) - heard)
        now = 1 / (1 + asked.sum(axis=0, keepdims=True) - asked)
        still = np.abs(now - free).max(initial=0.0) < _STILL
        free = now
        if still:
            break
    heard = odds * free
    found: Weights = heard / (1 + heard.sum(axis=1, keepdims=True))
    return found


def assign(weights: Weights) -> NDArray[np.intp]:
    """The column of each line, -1 for somebody else, that make the weights add up to the most with no column twice: by
    shortest augmenting paths (Jonker and Volgenant 1987)."""
    lines, people = weights.shape
    costs = np.concatenate([-np.maximum(weights, -_MOST * 2), np.zeros((lines, lines))], axis=1)
    owner = np.full(people + lines, -1, np.intp)
    of_line, of_column = np.zeros(lines), np.zeros(people + lines)
    for line in range(lines):
        _augment(costs, line, owner, of_line, of_column)
    found = np.full(lines, -1, np.intp)
    taken = np.flatnonzero(owner[:people] >= 0)
    found[owner[taken]] = taken
    return found


def _augment(costs: Weights, line: int, owner: NDArray[np.intp], of_line: Weights, of_column: Weights) -> None:
    """Give `line` a column along the cheapest path of lines that each pass to another; keep the prices right."""
    length = np.full(len(owner), np.inf)
    before = np.full(len(owner), -1, np.intp)
    done = np.zeros(len(owner), np.bool_)
    at, so_far, column = line, 0.0, -1
    while at >= 0:
        reduced = so_far + costs[at] - of_line[at] - of_column
        better = ~done & (reduced < length)
        length[better], before[better] = reduced[better], column
        column = int(np.argmin(np.where(done, np.inf, length)))
        so_far, done[column] = float(length[column]), True
        at = int(owner[column])
    passed = done & (owner >= 0)
    of_line[line] += so_far
    of_line[owner[passed]] += so_far - length[passed]
    of_column[done] -= so_far - length[done]
    while column >= 0:
        owner[column] = line if before[column] < 0 else owner[before[column]]
        column = int(before[column])
