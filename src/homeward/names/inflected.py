"""The forms of the listed given names in all cases, so that one is known again wherever it stands."""

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
