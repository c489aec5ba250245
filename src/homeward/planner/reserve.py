"""Who comes instead: for each person who may drop out the ranked replacements that keep every rule of the terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from homeward.planner.package import Package, Planning
from homeward.planner.solve.model import Floats
from homeward.planner.solve.program import Program
from homeward.planner.terms import Rule

_LOOKED_AT = 2000  # kinds tried for one person
_SLACK = 1e-6
Changes = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Replacement:
    """People who could come instead (one, or a family), and by how much each level that changes would change."""

    ids: tuple[str, ...]
    changes: Changes


def replacements(
    planning: Planning, package: Package, id: str, *, most: int = 3, among: frozenset[str] | None = None
) -> tuple[Replacement, ...]:
    """The best replacements of `id` (with whoever crosses only with him), the best first; at the crossing `among` are
    those who stand ready. Everybody else stays in, and parity and every other rule hold after the change. Empty if
    `id` is not in the package, or may no longer cross by the pool as it is."""
    found: list[Replacement] = []
    if id not in package.everybody & planning.built.people.index.keys():
        return ()
    for changes, members in _Swap(planning, package, id).kinds():
        people = planning.built.people.all
        for member in members:
            ids = tuple(people[place].id for place in member)
            if package.everybody.isdisjoint(ids) and (among is None or among.issuperset(ids)):
                found.append(Replacement(ids, changes))
                if len(found) == most:
                    return tuple(found)
    return tuple(found)


class _Swap:
    """One kind fewer of the package, another in its stead."""

    def __init__(self, planning: Planning, package: Package, id: str) -> None:
        self.program, self.out = planning.built.program, planning.kind(id)
        self.counts = planning.counts(package)
        without = self.counts.copy()
        without[self.out] -= 1
        self.sums = self.program.matrix.times(without, len(self.program.rules))
        used = np.zeros(len(self.program.extras.upper), bool)
        used[self.program.link_extras[self.counts[self.program.link_kinds] > 0]] = True
        self.visited = used
        self.per_number = _of_number(self.program, planning.built.columns.number)
        self.total = next(
            (row for row, rule in enumerate(self.program.rules) if rule is None and self.per_number[row]), 0
        )
        self.kept = np.array([rule not in (None, Rule.PLACES, Rule.CAMPS, Rule.BODIES) for rule in self.program.rules])

    def kinds(self) -> Iterator[tuple[Changes, tuple[tuple[int, ...], ...]]]:
        """Kinds that may stand in, the best first, each with the changes of the levels and its members."""
        program = self.program
        spare = program.most - self.counts > 0
        levels = [goal.kinds for goal in reversed(program.goals)]
        order = np.lexsort([-level for level in levels]) if levels else np.arange(len(spare))
        for kind in order[spare[order]][:_LOOKED_AT]:
            if self.fits(int(kind)):
                yield self.changes(int(kind)), program.members[kind]

    def fits(self, kind: int) -> bool:
        """Whether every rule holds with this kind, fetched from places that are visited anyway."""
        program = self.program
        if not self.visited[program.link_extras[program.link_kinds == kind]].all():
            return False
        column = program.matrix.take(np.array([kind], dtype=np.int32))
        sums = self.sums.copy()
        sums[column.indices] += column.values
        sums += self.per_number * sums[self.total]
        held = (sums >= program.lower - _SLACK) & (sums <= program.upper + _SLACK)
        return bool(held[self.kept].all())

    def changes(self, kind: int) -> Changes:
        gains = [
            (goal.key, round(goal.sense * (goal.kinds[kind] - goal.kinds[self.out]))) for goal in self.program.goals
        ]
        return tuple((key, gain) for key, gain in gains if gain)


def _of_number(program: Program, column: int) -> Floats:
    """By how much each row falls for one more received within the count, where it speaks of a share of them."""
    entries = program.extras.matrix.take(np.array([column], dtype=np.int32))
    found = np.zeros(len(program.rules))
    found[entries.indices] = entries.values
    return found
