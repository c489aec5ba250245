"""Finding packages: a pool, terms and an order of objectives, solved, and solved again with somebody in or out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from homeward.planner.columns import Built, build
from homeward.planner.objectives import HIERARCHY, Objective
from homeward.planner.people import Numbers
from homeward.planner.pool import Candidate, Direction, Pool
from homeward.planner.scales import weight
from homeward.planner.solve.levels import SECONDS, Best, Level, NoPackage, Tell, nothing, solve
from homeward.planner.solve.model import Floats
from homeward.planner.solve.program import Program
from homeward.planner.terms import Parity, Rule, Terms


@dataclass(frozen=True, slots=True)
class Package:
    """Who crosses each way, by id; `outside` are those who cross outside every count, `bodies` how many bodies are
    received and given, `owed` by how much we are ahead afterwards (in people, or in points where these balance), what
    was carried over included."""

    receive: tuple[str, ...]
    give: tuple[str, ...]
    outside: frozenset[str]
    levels: tuple[Level, ...]
    bodies: tuple[int, int] = (0, 0)
    owed: int = 0

    @property
    def proven(self) -> bool:
        return all(level.proven for level in self.levels)

    @property
    def everybody(self) -> frozenset[str]:
        return frozenset(self.receive) | frozenset(self.give)


_WHO = frozenset({Rule.CATEGORIES, Rule.ALL_OF, Rule.EVERYBODY, Rule.EXCLUDED, Rule.TIED, Rule.TOGETHER})
"""Rules that are more than rows."""


@dataclass(frozen=True)
class Planning:
    """One question to the planner; `without` leaves rules out, with `apart` nobody shares a column with people alike.
    What serves all answers is made once."""

    pool: Pool
    terms: Terms
    order: Sequence[Objective] = HIERARCHY
    without: frozenset[Rule] = frozenset()
    apart: bool = False

    @cached_property
    def built(self) -> Built:
        return build(self.pool, self.terms, order=self.order, without=self.without, apart=self.apart)

    def best(self, seconds: float = SECONDS, tell: Tell = nothing) -> Package:
        """The best package; `tell` hears how many levels of how many are closed.
        Raises NoPackage if the terms cannot be kept, NotSolved if the time did not suffice."""
        program = self.built.program
        return self.package(program, solve(program, seconds=seconds, tell=tell))

    def again(self, forced: Mapping[str, bool], near: Package, seconds: float = SECONDS) -> Package:
        """The best package in which some people must (True) or must not (False) be; `near` is the best package if
        nobody is forced. Raises as `best` does."""
        program = self._forced(forced)
        dropped = {id for id, inside in forced.items() if not inside}
        counts = self._counts(program, (near.everybody | forced.keys()) - dropped)
        return self.package(program, solve(program, seconds=seconds, near=counts, ceiling=near.levels))

    def kind(self, id: str) -> int:
        """The kind of somebody who may cross."""
        return int(self._kinds[self.built.people.index[id]])

    def counts(self, package: Package) -> Floats:
        """How many of each kind are in a package."""
        return self._counts(self.built.program, package.everybody)

    def loosened(self, rule: Rule) -> Planning:
        """The same question without `rule`."""
        return replace(self, without=self.without | {rule})

    def aimless(self) -> Planning:
        """The same question without any aim: whether a package exists at all."""
        return _built(replace(self, order=()), replace(self.built, program=replace(self.built.program, goals=())))

    def freed(self, rule: Rule) -> Planning:
        """The same question without `rule`, where it is not asked how good: rows are set free, and only what says who
        may cross, and who with whom, is built anew."""
        other = self.loosened(rule)
        if rule in _WHO:
            return _built(other, build(self.pool, self.terms, order=self.order, without=other.without))
        return _built(other, replace(self.built, program=self.built.program.freed(rule)))

    @cached_property
    def _kinds(self) -> Numbers:
        """The kind of everybody who may cross."""
        found = np.zeros(len(self.built.people), np.int64)
        for kind, members in enumerate(self.built.program.members):
            found[[place for member in members for place in member]] = kind
        return found

    def _forced(self, forced: Mapping[str, bool]) -> Program:
        """The program with a column of their own for those forced."""
        program, index, moved = self.built.program, self.built.people.index, dict[int, int]()
        for id, inside in forced.items():
            if id not in index:
                if inside:
                    raise NoPackage("This person may not cross under the terms.")
                continue
            place = index[id]
            kind = moved.get(place, int(self._kinds[place]))
            if len(program.members[kind]) > 1:
                number = next(number for number, member in enumerate(program.members[kind]) if place in member)
                moved |= dict.fromkeys(program.members[kind][number], len(program.members))
                program, kind = program.split(kind, number), len(program.members)
            if program.least[kind] > inside or program.most[kind] < inside:
                raise NoPackage("This person may not be left out or in under the terms.")
            program = program.fixed(kind, float(inside))
        return program

    def _counts(self, program: Program, wanted: frozenset[str]) -> Floats:
        """How many of each kind are wanted."""
        index = self.built.people.index
        inside = np.zeros(len(self.built.people), bool)
        inside[[index[id] for id in wanted if id in index]] = True
        firsts = np.fromiter((member[0] for members in program.members for member in members), np.int64)
        kinds = np.repeat(np.arange(len(program.members)), [len(members) for members in program.members])
        return np.bincount(kinds, inside[firsts], len(program.members)).astype(np.float64)

    def package(self, program: Program, found: Best) -> Package:
        """Who crosses in a solution of `program`, which has the columns of this question."""
        people, columns = self.built.people, self.built.columns
        chosen = np.flatnonzero(found.point.kinds > 0)
        places = [
            place
            for kind in chosen
            for member in program.members[kind][: round(found.point.kinds[kind])]
            for place in member
        ]
        taken = [people.all[place] for place in places]
        outside = frozenset(people.all[place].id for place in places if people.outside[place])
        extras = found.point.extras
        return Package(
            receive=tuple(one.id for one in taken if one.direction is Direction.RECEIVE),
            give=tuple(one.id for one in taken if one.direction is Direction.GIVE),
            outside=outside,
            levels=found.levels,
            bodies=(round(extras[columns.bodies_received]), round(extras[columns.bodies_given])),
            owed=self._owed([one for one in taken if one.id not in outside]),
        )

    def _owed(self, counted: list[Candidate]) -> int:
        """Where a ratio balances, given people count for what they are worth, rounded."""
        terms = self.terms
        points = terms.parity is Parity.POINTS
        in_each = {way: [one for one in counted if one.direction is way] for way in Direction}
        received, given = (sum(weight(one, terms.scale) if points else 1 for one in in_each[way]) for way in Direction)
        first, second = terms.ratio if terms.parity is Parity.RATIO else (1, 1)
        return terms.carried + round(received - given * first / second)


def _built(planning: Planning, built: Built) -> Planning:
    """`planning`, which need not build again what is `built`."""
    vars(planning)["built"] = built
    return planning
