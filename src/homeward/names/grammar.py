"""The grammar of names: cases, languages and the rules by which a word takes its endings.

A rule (data/declension.csv) says for which words it stands: language, kind, sex, what the word ends in, and whether a
list must hold it. It cuts off `tail`, puts `stem` in its place and adds the endings of its paradigm
(data/paradigms.csv). The first rule that fits a word is the rule of the word. After the Ukrainian orthography of 2019
(§§ 67-99, 137-142) and, for Russian, the Russian Grammar of 1980 (§§ 1193-1233).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from homeward.names.kind import Kind
from homeward.names.lexicon import Sex, fold_case, given, rows


class Case(StrEnum):
    """The cases of Ukrainian; Russian has no vocative and uses the nominative."""

    NOMINATIVE = "nominative"
    GENITIVE = "genitive"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"
    INSTRUMENTAL = "instrumental"
    LOCATIVE = "locative"
    VOCATIVE = "vocative"


class Language(StrEnum):
    UKRAINIAN = "uk"
    RUSSIAN = "ru"


OBLIQUE = tuple(case for case in Case if case != Case.NOMINATIVE)
_KINDS = {Kind.SURNAME: "s", Kind.GIVEN: "g", Kind.PATRONYMIC: "p"}


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """How words of one shape take their endings; `endings` has all variants of a case, the preferred first."""

    sexes: str
    among: str
    shape: re.Pattern[str]
    tail: str
    stem: str
    endings: dict[Case, tuple[str, ...]]
    named: bool  # whether it stands for words named one by one, or for a vowel that alternates

    def fits(self, word: str, sex: Sex) -> bool:
        return sex in self.sexes and self.shape.search(word) is not None and _is_among(self.among, word)

    def forms(self, word: str, case: Case) -> tuple[str, ...]:
        """The forms of `word`, which the rule fits."""
        if case == Case.NOMINATIVE:
            return (word,)
        base = word[: len(word) - len(self.tail)] + self.stem
        return tuple(word if ending == "=" else base + ending for ending in self.endings[case])


@lru_cache(maxsize=200_000)
def rule_of(word: str, kind: Kind, sex: Sex, language: Language) -> Rule | None:
    """The rule of a word in lower case; None if words of this kind take no endings."""
    return next((rule for rule in _rules_for(word[-1:], kind, language) if rule.fits(word, sex)), None)


@cache
def _rules_for(last: str, kind: Kind, language: Language) -> tuple[Rule, ...]:
    """The rules that may fit words with this last letter."""
    return tuple(rule for rule in rules(kind, language) if not rule.tail or rule.tail[-1] == last)


@cache
def rules(kind: Kind, language: Language) -> tuple[Rule, ...]:
    """The rules for words of `kind`, in the order in which they are tried."""
    mark = _KINDS.get(kind, "-")
    return tuple(_rules(mark, language))


def _rules(mark: str, language: Language) -> Iterator[Rule]:
    paradigms = _paradigms()
    for row in rows("declension"):
        if row["language"] == language and mark in row["kinds"]:
            shape = re.compile(f"(?:{row['context']}){row['tail']}$")
            endings = paradigms[row["paradigm"]]
            yield Rule(row["sexes"], row["among"], shape, row["tail"], row["stem"], endings, row["named"] == "1")


@cache
def _paradigms() -> dict[str, dict[Case, tuple[str, ...]]]:
    return {row["paradigm"]: {case: tuple(row[case].split("|")) for case in OBLIQUE} for row in rows("paradigms")}


def _is_among(name: str, word: str) -> bool:
    """Whether the list `name` holds `word`: as an adjective in any gender, a given name, the wife's form of a surname
    in the lists."""
    match name:
        case "adjective":
            return word in _adjectives() or bool(_feminine(word) & _adjectives())
        case "given":
            return given(word) is not None
        case "possessive":
            return word[:-1] in _men()
        case _:
            return True


def _feminine(word: str) -> set[str]:
    """The forms for men of an adjective for women (Довга, Синя); none if `word` is no such form."""
    return {word[:-1] + ending for ending in ("ий", "ій") if word.endswith(("а", "я"))}


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(row["uk"] for row in rows("adjectives"))


@cache
def _men() -> frozenset[str]:
    """Surnames of men in both languages."""
    lists = (*rows("surnames_uk"), *rows("surnames_ru"))
    return frozenset(fold_case(row[language]) for row in lists for language in ("uk", "ru"))
