"""The Cyrillic spellings that a name in Latin letters may stand for, in Ukrainian or in Russian.

A word is taken for what any standard of the language (`transliterate`) would write so: each run of Latin letters is
turned back, the letters of names say which way is likely, and a spelling counts only if some standard writes it as the
word stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from homeward.names.decline import in_the_case_of
from homeward.names.grammar import Language
from homeward.names.kind import Kind
from homeward.names.lexicon import Sex, fold_case, rows
from homeward.names.likelihood import likelihood, runs_of
from homeward.names.mend import is_cyrillic
from homeward.names.owner import is_usual
from homeward.names.parse import Part, parse
from homeward.names.spell import likeliest
from homeward.names.transliterate import Standard, table, transliterate

_MOST = 3
_TRIED = 60  # spellings that are written back
_UNWRITTEN = 0.8  # against each soft sign or apostrophe that Latin letters leave out
_NOT_AS_WRITTEN = -4.0  # for a spelling that no standard writes as the word stands there
_RESPELLED = frozenset({Kind.SURNAME, Kind.GIVEN, Kind.PATRONYMIC})
_SOFTENED = frozenset("лнстдзцрвбпмф")


def readings(name: str, language: Language) -> tuple[str, ...]:
    """Up to three Cyrillic spellings of `name`, the likeliest first; words that are Cyrillic already stay."""
    parts = parse(name).parts
    choices = [_readings(part, language) for part in parts]
    if not choices:
        return ()
    first = [found[0] for found in choices]
    others = [[*first[:at], other, *first[at + 1 :]] for at, found in enumerate(choices) for other in found[1:]]
    return tuple(dict.fromkeys(" ".join(words) for words in [first, *others]))[:_MOST]


def _readings(part: Part, language: Language) -> tuple[str, ...]:
    if part.kind == Kind.INITIAL:
        return (_of_word(fold_case(part.word), Kind.SURNAME, language)[0].upper()[:1] + part.written[1:],)
    if part.kind not in _RESPELLED or is_cyrillic(part.word):
        return (part.written,)
    halves = [_of_word(fold_case(half), part.kind, language) for half in part.word.split("-")]
    joined = ("-".join(found[min(rank, len(found) - 1)] for found in halves) for rank in range(max(map(len, halves))))
    return in_the_case_of(part.word, dict.fromkeys(joined))


@lru_cache(maxsize=20_000)
def _of_word(word: str, kind: Kind, language: Language) -> tuple[str, ...]:
    """The spellings of a Latin word in lower case, the likeliest first; the word itself if there is none."""
    found: dict[str, float] = {}
    for sex in Sex:
        runs = runs_of(kind, sex, language)
        for spelled in likeliest(len(word), lambda place: _choices(word, place, language), runs, _TRIED):
            score = likelihood(spelled, kind, sex, language) + is_usual(spelled, kind, language)
            found[spelled] = max(score, found.get(spelled, score))
    written = {spelled: score + _as_written(spelled, word, language) for spelled, score in found.items()}
    best = sorted(written, key=lambda spelled: (-written[spelled], spelled))
    return tuple(best[:_MOST]) or (word,)


def _as_written(spelled: str, word: str, language: Language) -> float:
    return (
        0.0 if any(transliterate(spelled, standard) == word for standard in _standards(language)) else _NOT_AS_WRITTEN
    )


def _choices(word: str, place: int, language: Language) -> list[tuple[int, str, float]]:
    """The pieces that may begin at `place`: how many Latin letters they take, the Cyrillic ones, what speaks against
    them. Soft signs and apostrophes, which most standards leave out, may follow their consonants."""
    backwards, longest = _backwards(language)
    found = []
    for length in range(1, min(longest, len(word) - place) + 1):
        for letters in backwards.get(word[place : place + length], ()):
            found.append((length, letters, 0.0))
            if letters[-1] in _SOFTENED:
                found.append((length, letters + "ь", _UNWRITTEN))
            if letters[0] in "яюєї" and place:
                found.append((length, "'" + letters, _UNWRITTEN))
    return found


@cache
def _backwards(language: Language) -> tuple[dict[str, tuple[str, ...]], int]:
    """The Cyrillic runs for each Latin one in any standard of `language`, and the length of the longest Latin run."""
    found: dict[str, dict[str, None]] = {}
    for standard in _standards(language):
        for letters, run in table(standard).items():
            for latin in run.every() - {""}:
                found.setdefault(latin, {})[letters] = None
    return {latin: tuple(letters) for latin, letters in found.items()}, max(map(len, found))


@cache
def _standards(language: Language) -> Sequence[Standard]:
    return tuple(Standard(row["standard"]) for row in rows("standards") if row["language"] == language)
