"""The word that a written word stands for.

Slips of scripts (a Latin `o` in a Cyrillic word), of reading machines (0 for О, rn for m), of keyboards (" for an
apostrophe) and signs nobody sees (right-to-left marks, zero-width spaces, accents over the stressed vowel) are put
right by the tables in data/confusions.csv.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from homeward.names import lexicon
from homeward.names.keys import is_known_given
from homeward.names.lexicon import fold_case, rows

MARKS = "\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
APOSTROPHES = "'’ʼ`´ʹ′‘ʻ\"“”″＇"
HYPHENS = "-‐‑‒–—−"
LEAST = 5  # letters of a word that is parted from another, or mended; shorter words are too near to one another
_INVISIBLE = re.compile(f"[{MARKS}]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_DIGIT = re.compile(r"\d")
_MOST_READINGS = 32  # of a word with digits
_COMMON = 1000  # bearers of a given name in the counted lists


@lru_cache(maxsize=200_000)
def meant(written: str) -> str:
    """The word that `written` stands for: one script, letters for digits, plain apostrophes and hyphens; without a
    final full stop. Empty if no letter is in it."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFC", written)).translate(_plain())
    word = _one_script(plain.strip(".-'"))
    if not any(map(str.isalpha, word)):
        return ""
    return _mended(word)


def _one_script(word: str) -> str:
    """`word` in the script of most of its letters."""
    if not _CYRILLIC.search(word) or not _LATIN.search(word):
        return word
    return word.translate(_twins(_script(word)))


def is_cyrillic(word: str) -> bool:
    """Whether most letters of `word` are Cyrillic."""
    return _script(word) == "cyrillic"


def _script(word: str) -> str:
    """The script of most letters of `word`; Cyrillic if they are as many."""
    cyrillic = len(_CYRILLIC.findall(word))
    return "cyrillic" if cyrillic and cyrillic >= len(_LATIN.findall(word)) else "latin"


def _mended(word: str) -> str:
    """`word` with misread signs put right: digits always, letters only if the lists then know the word."""
    script = _script(word)
    if _DIGIT.search(word):
        readings = [word]
        for seen, letter in _confusions(script, digits=True):
            readings += [_put(one, seen, letter) for one in readings[:_MOST_READINGS] if seen in one]
        clean = [one for one in readings if not _DIGIT.search(one)] or ["".join(filter(str.isalpha, word))]
        return next((one for one in clean if _listed(one)), clean[0])
    if len(word) < LEAST or _listed(word) or lexicon.is_surname_like(word) or lexicon.is_patronymic(word):
        return word
    return next((one for one in _near(word, script) if _sure(one)), word)


def _near(word: str, script: str) -> Iterator[str]:
    low = word.lower()
    for seen, letter in _confusions(script, digits=False):
        place = low.find(seen)
        while place >= 0:
            yield _like(low[:place] + letter + low[place + len(seen) :], word)
            place = low.find(seen, place + 1)


def _like(low: str, word: str) -> str:
    """`low` in capitals or with a capital, as `word` is."""
    if word.isupper():
        return low.upper()
    return low[:1].upper() + low[1:] if word[:1].isupper() else low


def _listed(word: str) -> bool:
    return lexicon.is_given(word) or lexicon.patronymic(word) is not None


def is_common_given(word: str) -> bool:
    """Whether the lists count a thousand bearers of the given name `word` or more."""
    entry = lexicon.given(word)
    return entry is not None and entry.weight >= _COMMON


def _sure(word: str) -> bool:
    return (
        is_common_given(word)
        or lexicon.patronymic(word) is not None
        or (word.isascii() and is_known_given(fold_case(word)))
    )


def _put(word: str, digit: str, letter: str) -> str:
    """`letter` for every `digit`, a capital in front of a word and among capitals."""
    if word.replace(digit, "").isupper():
        return word.replace(digit, letter.upper())
    return (letter.upper() + word[1:] if word.startswith(digit) else word).replace(digit, letter)


@cache
def _plain() -> dict[int, str]:
    return {**{ord(one): "'" for one in APOSTROPHES}, **{ord(one): "-" for one in HYPHENS}}


@cache
def _twins(script: str) -> dict[int, str]:
    return {ord(row["seen"]): row["meant"] for row in rows("confusions") if row["how"] == f"twin_{script}"}


@cache
def _confusions(script: str, *, digits: bool) -> tuple[tuple[str, str], ...]:
    how = f"{'digit' if digits else 'letter'}_{script}"
    return tuple((row["seen"], row["meant"]) for row in rows("confusions") if row["how"] == how)
