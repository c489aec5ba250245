"""What a word of a name shows of its kind: data/signs.csv says how much each sign speaks for each kind."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from homeward.names import lexicon
from homeward.names.inflected import is_given_in_a_case, is_rare_given, is_rare_given_in_a_case
from homeward.names.keys import is_known_given, is_known_patronymic
from homeward.names.kind import Kind
from homeward.names.lexicon import fold_case, rows
from homeward.names.shapes import shape

_CASE = re.compile("(?:а|у|ем|ові|еві|и|і|ою|ой|ы|е|о)$")  # of patronymics in both languages
_PER_TENFOLD = 0.5  # what each tenfold of bearers above one adds to a given name


@dataclass(frozen=True, slots=True)
class Weights:
    """How much speaks for a word to be a surname, a given name, a patronymic; only differences have a meaning."""

    surname: float = 0.0
    given: float = 0.0
    patronymic: float = 0.0

    def of(self, kind: Kind) -> float:
        """The weight of `kind`; an initial has none, since its form alone tells it."""
        return {Kind.SURNAME: self.surname, Kind.GIVEN: self.given, Kind.PATRONYMIC: self.patronymic}.get(kind, 0.0)

    def and_sign(self, sign: str) -> Weights:
        added = _table()[sign]
        return Weights(self.surname + added.surname, self.given + added.given, self.patronymic + added.patronymic)


@lru_cache(maxsize=200_000)
def weights(word: str) -> Weights:
    """What the signs that `word` has by itself add up to."""
    total = Weights()
    for sign in _signs(fold_case(word)):
        total = total.and_sign(sign)
    entry = lexicon.given(word)
    bearers = math.log10(max(entry.weight, 1)) if entry else 0.0
    return Weights(total.surname - _PER_TENFOLD * bearers / 2, total.given + _PER_TENFOLD * bearers, total.patronymic)


def _signs(word: str) -> Iterator[str]:
    yield _given_sign(word)
    yield _patronymic_sign(word)
    if word in lexicon.surname_weights():
        yield "listed_surname"
    elif lexicon.is_surname_like(word) or shape("surname").search(word):
        yield "shaped_surname"


def _given_sign(word: str) -> str:
    if lexicon.given(word):
        return "listed_given"
    halves = word.split("-")
    if all(is_known_given(half) or is_given_in_a_case(half) for half in halves):
        return "like_given"
    return "rare_given" if is_rare_given(word) or is_rare_given_in_a_case(word) else "no_given"


def _patronymic_sign(word: str) -> str:
    if lexicon.patronymic(word) or word.rpartition("-")[2] in _children():
        return "listed_patronymic"
    if not lexicon.is_patronymic(word) and not shape("patronymic").search(word):
        return "no_patronymic"
    if is_known_patronymic(word) or _in_a_case(word):
        return "latin_patronymic" if word.isascii() else "like_patronymic"
    return "shaped_patronymic"


def _in_a_case(word: str) -> bool:
    """Whether `word` is the patronymic of the lists in another case (Івановича)."""
    stem = _CASE.sub("", word)
    return any(lexicon.patronymic(stem + end) for end in ("", "а"))


@cache
def _children() -> frozenset[str]:
    """Words behind a father's name that make it a patronymic (оглы)."""
    return frozenset(row["word"] for row in rows("particles") if row["role"] in {"son", "daughter"})


@cache
def _table() -> dict[str, Weights]:
    return {
        row["sign"]: Weights(float(row["surname"]), float(row["given"]), float(row["patronymic"]))
        for row in rows("signs")
    }
