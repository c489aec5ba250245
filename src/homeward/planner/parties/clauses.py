"""The conditions of a deal: sentences for people and rows for the solver, from one value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from homeward.planner.parties.columns import Columns, Row, at_most
from homeward.planner.parties.table import Group, Table
from homeward.words import Saying, saying


class Clause(Protocol):
    """A condition that can be said and solved."""

    def said(self, table: Table) -> Saying: ...

    def rows(self, columns: Columns) -> Iterator[Row]: ...


@dataclass(frozen=True, slots=True)
class Needs:
    """`party` releases nobody unless all of `groups` are released: the people it cannot do without."""

    party: str
    groups: tuple[str, ...]

    def said(self, table: Table) -> Saying:
        return _say("needs", party=self.party, groups=_list(self.groups))

    def rows(self, columns: Columns) -> Iterator[Row]:
        for group in _groups(columns, self.groups):
            yield at_most(((columns.place(self.party), 1.0), *columns.share(group, -1.0)), 0.0)


@dataclass(frozen=True, slots=True)
class Only:
    """Of each of `groups` no larger a share is released than of each of `others`."""

    groups: tuple[str, ...]
    others: tuple[str, ...]

    def said(self, table: Table) -> Saying:
        return _say("only", groups=_list(self.groups), others=_list(self.others))

    def rows(self, columns: Columns) -> Iterator[Row]:
        for group in _groups(columns, self.groups):
            for other in _groups(columns, self.others):
                yield at_most((*columns.share(group), *columns.share(other, -1.0)), 0.0)


@dataclass(frozen=True, slots=True)
class After:
    """None of `groups` is released before `act` is done."""

    groups: tuple[str, ...]
    act: str

    def said(self, table: Table) -> Saying:
        return _say("after", groups=_list(self.groups), act=self.act, party=table.act(self.act).party)

    def rows(self, columns: Columns) -> Iterator[Row]:
        for group in _groups(columns, self.groups):
            yield at_most((*columns.share(group), (columns.place(self.act), -1.0)), 0.0)


@dataclass(frozen=True, slots=True)
class Host:
    """`party` lets at most so many people stay on its territory under its guarantee."""

    party: str
    most: int

    def said(self, table: Table) -> Saying:
        return _say("host", party=self.party, number=self.most)

    def rows(self, columns: Columns) -> Iterator[Row]:
        yield at_most(columns.people(one for one in columns.table.groups if one.stays == self.party), self.most)


@dataclass(frozen=True, slots=True)
class Balance:
    """`first` releases to `second` as `ratio[0]` is to `ratio[1]` of what it receives from it, give or take
    `tolerance` people; of the dead alone if `bodies`, else of the living alone."""

    first: str
    second: str
    ratio: tuple[int, int] = (1, 1)
    tolerance: int = 0
    bodies: bool = False

    def said(self, table: Table) -> Saying:
        key = "balance_bodies" if self.bodies else "balance"
        first, second = self.ratio
        return _say(key, first=self.first, second=self.second, gives=first, takes=second, tolerance=self.tolerance)

    def rows(self, columns: Columns) -> Iterator[Row]:
        gives, takes = self.ratio
        one_way = columns.people(self._between(columns.table, self.first, self.second), float(takes))
        other_way = columns.people(self._between(columns.table, self.second, self.first), -float(gives))
        yield Row((*one_way, *other_way), -float(self.tolerance * takes), float(self.tolerance * takes))

    def _between(self, table: Table, holder: str, claimant: str) -> Iterator[Group]:
        return (
            one for one in table.groups if (one.holder, one.claimant, one.bodies) == (holder, claimant, self.bodies)
        )


@dataclass(frozen=True, slots=True)
class Most:
    """`party` releases at most so many living people."""

    party: str
    number: int

    def said(self, table: Table) -> Saying:
        return _say("most", party=self.party, number=self.number)

    def rows(self, columns: Columns) -> Iterator[Row]:
        held = (one for one in columns.table.groups if one.holder == self.party and not one.bodies)
        yield at_most(columns.people(held), self.number)


def _groups(columns: Columns, ids: Iterable[str]) -> list[Group]:
    return [columns.table.group(one) for one in ids]


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def _say(key: str, **values: str | int) -> Saying:
    return saying("planner.parties", key, **values)
