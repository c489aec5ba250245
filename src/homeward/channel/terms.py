"""What two sides agree on, as data that both sign and the program of each evaluates alike on any list: who belongs to
which category on which reference date and who decides where the records do not tell, how many of each go each way, the
ratio, the step, the dates, the places, and what a list must say of everybody."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources

from homeward.canonical import Value
from homeward.channel import predicate
from homeward.channel.errors import ChannelError
from homeward.channel.predicate import Person, Rule
from homeward.words import Saying, saying


class BadAgreement(ChannelError):
    """The agreed terms cannot be read or contradict themselves."""


class Decider(StrEnum):
    """Who decides on a person of whom the records do not tell whether the category fits."""

    HOLDER = "holder"
    ORIGIN = "origin"
    COMMISSION = "commission"
    MEDIATOR = "mediator"


class Column(StrEnum):
    """What a list may have to say of everybody on it."""

    NAME = "name"
    BORN = "born"


@dataclass(frozen=True, slots=True)
class Category:
    """A category by its key, the rule for it, who decides where the rule cannot, and whether it is a military one."""

    key: str
    rule: Rule
    decides: Decider = Decider.HOLDER
    military: bool = False

    def to_value(self) -> Value:
        return {"rule": self.rule.to_value(), "decides": self.decides, "military": self.military}


@dataclass(frozen=True, slots=True)
class Number:
    """How many of a category the offering side gives and receives."""

    category: str
    give: int
    receive: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreed terms; categories and numbers stand in the order of their keys. `ratio` (given, received) holds over
    everybody, (0, 0) for none; `step` is how many points a side may be ahead, 0 for no limit. A day in `days` is
    agreed because both signed the whole."""

    on: date
    categories: tuple[Category, ...] = ()
    numbers: tuple[Number, ...] = ()
    ratio: tuple[int, int] = (0, 0)
    step: int = 0
    days: tuple[date, ...] = ()
    places: tuple[str, ...] = ()
    columns: tuple[Column, ...] = (Column.NAME,)

    def __post_init__(self) -> None:
        object.__setattr__(self, "categories", tuple(sorted(self.categories, key=lambda one: one.key)))
        object.__setattr__(self, "numbers", tuple(sorted(self.numbers, key=lambda one: one.category)))
        keys = {one.key for one in self.categories}
        counted = [one.category for one in self.numbers]
        if len(keys) != len(self.categories) or len(set(counted)) != len(counted) or not set(counted) <= keys:
            raise BadAgreement("agreement_contradicts")
        if (0 in self.ratio) != (self.ratio == (0, 0)):
            raise BadAgreement("agreement_contradicts")

    def category(self, key: str) -> Category:
        """The category agreed under `key`; raises BadAgreement for another."""
        for one in self.categories:
            if one.key == key:
                return one
        raise BadAgreement("agreement_no_category", category=key)

    def to_value(self) -> dict[str, Value]:
        """The terms as canonical data, as they stand in an offer."""
        return {
            "on": self.on.isoformat(),
            "categories": {one.key: one.to_value() for one in self.categories},
            "numbers": {one.category: [one.give, one.receive] for one in self.numbers},
            "ratio": list(self.ratio),
            "step": self.step,
            "days": [day.isoformat() for day in self.days],
            "places": list(self.places),
            "columns": list(self.columns),
        }


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether somebody is of a category; None with who `decides` when the records do not tell."""

    holds: bool | None
    decides: Decider


def standing(terms: Agreement, category: str, person: Person) -> Standing:
    """Whether `person` is of the category agreed under that key, on the reference date."""
    agreed = terms.category(category)
    return Standing(agreed.rule.holds(person, terms.on), agreed.decides)


def breaches(terms: Agreement, give: Sequence[Person], receive: Sequence[Person]) -> tuple[Saying, ...]:
    """What of the agreed numbers and ratio two lists do not keep, a sentence each; empty if they keep them. Only those
    who are of a category by the records are counted for it."""
    found: list[Saying] = []
    for one in terms.numbers:
        for agreed, people in ((one.give, give), (one.receive, receive)):
            number = sum(standing(terms, one.category, person).holds is True for person in people)
            if number != agreed:
                found.append(_say("breach_number", category=one.category, agreed=agreed, number=number))
    given, received = terms.ratio
    if len(give) * received != len(receive) * given:
        found.append(_say("breach_ratio", give=len(give), receive=len(receive), given=given, received=received))
    return tuple(found)


def read(value: Mapping[str, Value]) -> Agreement:
    """The terms that `to_value` wrote; raises BadAgreement or BadPredicate for anything else."""
    try:
        categories, numbers = _mapping(value["categories"]), _mapping(value["numbers"])
        return Agreement(
            on=date.fromisoformat(str(value["on"])),
            categories=tuple(_category(key, _mapping(one)) for key, one in categories.items()),
            numbers=tuple(Number(key, *_pair(one)) for key, one in numbers.items()),
            ratio=_pair(value["ratio"]),
            step=_number(value["step"]),
            days=tuple(date.fromisoformat(str(day)) for day in _rows(value["days"])),
            places=tuple(str(place) for place in _rows(value["places"])),
            columns=tuple(Column(str(one)) for one in _rows(value["columns"])),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadAgreement("agreement_malformed") from error


@cache
def known() -> Mapping[str, Category]:
    """The categories that treaties and past exchanges name, ready to be agreed on (data/categories.csv)."""
    text = resources.files("homeward.channel").joinpath("data", "categories.csv").read_text("utf-8")
    return {
        row["key"]: Category(
            row["key"], predicate.read(json.loads(row["rule"])), Decider.HOLDER, row["military"] == "yes"
        )
        for row in csv.DictReader(text.splitlines())
    }


def _category(key: str, value: Mapping[str, Value]) -> Category:
    rule, decides = predicate.read(value["rule"]), Decider(str(value["decides"]))
    return Category(key, rule, decides, value["military"] is True)


def _pair(value: Value) -> tuple[int, int]:
    first, second = _rows(value)
    return _number(first), _number(second)


def _number(value: Value) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("not a number")
    return value


def _rows(value: Value) -> Sequence[Value]:
    if not isinstance(value, list | tuple):
        raise TypeError("not a list")
    return value


def _mapping(value: Value) -> Mapping[str, Value]:
    if not isinstance(value, Mapping):
        raise TypeError("not an object")
    return value


def _say(key: str, **values: str | int) -> Saying:
    return saying("channel", key, **values)
