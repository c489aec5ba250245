"""Given names in other cases than the nominative, and those that nobody counted (data/given_rare.csv)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

from homeward.names.grammar import OBLIQUE, Language, rule_of, rules
from homeward.names.kind import Kind
from homeward.names.lexicon import Sex, fold_case, rows

_LONGEST_ENDING = 5
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
    """Whether `word`, in lower case, may be a rare given name in another case."""
    return any(
        word[: len(word) - cut] + tail in _rare()
        for cut in range(min(_LONGEST_ENDING, len(word) - 1))
        for tail in _tails().get(word[len(word) - cut :], ())
    )


@cache
def _tails() -> dict[str, frozenset[str]]:
    """What given names end in that take an ending in some case."""
    found: dict[str, set[str]] = {}
    for language in Language:
        for rule in rules(Kind.GIVEN, language):
            for ending in chain.from_iterable(rule.endings[case] for case in OBLIQUE):
                found.setdefault(rule.stem + ending, set()).add(rule.tail)
    return {ending: frozenset(tails) for ending, tails in found.items() if "=" not in ending}


@cache
def _rare() -> frozenset[str]:
    return frozenset(fold_case(row[language]) for row in rows("given_rare") for language in Language)
