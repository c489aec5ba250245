"""How a made-up person's name is written: language, standard, parts and their order, case, capitals, slips."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from homeward.names import Case, Language, Standard, in_language, transliterate
from homeward.names.decline import declined
from homeward.names.kind import Kind
from homeward.names.lexicon import Sex, rows
from tools.training.people import People, Someone
from tools.training.slips import Slips

_KINDS = (Kind.SURNAME, Kind.GIVEN, Kind.PATRONYMIC)
_SLIPPED = (1.0, 0.5, 0.35)  # share of the slips that each part gets
CASES = tuple(case for case in Case if case is not Case.NOMINATIVE)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a source writes: its language, in Latin letters or not; which parts (`full` SGP, `two` SG, `initials`); in
    which case; how often it slips and uses short forms."""

    language: Language
    latin: bool = False
    parts: str = "full"
    case: Case = Case.NOMINATIVE
    slips: float = 0.0
    short: float = 0.0


class Writer:
    """Writes names by chance, in the manner asked for."""

    def __init__(self, people: People, chance: random.Random) -> None:
        self._people, self._chance, self._slips = people, chance, Slips(chance)

    def write(self, one: Someone, manner: Manner) -> str:
        words = self._words(one, manner)
        if manner.latin:
            standard = self._chance.choice([known for known in Standard if known.language is manner.language])
            words = [_press(word, self._chance) or transliterate(word, standard) for word in words]
        words = [self._slips.some(word, manner.slips * share) for word, share in zip(words, _SLIPPED, strict=True)]
        if manner.slips and not manner.latin and self._chance.random() < 0.04:
            words[0] = self._slips.twins(words[0])
        text = " ".join(self._styled(self._ordered(words, manner.parts)))
        return text.replace(" ", ", ", 1) if self._chance.random() < 0.05 else text

    def _words(self, one: Someone, manner: Manner) -> list[str]:
        ukrainian = manner.language is Language.UKRAINIAN
        spelt = self._people.words(one)
        words = [word.uk if ukrainian else word.ru for word in spelt]
        if self._chance.random() < 0.1 and not ukrainian:  # a clerk respells by ear what he heard in the other language
            words[0] = _respelt(spelt[0].uk, manner.language)
        short = _short_forms().get(spelt[1].ru)
        if short and self._chance.random() < manner.short:
            words[1] = self._chance.choice(short)
        if manner.case is not Case.NOMINATIVE and not manner.latin:
            sex = Sex.WOMAN if one.woman else Sex.MAN
            words = [
                _declined(word, kind, manner.case, sex, manner.language)
                for word, kind in zip(words, _KINDS, strict=True)
            ]
        return words

    def _ordered(self, words: list[str], parts: str) -> list[str]:
        surname, given, patronymic = words
        turn = self._chance.random()
        if parts == "full":
            return (
                [surname, given, patronymic]
                if turn < 0.6
                else [given, patronymic, surname]
                if turn < 0.97
                else [given, surname, patronymic]
            )
        if parts == "two":
            return [surname, given] if turn < 0.5 else [given, surname]
        both = f"{given[:1]}.{patronymic[:1]}."
        return [surname, both] if turn < 0.5 else [surname, f"{given[:1]}."] if turn < 0.8 else [both, surname]

    def _styled(self, words: list[str]) -> list[str]:
        style = self._chance.random()
        if style < 0.25:
            return [words[0].upper(), *words[1:]]
        if style < 0.35:
            return [word.upper() for word in words]
        return [word.lower() for word in words] if style < 0.38 else words


def _press(word: str, chance: random.Random) -> str:
    """The usual form of a given name in the press of the world, sometimes."""
    usual = _usual_in_the_press().get(word)
    return chance.choice(usual) if usual and chance.random() < 0.4 else ""


@cache
def _respelt(word: str, language: Language) -> str:
    return in_language(word, language)


@cache
def _declined(word: str, kind: Kind, case: Case, sex: Sex, language: Language) -> str:
    return declined(word, kind, case, sex, language)[0]


@cache
def _short_forms() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows("diminutives"):
        found[row["ru"]].append(row["short"])
    return dict(found)


@cache
def _usual_in_the_press() -> dict[str, list[str]]:
    with Path(__file__).with_name("press.csv").open(encoding="utf-8", newline="") as lines:
        return {row["ru"]: row["press"].split() for row in csv.DictReader(lines)}
