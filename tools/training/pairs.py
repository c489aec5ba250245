"""Pairs to learn from: two written names and whether one person bears both.

Which are hard to tell apart depends on what is compared (two official sources, the cases of one source, a witness's
list against the register), so each context has its own namesakes, brothers and neighbours in spelling.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from homeward.names import Case, Language
from tools.training.people import People, Someone
from tools.training.world import World
from tools.training.writing import CASES, Manner, Writer

_LANGUAGES = tuple(Language)
_WORLD, _OFFICIAL, _CASES = 0.22, 0.31, 0.48  # shares of the pairs, added up; the rest is what witnesses say


@dataclass(frozen=True, slots=True)
class Pair:
    """Two written names; `context` is where they come from."""

    left: str
    right: str
    same: bool
    context: str


class Pairs:
    """An endless stream of pairs."""

    def __init__(self, people: People, world: World, chance: random.Random) -> None:
        self._people, self._world, self._chance = people, world, chance
        self._writer = Writer(people, chance)

    def __iter__(self) -> Iterator[Pair]:
        while True:
            kind = self._chance.random()
            if kind < _WORLD:
                yield Pair(*self._world.pair(), "world")
            elif kind < _WORLD + _OFFICIAL * (1 - _WORLD) / 0.78:
                yield self._pair("official", self._official(), self._official(), 0.5, self._official_other)
            elif kind < _WORLD + _CASES:
                first, second = self._cases()
                yield self._pair("cases", first, second, 0.62, self._cases_other)
            else:
                register = Manner(Language.UKRAINIAN)
                yield self._pair("witness", register, self._witness(), 0.5, self._witness_other)

    def _pair(
        self, context: str, first: Manner, second: Manner, same: float, other: Callable[[Someone], Someone]
    ) -> Pair:
        one = self._people.anyone()
        is_same = self._chance.random() < same
        two = self._later(one, context) if is_same else other(one)
        if not is_same and self._namesakes(one, two):
            first, second = replace(first, parts="full"), replace(second, parts="full")
        texts = [self._writer.write(one, first), self._writer.write(two, second)]
        self._chance.shuffle(texts)
        return Pair(texts[0], texts[1], is_same, context)

    def _namesakes(self, one: Someone, two: Someone) -> bool:
        """Namesakes with different fathers cannot be told apart where the father is not named: seldom asked."""
        alike = (one.surname, one.given, one.woman) == (two.surname, two.given, two.woman)
        return alike and self._chance.random() < 0.93

    def _later(self, one: Someone, context: str) -> Someone:
        """The same person, who may have married between two official sources."""
        renamed = context == "official" and self._chance.random() < (0.014 if one.woman else 0.003)
        return self._people.anyone(None, one.given, one.father, one.woman) if renamed else one

    def _official(self) -> Manner:
        language, latin = self._chance.choice(
            [
                (Language.UKRAINIAN, False),
                (Language.RUSSIAN, False),
                (Language.UKRAINIAN, True),
                (Language.RUSSIAN, True),
                (Language.RUSSIAN, True),
            ]
        )
        return Manner(language, latin, self._parts(0.8, 0.18))

    def _cases(self) -> tuple[Manner, Manner]:
        manner = Manner(self._chance.choice(_LANGUAGES), parts=self._parts(0.7, 0.3))
        return manner, replace(manner, case=self._chance.choice(CASES))

    def _witness(self) -> Manner:
        """A list of the holding power, a list from a cell, a channel, a Latin list of the Red Cross, the press."""
        kind, language = self._chance.random(), self._chance.choice(_LANGUAGES)
        if kind < 0.25:
            return Manner(Language.RUSSIAN, parts=self._parts(0.95, 0.05), slips=0.15)
        if kind < 0.5:
            return Manner(language, parts=self._parts(0.28, 0.5), slips=0.6)
        if kind < 0.7:
            case = self._chance.choice(CASES) if self._chance.random() < 0.25 else Case.NOMINATIVE
            return Manner(language, self._chance.random() < 0.33, self._parts(0.25, 0.75), case, 0.45, 0.3)
        if kind < 0.9:
            return Manner(language, True, self._parts(0.35, 0.65), slips=0.13)
        case = self._chance.choice(CASES) if self._chance.random() < 0.85 else Case.NOMINATIVE
        return Manner(language, False, self._parts(0.4, 0.6), case, 0.08)

    def _parts(self, full: float, two: float) -> str:
        kind = self._chance.random()
        return "full" if kind < full else "two" if kind < full + two else "initials"

    def _official_other(self, one: Someone) -> Someone:
        kind, people = self._chance.random(), self._people
        if kind < 0.3:
            return people.anyone(one.surname, None, None, one.woman)
        if kind < 0.4:
            return people.anyone(one.surname, None, one.father, one.woman)
        if kind < 0.52:
            return people.anyone(one.surname, one.given, None, one.woman)
        if kind < 0.72:
            return people.anyone(people.near(one.surname), one.given, self._sometimes(one.father, 0.4), one.woman)
        if kind < 0.9:
            return people.anyone(None, one.given, self._sometimes(one.father, 0.22), one.woman)
        return people.anyone()

    def _cases_other(self, one: Someone) -> Someone:
        kind, people = self._chance.random(), self._people
        if kind < 0.75:
            return people.anyone(people.near(one.surname), one.given, one.father, one.woman)
        return people.anyone(one.surname, None, one.father, one.woman) if kind < 0.85 else people.anyone()

    def _witness_other(self, one: Someone) -> Someone:
        kind, people = self._chance.random(), self._people
        if kind < 0.62:
            return people.anyone(people.near(one.surname), one.given, self._sometimes(one.father, 0.2), one.woman)
        if kind < 0.82:
            return people.anyone(one.surname, None, one.father, one.woman)
        return people.anyone(one.surname, one.given, None, one.woman) if kind < 0.9 else people.anyone()

    def _sometimes(self, father: int, share: float) -> int | None:
        return father if self._chance.random() < share else None
