"""The unknowns of a deal, and rows over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from homeward.planner.parties.table import BadTable, Group, Table
from homeward.planner.solve.model import INFINITY

Terms = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """`lower` <= sum of factor times column <= `upper`."""

    terms: Terms
    lower: float
    upper: float


def at_most(terms: Iterable[tuple[int, float]], upper: float) -> Row:
    return Row(tuple(terms), -INFINITY, upper)


class Columns:
    """One column for each group (0/1 where it is whole, else a number of people), each party (1 if it releases
    anybody), each act (1 if it is done); the last is the day of the deal, counted from the first possible."""

    def __init__(self, table: Table) -> None:
        self.table = table
        names = [*(one.id for one in table.groups), *table.parties, *(one.id for one in table.acts)]
        self._places = {name: place for place, name in enumerate(names)}
        self.day = len(names)

    def place(self, name: str) -> int:
        """The column of a group, party or act; raises BadTable if the table lacks it."""
        if name not in self._places:
            raise BadTable(f"A clause names {name}, which is not on the table.")
        return self._places[name]

    def top(self, group: Group) -> float:
        """The highest value of the group's column."""
        return 1.0 if group.whole else float(group.people)

    def people(self, groups: Iterable[Group], factor: float = 1.0) -> Terms:
        """How many people of these groups are released, each counted `factor` times."""
        return tuple((self.place(one.id), factor * one.people / self.top(one)) for one in groups)

    def share(self, group: Group, factor: float = 1.0) -> Terms:
        """What share of the group is released."""
        return ((self.place(group.id), factor / self.top(group)),)
