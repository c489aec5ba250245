"""Given names in other cases than the nominative, and those that nobody counted (data/given_rare.csv)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from homeward.names.grammar import OBLIQUE, Language, rule_of
from homeward.names.kind import Kind
from homeward.names.lexicon import Sex, fold_case, rows

_LEAST = 40  # bearers of a name whose cases are listed


def is_given_in_a_case(word: str) -> bool:
    """Whether `word`, in lower case, is a listed given name in a case other than the nominative."""
    return word in _forms()


@cache
def _forms() -> frozenset[str]:
    return frozenset(form for name, sex, language in _names() for form in _of(name, sex, language))


def _names() -> Iterator[tuple[str, Sex, Language]]:
    for row in rows("given"):
        if row["sex"] in set(Sex) and (row["usual"] == "1" or int(row["weight"]) >= _LEAST):
            for language in Language:
                yield fold_case(row[language]), Sex(row["sex"]), language


def _of(name: str, sex: Sex, language: Language) -> Iterator[str]:
    rule = rule_of(name, Kind.GIVEN, sex, language)
    for case in OBLIQUE:
        yield from rule.forms(name, case) if rule else ()


def is_rare_given(word: str) -> bool:
    """Whether `word`, in lower case, is a given name that the counted lists do not hold."""
    return word in _rare()


def is_rare_given_in_a_case(word: str) -> bool:
    """Whether `word`, in lower case, may be a rare given name in another case: with an ending off and another on."""
    return any(
        word[: len(word) - cut] + ending in _rare()
        for cut in range(4)
        if cut < len(word) - 2 and (not cut or word[len(word) - cut :] in _ENDINGS)
        for ending in _NOMINATIVES
    )


_ENDINGS = frozenset("а у і и ю я о е є ы ом ем єм ою ею єю ої ій ой ей ові еві єві ії ию ия ию".split())
_NOMINATIVES = ("", "о", "й", "ь", "а", "я", "ій", "ий", "ія", "ия")


@cache
def _rare() -> frozenset[str]:
    return frozenset(fold_case(row[language]) for row in rows("given_rare") for language in Language)
