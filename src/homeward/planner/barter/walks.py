"""The best walks of a given length through reduced weights, and those of them that meet no vertex twice.

The completion of a vertex is the most that so many further steps and the closing can add, as if a walk might meet a
vertex twice. Following completions gives one walk for each beginning; where all of these repeat a vertex, walks are
searched one by one, cut by the same completions, so that nothing is missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.planner.barter.graph import ABSENT, Floats, Indices

NEAR = 1e-7
_PORTION = 256


@dataclass(frozen=True, slots=True)
class Completions:
    """`best[t][v]`: the most that `t` further steps from `v` and the closing add; `step[t - 1][v]`: the vertex that
    the best of them goes to."""

    best: tuple[Floats, ...]
    step: tuple[Indices, ...]


@dataclass(frozen=True, slots=True)
class Walks:
    """Walks of the same length, one a line of `vertices`, with the sums of their reduced weights."""

    vertices: NDArray[np.intp]
    values: Floats

    def pick(self, lines: NDArray[np.bool_] | Indices) -> Walks:
        return Walks(self.vertices[lines], self.values[lines])

    def longer(self, lines: Indices, to: Indices, values: Floats) -> Walks:
        """The walks of `lines` with one more vertex each, where that is a new one."""
        longer = Walks(np.column_stack((self.vertices[lines], to)), values)
        return longer.pick((longer.vertices[:, :-1] != to[:, None]).all(axis=1))


def complete(reduced: Floats, closing: Floats, through: Indices, begun: Indices, steps: int) -> Completions:
    """The completions of up to `steps` steps: of that many from the vertices `begun`, of fewer from those that a
    walk may pass `through`. `closing` is what ending at a vertex adds, ABSENT where a walk cannot end."""
    best, step = [closing], []
    for left in range(steps, 0, -1):
        starts, ends = begun if left == 1 else through, np.flatnonzero(best[-1] > ABSENT)
        more, to = np.full(len(closing), ABSENT), np.zeros(len(closing), np.intp)
        if starts.size and ends.size:
            table = reduced[starts[:, None], ends] + best[-1][ends]
            place = table.argmax(axis=1)
            more[starts], to[starts] = table[np.arange(len(starts)), place], ends[place]
        best.append(more)
        step.append(to)
    return Completions(tuple(best), tuple(step))


def follow(begun: Walks, completions: Completions) -> Walks:
    """Each walk continued by the best steps, if it then meets no vertex twice and is worth more than nothing."""
    walks = Walks(begun.vertices, begun.values + completions.best[-1][begun.vertices[:, -1]])
    for step in reversed(completions.step):
        to = step[walks.vertices[:, -1]]
        walks = walks.longer(np.arange(len(to)), to, walks.values)
    return walks.pick(walks.values > NEAR)


def search(reduced: Floats, begun: Walks, completions: Completions, least: float = NEAR) -> Iterator[Walks]:
    """All walks that continue one of `begun`, meet no vertex twice and are worth more than `least`, a portion at a
    time."""
    return _deeper(reduced, begun, completions, len(completions.step), least)


def _deeper(reduced: Floats, walks: Walks, completions: Completions, left: int, least: float) -> Iterator[Walks]:
    for begin in range(0, len(walks.values), _PORTION):
        portion = walks.pick(np.arange(begin, min(begin + _PORTION, len(walks.values))))
        if left == 0:
            values = portion.values + completions.best[0][portion.vertices[:, -1]]
            yield Walks(portion.vertices, values).pick(values > least)
            continue
        table = portion.values[:, None] + reduced[portion.vertices[:, -1]]
        lines, to = np.nonzero(table + completions.best[left - 1] > least)
        yield from _deeper(reduced, portion.longer(lines, to, table[lines, to]), completions, left - 1, least)
