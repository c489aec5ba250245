"""The Cyrillic spellings that a name in Latin letters may stand for, in Ukrainian or in Russian.

A word is taken for what some standard (`transliterate`) would write so: each run of Latin letters is turned back, the
letters of names say which way is likely, and it speaks against a spelling if no standard, or only one seldom met,
writes it as the word stands there. A name is read in both languages, since a Russian spelling in Latin letters may be
all that a list has of a Ukrainian; the better reading is then respelled.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from homeward.names.decline import in_the_case_of
from homeward.names.grammar import Language
from homeward.names.kind import Kind
from homeward.names.lexicon import Sex, fold_case, rows
from homeward.names.likelihood import likelihood, runs_of
from homeward.names.mend import is_cyrillic
from homeward.names.owner import is_usual
from homeward.names.parse import Part, parse
from homeward.names.respell import in_language
from homeward.names.spell import likeliest
from homeward.names.transliterate import Standard, table, transliterate

_MOST = 3
_TRIED = 60  # spellings that are written back
_UNWRITTEN = 0.8  # against each soft sign or apostrophe that Latin letters leave out
_NOT_AS_WRITTEN = -4.0  # for a spelling that no standard writes as the word stands there
_RESPELLED = frozenset({Kind.SURNAME, Kind.GIVEN, Kind.PATRONYMIC})
_SOFTENED = frozenset("лнстдзцрвбпмф")


@dataclass(frozen=True, slots=True)
class Reading:
    """A spelling, and the common logarithm of how likely it is."""

    text: str
    score: float


def readings(name: str, language: Language) -> tuple[str, ...]:
    """Up to three Cyrillic spellings of `name`, the likeliest first; words that are Cyrillic already stay."""
    parts = parse(name).parts
    found: dict[str, float] = {}
    for source in Language if parts else ():
        for reading in _names(parts, source):
            text = reading.text if source == language else in_language(reading.text, language)
            found[text] = max(reading.score, found.get(text, reading.score))
    return tuple(sorted(found, key=lambda text: (-found[text], text))[:_MOST])


def _names(parts: Sequence[Part], language: Language) -> Iterator[Reading]:
    """The best reading of all words, and those that differ from it in one word."""
    choices = [_words(part, language) for part in parts]
    best = [found[0] for found in choices]
    total = sum(one.score for one in best)
    yield Reading(" ".join(one.text for one in best), total)
    for place, found in enumerate(choices):
        for other in found[1:]:
            words = [*best[:place], other, *best[place + 1 :]]
            yield Reading(" ".join(one.text for one in words), total - best[place].score + other.score)


def _words(part: Part, language: Language) -> tuple[Reading, ...]:
    if part.kind == Kind.INITIAL and not is_cyrillic(part.word):
        first = _of_word(fold_case(part.word), Kind.SURNAME, language)[0].text[:1]
        return (Reading(first.upper() + part.written[1:], 0.0),)
    if part.kind not in _RESPELLED or is_cyrillic(part.word):
        return (Reading(part.written, 0.0),)
    halves = [_of_word(fold_case(half), part.kind, language) for half in part.word.split("-")]
    ranked = [[found[min(rank, len(found) - 1)] for found in halves] for rank in range(max(map(len, halves)))]
    return tuple(
        Reading(in_the_case_of(part.word, ("-".join(one.text for one in row),))[0], sum(one.score for one in row))
        for row in ranked
    )


@lru_cache(maxsize=20_000)
def _of_word(word: str, kind: Kind, language: Language) -> tuple[Reading, ...]:
    """The readings of a Latin word in lower case, the likeliest first; the word itself if there is none."""
    known = _with_known_letters(word, language)
    found: dict[str, float] = {}
    for sex in Sex:
        runs = runs_of(kind, sex, language)
        for spelled in likeliest(len(known), lambda place: _choices(known, place, language), runs, _TRIED):
            score = likelihood(spelled, kind, sex, language) + is_usual(spelled, kind, language)
            found[spelled] = max(score, found.get(spelled, score))
    written = [Reading(spelled, score + _as_written(spelled, known, language)) for spelled, score in found.items()]
    return tuple(sorted(written, key=lambda one: (-one.score, one.text))[:_MOST]) or (Reading(word, _NOT_AS_WRITTEN),)


def _with_known_letters(word: str, language: Language) -> str:
    """`word` without the marks of letters that no standard of `language` writes (ş, ā)."""
    known = _alphabet(language)
    return "".join(
        letter if letter in known else "".join(one for one in unicodedata.normalize("NFD", letter) if one in known)
        for letter in word
    )


def _as_written(spelled: str, word: str, language: Language) -> float:
    use = [use for standard, use in _standards(language) if transliterate(spelled, standard) == word]
    return max(use, default=_NOT_AS_WRITTEN)


def _choices(word: str, place: int, language: Language) -> Iterator[tuple[int, str, float]]:
    """The pieces that may begin at `place`: how many Latin letters they take, the Cyrillic ones, what speaks against
    them. Soft signs and apostrophes, which most standards leave out, may follow their consonants."""
    backwards = _backwards(language)
    for length in range(1, min(max(map(len, backwards)), len(word) - place) + 1):
        for letters in backwards.get(word[place : place + length], ()):
            yield length, letters, 0.0
            if letters[-1] in _SOFTENED:
                yield length, letters + "ь", _UNWRITTEN
            if letters[0] in "яюєї" and place:
                yield length, "'" + letters, _UNWRITTEN


@cache
def _backwards(language: Language) -> dict[str, tuple[str, ...]]:
    """The Cyrillic runs for each Latin one in any standard of `language`."""
    found: dict[str, dict[str, None]] = {}
    for standard, _ in _standards(language):
        for letters, run in table(standard).items():
            for latin in run.every() - {""}:
                found.setdefault(latin, {})[letters] = None
    return {latin: tuple(letters) for latin, letters in found.items()}


@cache
def _alphabet(language: Language) -> frozenset[str]:
    return frozenset("".join(_backwards(language)))


@cache
def _standards(language: Language) -> tuple[tuple[Standard, float], ...]:
    """The standards of `language`, each with the common logarithm of how often it is met."""
    return tuple(
        (Standard(row["standard"]), float(row["use"])) for row in rows("standards") if row["language"] == language
    )
