"""What lies on the table: who could be released by whom to whom, and what a state must first do in its own law."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from homeward.errors import HomewardError

PARTIES = range(2, 9)
"""How many parties may sit at one table."""


class BadTable(HomewardError):
    """What lies on the table contradicts itself."""


@dataclass(frozen=True, slots=True)
class Group:
    """People, or with `bodies` the dead, whom `holder` could release to `claimant`. `whole`: all or nobody (a
    couple, a family, one person); otherwise any number of them. `stays`: the party on whose territory they stay
    under its guarantee instead of going home. `weight` is what one of them counts in the worth of a deal, stated
    by who asks; `willing` is False if they do not wish to cross. `members` names them where that is known."""

    id: str
    holder: str
    claimant: str
    people: int
    whole: bool = True
    bodies: bool = False
    stays: str = ""
    willing: bool = True
    weight: int = 1
    members: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.people < 1 or self.weight < 0:
            raise BadTable("A group has at least one person, and no person counts less than nothing.")
        if self.members and len(self.members) != self.people:
            raise BadTable("A group names as many members as it has people, or none.")
        if self.holder == self.claimant:
            raise BadTable("A party does not release people to itself.")


@dataclass(frozen=True, slots=True)
class Act:
    """What `party` must do before a release: a pardon, a decree, leave to use its airport. `ready_on` is the first
    day on which it can have been done; None if it will not be."""

    id: str
    party: str
    ready_on: date | None


_Named = TypeVar("_Named", Group, Act)


@dataclass(frozen=True, slots=True)
class Table:
    """Parties, groups and acts; the deal is closed on the day `on` at the earliest and `until` at the latest.
    `withheld` names groups, acts or parties that are taken off the table."""

    parties: tuple[str, ...]
    groups: tuple[Group, ...]
    on: date
    until: date
    acts: tuple[Act, ...] = ()
    withheld: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if len(self.parties) not in PARTIES:
            raise BadTable("At one table sit two to eight parties.")
        if self.until < self.on:
            raise BadTable("The last day of a deal is not before the first.")
        names = [*self.parties, *(one.id for one in self.groups), *(one.id for one in self.acts)]
        _refuse_twice(names, "Two parties, groups or acts have the same name.")
        _refuse_twice((one for group in self.groups for one in group.members), "A person is in two groups.")
        named = {party for one in self.groups for party in (one.holder, one.claimant, one.stays) if party}
        if not (named | {act.party for act in self.acts}) <= set(self.parties) or not self.withheld <= set(names):
            raise BadTable(
                "A group or an act names a party that is not at the table, or what is withheld is not on it."
            )

    def group(self, id: str) -> Group:
        """The group of this name; raises BadTable if there is none."""
        return _find(self.groups, id)

    def act(self, id: str) -> Act:
        """The act of this name; raises BadTable if there is none."""
        return _find(self.acts, id)


def _find(ones: tuple[_Named, ...], id: str) -> _Named:
    found = next((one for one in ones if one.id == id), None)
    if found is None:
        raise BadTable(f"A clause names {id}, which is not on the table.")
    return found


def _refuse_twice(names: Iterable[str], reason: str) -> None:
    if any(number > 1 for number in Counter(names).values()):
        raise BadTable(reason)
