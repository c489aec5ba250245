"""Who belongs to a category: a rule that is data. Both sides sign it, and the program of each answers yes, no or not
known for anybody. A vague date answers only what is true of every day it may mean.

Form: {"fact": "sex", "in": ["female"]}, {"age": {"from": 60}}, {"age": {"below": 25}}, {"held": {"days": 365}},
{"stated": "seriously_wounded"}, {"all": [...]}, {"any": [...]}, {"not": ...}.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from homeward.canonical import Value
from homeward.channel.errors import ChannelError
from homeward.register import dates

MOST_RULES = 64


class BadPredicate(ChannelError):
    """A rule that cannot be read, or asks for too much."""


class Fact(StrEnum):
    """What a rule may look at; the values are those of the register's data points of these names."""

    SEX = "sex"
    KIND = "person_kind"
    HEALTH = "hc_last_state"
    RANK_BAND = "rank_band_gc"
    UNIT = "unit"
    PLACE = "facility"


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of somebody: `facts` by name, birth and captivity as EDTF (empty: not known), the categories that
    a record `states`, and whether the person is `home`."""

    id: str
    facts: Mapping[Fact, str] = field(default_factory=dict)
    born: str = ""
    held_from: str = ""
    states: frozenset[str] = frozenset()
    home: bool = False

    @property
    def kind(self) -> str:
        """The kind of person, empty if not known."""
        return self.facts.get(Fact.KIND, "")


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


def read(value: Value) -> Rule:
    """The rule that `to_value` wrote; raises BadPredicate for anything else and for more than MOST_RULES rules."""
    return _Reader().rule(value)


class _Reader:
    """Reads one rule and counts what it holds, so that a hostile one ends early."""

    def __init__(self) -> None:
        self.left = MOST_RULES

    def rule(self, value: Value) -> Rule:
        self.left -= 1
        if self.left < 0:
            raise BadPredicate("predicate_large", count=MOST_RULES)
        if not isinstance(value, Mapping):
            raise BadPredicate("predicate_malformed")
        try:
            if set(value) == {"fact", "in"}:
                return OneOf(Fact(_word(value["fact"])), tuple(_word(one) for one in _rows(value["in"])))
            [(word, said)] = value.items()
            return self._worded(word, said)
        except (ValueError, TypeError) as error:
            raise BadPredicate("predicate_malformed") from error

    def _worded(self, word: str, said: Value) -> Rule:
        if word in ("all", "any"):
            rules = tuple(self.rule(one) for one in _rows(said))
            return Every(rules) if word == "all" else Some(rules)
        if word == "not":
            return Other(self.rule(said))
        if word == "stated":
            return Stated(_word(said))
        [(name, number)] = _mapping(said).items()
        if (word, name) == ("held", "days"):
            return Held(_number(number))
        if word == "age" and name in ("from", "below"):
            return Aged(_number(number), name == "below")
        raise ValueError("no such rule")


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


def _mapping(value: Value) -> Mapping[str, Value]:
    if not isinstance(value, Mapping):
        raise TypeError("not an object")
    return value


def _rows(value: Value) -> Sequence[Value]:
    if not isinstance(value, list | tuple) or not value:
        raise TypeError("not a list")
    return value


def _word(value: Value) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError("not a word")
    return value


def _number(value: Value) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("not a number")
    return value
