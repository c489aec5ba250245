"""A whole-number program in arrays, each row with the rule it comes from.

Columns are kinds (people alike in every row and every objective: 0 to the number of them) and a few extras, such as
one 0/1 column for each place. A link says that a kind crosses only if its extra column is 1."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from homeward.planner.solve.model import INFINITY, Floats, Integers, Lines
from homeward.planner.terms import Rule

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Sparse:
    """A matrix column by column: the entries of column `i` stand from `starts[i]` to `starts[i + 1]`."""

    starts: Integers
    rows: Integers
    values: Floats

    @cached_property
    def columns(self) -> Integers:
        """The column of each entry."""
        lengths = np.diff(self.starts)
        return np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)

    @classmethod
    def of(cls, rows: Integers, columns: Integers, values: Floats, width: int) -> Sparse:
        """A matrix of `width` columns from entries in any order; entries at the same place are added up."""
        order = np.lexsort((rows, columns))
        rows, columns, values = rows[order], columns[order], values[order]
        first = np.ones(len(rows), bool)
        first[1:] = (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])
        sums = np.add.reduceat(values, np.flatnonzero(first)) if len(values) else values
        kept = sums != 0
        rows, columns, sums = rows[first][kept], columns[first][kept], sums[kept]
        starts = np.searchsorted(columns, np.arange(width + 1))
        return cls(starts.astype(np.int32), rows.astype(np.int32), sums.astype(np.float64))

    def take(self, columns: Integers) -> Lines:
        """Some columns, for a model."""
        begins, lengths = self.starts[columns], np.diff(self.starts)[columns]
        starts = np.concatenate(([0], np.cumsum(lengths)))[: len(columns)].astype(np.int32)
        places = np.repeat(begins - starts, lengths) + np.arange(lengths.sum())
        return Lines(starts, self.rows[places], self.values[places])

    def weighed(self, duals: Floats) -> Floats:
        """For each column the sum of its entries, each times the dual of its row."""
        return np.bincount(self.columns, self.values * duals[self.rows], len(self.starts) - 1).astype(np.float64)

    def times(self, columns: Floats, rows: int) -> Floats:
        """For each row the sum of its entries, each times the value of its column."""
        return np.bincount(self.rows, self.values * columns[self.columns], rows).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Goal:
    """One level of the objective, always to be made as large as possible; `sense` -1 for a level that is told the
    other way round."""

    key: str
    sense: int
    kinds: Floats
    extras: Floats

    def value(self, answer: Point) -> int:
        return round(float((self.kinds * answer.kinds).sum() + (self.extras * answer.extras).sum()))


@dataclass(frozen=True, slots=True)
class Extras:
    """Columns that are no people, with their bounds, and which must be whole numbers."""

    lower: Floats
    upper: Floats
    whole: Flags
    matrix: Sparse


@dataclass(frozen=True, slots=True)
class Point:
    """A value of every column."""

    kinds: Floats
    extras: Floats


@dataclass(frozen=True, slots=True)
class Program:
    """`members` are those of each kind, longest held first, each a tuple of people who cross together (by their place
    in the pool's order); `least` and `most` bound how many of them cross. `lower` <= matrix times columns <=
    `upper`, because of `rules` (None: the row only defines a column)."""

    members: tuple[tuple[tuple[int, ...], ...], ...]
    least: Floats
    most: Floats
    matrix: Sparse
    extras: Extras
    lower: Floats
    upper: Floats
    rules: tuple[Rule | None, ...]
    link_kinds: Integers
    link_extras: Integers
    goals: tuple[Goal, ...]

    def split(self, kind: int, member: int) -> Program:
        """The same program with one member of a kind in a column of his own, the last."""
        others = self.members[kind][:member] + self.members[kind][member + 1 :]
        copied = self.matrix.take(np.array([kind], dtype=np.int32))
        links = self.link_extras[self.link_kinds == kind]
        size, kept = len(self.members), (*self.members[:kind], others, *self.members[kind + 1 :])
        one = float(self.least[kind] == self.most[kind] > 0)
        most, least = np.append(self.most, 1.0), np.append(self.least, one)
        most[kind] -= 1
        least[kind] = max(least[kind] - one, 0.0)
        return replace(
            self,
            members=(*kept, (self.members[kind][member],)),
            least=least,
            most=most,
            matrix=Sparse(
                np.append(self.matrix.starts, self.matrix.starts[-1] + len(copied.indices)).astype(np.int32),
                np.append(self.matrix.rows, copied.indices).astype(np.int32),
                np.append(self.matrix.values, copied.values),
            ),
            link_kinds=np.append(self.link_kinds, np.full(len(links), size, np.int32)).astype(np.int32),
            link_extras=np.append(self.link_extras, links).astype(np.int32),
            goals=tuple(replace(goal, kinds=np.append(goal.kinds, goal.kinds[kind])) for goal in self.goals),
        )

    def fixed(self, kind: int, value: float) -> Program:
        """The same program with one kind held at a value."""
        least, most = self.least.copy(), self.most.copy()
        least[kind] = most[kind] = value
        return replace(self, least=least, most=most)

    def freed(self, rule: Rule) -> Program:
        """The same program with the rows of one rule holding nothing."""
        lower, upper = self.lower.copy(), self.upper.copy()
        of = np.array([one is rule for one in self.rules])
        lower[of], upper[of] = -INFINITY, INFINITY
        return replace(self, lower=lower, upper=upper)
