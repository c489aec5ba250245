"""Whom a round is about: a category names a side and a kind of its people; that side misses them, the other holds
them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desk.channel.conforming import known
from desk.channel.listing import people_of
from desk.register.models import PersonCurrent
from desk.register.queries import home_party
from homeward.channel import terms as agreed
from homeward.channel.matching.counts import Counts
from homeward.channel.matching.entries import Entrant
from homeward.channel.predicate import Person
from homeward.names.matching import matching_keys

ALL = "all"


@dataclass(frozen=True, slots=True)
class Category:
    """The people of `party` that are of the kind `kind` (a category both sides know, or `all`)."""

    party: str
    kind: str

    @property
    def word(self) -> str:
        """As it stands in the terms: VRH.all, ZLS.seriously_wounded."""
        return f"{self.party}.{self.kind}"

    @property
    def missed(self) -> bool:
        """Whether they are ours to look for; else ours to hold."""
        return self.party == home_party()


@dataclass(frozen=True, slots=True)
class Entered:
    """Whom we enter, and how many have neither a date of birth nor a service number and cannot be entered."""

    people: tuple[Entrant, ...]
    left_out: int


def category(word: str) -> Category | None:
    """The category that a word in the terms means; None for a word nobody agreed on."""
    party, _, kind = word.partition(".")
    return Category(party, kind) if kind in kinds() else None


def kinds() -> tuple[str, ...]:
    return (ALL, *sorted(agreed.known()))


def everybody(wanted: Category, on: date) -> Iterator[PersonCurrent]:
    """The rows of the people of a category on the day `on`."""
    rows = people_of(wanted.party, held=not wanted.missed).order_by("person_id")
    return (row for row in rows.iterator() if wanted.kind == ALL or _is_of(known(row), wanted.kind, on))


def enter(wanted: Category, on: date) -> Entered:
    """The six keys of everybody in a category."""
    people = tuple(_entrant(row) for row in everybody(wanted, on))
    given = tuple(one for one in people if any(one.keys))
    return Entered(given, len(people) - len(given))


def count(party: str, on: date) -> Counts:
    """How many of a side's people of each kind we miss or hold."""
    people = [known(row) for row in everybody(Category(party, ALL), on)]
    found = {kind: sum(_is_of(one, kind, on) for one in people) for kind in kinds()}
    return Counts(on, {Category(party, kind).word: number for kind, number in found.items()})


def _is_of(person: Person, kind: str, on: date) -> bool:
    return kind == ALL or kind in person.states or agreed.known()[kind].rule.holds(person, on) is True


def _entrant(row: PersonCurrent) -> Entrant:
    number = next(iter(row.values.get("service_number", ())), "")
    return Entrant(row.person.public_id, matching_keys(row.person.display_name, row.birth_date, number))
