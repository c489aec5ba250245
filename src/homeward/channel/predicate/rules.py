"""The rules: each answers yes, no, or not known, and gives its form as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from homeward.canonical import Value
from homeward.channel.predicate.person import Fact, Person
from homeward.register import dates


class Rule(Protocol):
    """Something that is true of a person on a day, false, or not known; and its form as data."""

    def holds(self, person: Person, on: date) -> bool | None: ...

    def to_value(self) -> Value: ...


@dataclass(frozen=True, slots=True)
class OneOf:
    """The fact is known and is one of `values`."""

    fact: Fact
    values: tuple[str, ...]

    def holds(self, person: Person, on: date) -> bool | None:
        known = person.facts.get(self.fact, "")
        return None if known in ("", "unknown") else known in self.values

    def to_value(self) -> Value:
        return {"fact": self.fact, "in": list(self.values)}


@dataclass(frozen=True, slots=True)
class Aged:
    """At least `years` old on the day; or younger, if `below`."""

    years: int
    below: bool = False

    def holds(self, person: Person, on: date) -> bool | None:
        old = _sure(person.born, lambda born: _years(born, on) >= self.years)
        return old if old is None else old is not self.below

    def to_value(self) -> Value:
        return {"age": {"below" if self.below else "from": self.years}}


@dataclass(frozen=True, slots=True)
class Held:
    """In captivity for at least `days` on the day."""

    days: int

    def holds(self, person: Person, on: date) -> bool | None:
        return _sure(person.held_from, lambda since: (on - since).days >= self.days)

    def to_value(self) -> Value:
        return {"held": {"days": self.days}}


@dataclass(frozen=True, slots=True)
class Stated:
    """A record states the category. That no record does proves nothing."""

    category: str

    def holds(self, person: Person, on: date) -> bool | None:
        return True if self.category in person.states else None

    def to_value(self) -> Value:
        return {"stated": self.category}


@dataclass(frozen=True, slots=True)
class Every:
    """Each of the rules holds."""

    rules: tuple[Rule, ...]

    def holds(self, person: Person, on: date) -> bool | None:
        found = [rule.holds(person, on) for rule in self.rules]
        return False if False in found else None if None in found else True

    def to_value(self) -> Value:
        return {"all": [rule.to_value() for rule in self.rules]}


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of the rules holds."""

    rules: tuple[Rule, ...]

    def holds(self, person: Person, on: date) -> bool | None:
        found = [rule.holds(person, on) for rule in self.rules]
        return True if True in found else None if None in found else False

    def to_value(self) -> Value:
        return {"any": [rule.to_value() for rule in self.rules]}


@dataclass(frozen=True, slots=True)
class Other:
    """The rule does not hold."""

    rule: Rule

    def holds(self, person: Person, on: date) -> bool | None:
        found = self.rule.holds(person, on)
        return None if found is None else not found

    def to_value(self) -> Value:
        return {"not": self.rule.to_value()}


def _sure(written: str, test: Callable[[date], bool]) -> bool | None:
    """What `test` says of every day that an EDTF date may mean, if it says the same of all."""
    try:
        bounds = dates.bounds(written) if written else None
    except dates.NotADate:
        return None
    if bounds is None or bounds.earliest is None or bounds.latest is None:
        return None
    first, last = test(bounds.earliest), test(bounds.latest)
    return first if first is last else None


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
