"""Made-up people: a surname, a given name and a patronymic drawn from the lists, as both languages write them; and the
people who are easily taken for them."""

from __future__ import annotations

import bisect
import itertools
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz.distance import Levenshtein

from homeward.names import Language, in_language
from homeward.names.lexicon import rows
from homeward.names.likelihood import known_surnames

RARE = 60_000  # surnames of each language that are known but not counted
_FLAT = 0.55  # power by which common names lose of their weight, so that rare ones are seen
_WOMEN = 0.3
_NEAR = 60  # surnames spelt alike that are looked through for one
_WOMANLY = ("ова", "ева", "єва", "іна", "ина", "ська", "цька", "ская", "цкая", "ая", "на")


@dataclass(frozen=True, slots=True)
class Spelt:
    """A word as both languages write it, for a man or a woman."""

    uk: str
    ru: str


@dataclass(frozen=True, slots=True)
class Someone:
    """A made-up person by places in the lists."""

    surname: int
    given: int
    father: int
    woman: bool


class Drawn:
    """Things drawn by weight."""

    def __init__(self, weights: Sequence[float]) -> None:
        self._upto = list(itertools.accumulate(weight**_FLAT for weight in weights))

    def one(self, chance: random.Random) -> int:
        return bisect.bisect(self._upto, chance.random() * self._upto[-1])


class People:
    """The lists people are drawn from."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self._surnames = [*_counted_surnames(), *_rare_surnames(chance)]
        self._given = {woman: _given(woman) for woman in (False, True)}
        self._fathers = _fathers()
        self._drawn_surnames = Drawn([weight for _, _, weight in self._surnames])
        self._drawn_given = {woman: Drawn([weight for _, weight in names]) for woman, names in self._given.items()}
        self._drawn_fathers = Drawn([weight for *_, weight in self._fathers])

    def anyone(
        self, surname: int | None = None, given: int | None = None, father: int | None = None, woman: bool | None = None
    ) -> Someone:
        """Somebody; what is given is kept."""
        is_woman = self.chance.random() < _WOMEN if woman is None else woman
        return Someone(
            self._drawn_surnames.one(self.chance) if surname is None else surname,
            self._drawn_given[is_woman].one(self.chance) if given is None else given,
            self._drawn_fathers.one(self.chance) if father is None else father,
            is_woman,
        )

    def words(self, one: Someone) -> tuple[Spelt, Spelt, Spelt]:
        """Surname, given name and patronymic."""
        surname = self._surnames[one.surname][int(one.woman)]
        return surname, self._given[one.woman][one.given][0], self._fathers[one.father][int(one.woman)]

    def near(self, surname: int) -> int:
        """Another surname that is spelt much like this one."""
        man = self._surnames[surname][0]
        shared: defaultdict[int, int] = defaultdict(int)
        for run in _runs(man.uk):
            bearers = self._by_run[run]
            for other in bearers if len(bearers) < 400 else self.chance.sample(bearers, 400):
                shared[other] += 1
        found = sorted(shared, key=lambda other: -shared[other])[:_NEAR]
        others = [one for one in found if self._surnames[one][0].uk != man.uk]
        others.sort(key=lambda one: Levenshtein.distance(self._surnames[one][0].uk, man.uk))
        if not others:
            return self._drawn_surnames.one(self.chance)
        return others[min(int(self.chance.expovariate(0.25)), len(others) - 1)]

    @cached_property
    def _by_run(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, (man, *_) in enumerate(self._surnames):
            for run in _runs(man.uk):
                found[run].append(place)
        return found


def _runs(word: str) -> set[str]:
    low = f"^{word.casefold()}"
    return {low[place : place + 3] for place in range(len(low) - 2)}


def _counted_surnames() -> list[tuple[Spelt, Spelt, float]]:
    found = [
        (Spelt(row["uk"], row["ru"]), Spelt(row["uk_f"] or row["uk"], _woman(row["ru"])), float(row["weight"]))
        for row in rows("surnames_uk")
    ]
    found += [
        (Spelt(row["uk"], row["ru"]), Spelt(_woman(row["uk"]), row["ru_f"] or row["ru"]), float(row["weight"]))
        for row in rows("surnames_ru")
    ]
    return found


def _rare_surnames(chance: random.Random) -> list[tuple[Spelt, Spelt, float]]:
    found = []
    for language, other in ((Language.UKRAINIAN, Language.RUSSIAN), (Language.RUSSIAN, Language.UKRAINIAN)):
        listed = sorted(word for word in known_surnames(language) if not word.endswith(_WOMANLY) and len(word) > 2)
        for word in chance.sample(listed, min(RARE, len(listed))):
            own = word.capitalize()
            pair = {language: own, other: _respelt(own, other)}
            uk, ru = pair[Language.UKRAINIAN], pair[Language.RUSSIAN]
            found.append((Spelt(uk, ru), Spelt(_woman(uk), _woman(ru)), 6.0))
    return found


@cache
def _respelt(word: str, language: Language) -> str:
    return in_language(word, language) or word


def _woman(man: str) -> str:
    """The form of a surname that a woman bears."""
    for ending, womanly in (
        ("ський", "ська"),
        ("цький", "цька"),
        ("ский", "ская"),
        ("цкий", "цкая"),
        ("ий", "а"),
        ("ый", "ая"),
        ("ой", "ая"),
    ):
        if man.endswith(ending):
            return man.removesuffix(ending) + womanly
    return man + "а" if man.endswith(("ов", "ев", "єв", "ёв", "ьов", "йов", "ін", "їн", "ин", "ын")) else man


def _given(woman: bool) -> list[tuple[Spelt, float]]:
    usual: dict[str, tuple[Spelt, float]] = {}
    for row in rows("given"):
        if row["sex"] == ("f" if woman else "m"):
            known = usual.get(row["ru"])
            if known is None or row["usual"] == "1":
                usual[row["ru"]] = (Spelt(row["uk"], row["ru"]), float(row["weight"]))
    return list(usual.values())


def _fathers() -> list[tuple[Spelt, Spelt, float]]:
    """The patronymics of sons and daughters of each father."""
    found: dict[str, dict[str, Spelt]] = {}
    weights: defaultdict[str, float] = defaultdict(float)
    for row in rows("patronymics"):
        children = found.setdefault(row["father_ru"], {})
        if row["sex"] not in children or row["usual"] == "1":
            children[row["sex"]] = Spelt(row["uk"], row["ru"])
        weights[row["father_ru"]] = max(weights[row["father_ru"]], float(row["weight"]))
    return [
        (children["m"], children["f"], weights[father])
        for father, children in found.items()
        if {"m", "f"} <= set(children)
    ]
