"""Conditions that nobody has to state: they follow from what lies on the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from homeward.planner.parties.clauses import Clause, Host
from homeward.planner.parties.columns import Columns, Row, at_most
from homeward.planner.parties.table import Table
from homeward.words import Saying, saying


@dataclass(frozen=True, slots=True)
class Unwilling:
    """These people do not wish to cross; nobody is sent against his will (GC III art 109)."""

    group: str

    def said(self, table: Table) -> Saying:
        return saying("planner.parties", "unwilling", group=self.group)

    def rows(self, columns: Columns) -> Iterator[Row]:
        yield at_most(((columns.place(self.group), 1.0),), 0.0)


@dataclass(frozen=True, slots=True)
class Late:
    """The act cannot be done by the last day of the deal, or will not be done at all."""

    act: str

    def said(self, table: Table) -> Saying:
        return saying(
            "planner.parties", "late", act=self.act, party=table.act(self.act).party, day=table.until.isoformat()
        )

    def rows(self, columns: Columns) -> Iterator[Row]:
        yield at_most(((columns.place(self.act), 1.0),), 0.0)


@dataclass(frozen=True, slots=True)
class Withheld:
    """A group is not released, an act refused, or a party takes no part: it releases, hosts and does nothing."""

    name: str

    def said(self, table: Table) -> Saying:
        kind = "party" if self.name in table.parties else "group" if _is_group(table, self.name) else "act"
        return saying("planner.parties", f"withheld_{kind}", name=self.name)

    def rows(self, columns: Columns) -> Iterator[Row]:
        yield at_most(((columns.place(self.name), 1.0),), 0.0)
        yield from _none_stays(columns, self.name)
        for act in columns.table.acts:
            if act.party == self.name:
                yield at_most(((columns.place(act.id), 1.0),), 0.0)


@dataclass(frozen=True, slots=True)
class NoHost:
    """The party has not agreed that anybody stays on its territory."""

    party: str

    def said(self, table: Table) -> Saying:
        return saying("planner.parties", "no_host", party=self.party)

    def rows(self, columns: Columns) -> Iterator[Row]:
        return _none_stays(columns, self.party)


def givens(table: Table, stated: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """What follows from the table where these clauses are stated."""
    hosts = {one.party for one in stated if isinstance(one, Host)}
    return (
        *(Withheld(name) for name in sorted(table.withheld)),
        *(Unwilling(one.id) for one in table.groups if not one.willing),
        *(Late(one.id) for one in table.acts if one.ready_on is None or one.ready_on > table.until),
        *(NoHost(party) for party in sorted({one.stays for one in table.groups if one.stays} - hosts)),
    )


def _is_group(table: Table, name: str) -> bool:
    return any(one.id == name for one in table.groups)


def _none_stays(columns: Columns, party: str) -> Iterator[Row]:
    if staying := [one for one in columns.table.groups if one.stays == party]:
        yield at_most(columns.people(staying), 0.0)
