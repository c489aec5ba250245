"""Where a search begins: which columns, which places, how narrow."""

from __future__ import annotations

import numpy as np

from homeward.planner.solve.model import Integers
from homeward.planner.solve.program import Flags, Point, Program
from homeward.planner.terms import Rule

_NONE = np.empty(0, np.int32)
_FIRST, _LEAST = 1600, 6  # kinds that a relaxation begins with, of each place at least so many


def steps(value: int | None, top: int) -> list[int | None]:
    """What to search for, one after the other, between the best value known and its bound."""
    if value is None:
        return [None]
    wide = top - value
    return [*sorted({top - wide // 8, top - wide // 3, value + 1}, reverse=True)]


def promising(program: Program) -> Flags:
    """The kinds of each place that stand first in the order of the goals, and all that stand in no place."""
    keys = [goal.kinds for goal in reversed(program.goals)]
    order = np.lexsort([-key for key in keys]) if keys else np.arange(len(program.members))
    place = np.full(len(program.members), -1)
    place[program.link_kinds] = program.link_extras
    places = len(np.unique(program.link_extras)) + 1
    return _foremost(order, place, max(_FIRST // places, _LEAST))


def _foremost(order: Integers, place: Integers, most: int) -> Flags:
    rank = np.empty(len(order), int)
    grouped = order[np.argsort(place[order], kind="stable")]
    starts = np.searchsorted(place[grouped], place[grouped])
    rank[grouped] = np.arange(len(order)) - starts
    return rank < most


def closed(program: Program, point: Point, spare: int) -> Integers:
    """The places beyond those that `point` uses, as far as the rules allow, and `spare` more."""
    weight = point.extras
    matrix, found = program.extras.matrix, [_NONE]
    for row, rule in enumerate(program.rules):
        if rule in (Rule.PLACES, Rule.CAMPS):
            columns = matrix.columns[matrix.rows == row]
            order = columns[np.argsort(-weight[columns], kind="stable")]
            liked = int((weight[columns] > 0.5).sum())
            found.append(order[max(liked, int(min(program.upper[row], len(columns)))) + spare :])
    return np.concatenate(found).astype(np.int32)
