"""Spellings of one word brought to one small alphabet, whatever the script and the orthography it is written in.

A Latin word may have been written after several orthographies (Jewgenij, Ievgueni, Yevhenii), so it has several
readings; a Cyrillic word may stand in any case, so it has several stems. The tables: data/letters.csv (Cyrillic),
data/orthographies.csv with data/latin_folds.csv (what each Latin orthography writes), data/stem_endings.csv. In the
alphabet S is ш, Z ж, C ч, Q щ, c ц; h is х, and г where it is written h.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from homeward.names.lexicon import fold_case, rows

ALPHABET = "abvgdeZziklmnoprstufhcCSQ"
MOST_READINGS, MOST_STEMS = 5, 6
_IOTATED = re.compile("i+(?=[aeou])")
_DOUBLE = re.compile(r"(.)\1+")
_TWINS = str.maketrans("aeocpxiykmhtb", "аеосрхіукмнтв")
_DIGITS = str.maketrans("015", "ols")
_JO = re.compile("[йь]о")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-z]")
_SOFTENED = {"з": "г", "ц": "к", "с": "х", "ж": "г", "ч": "к"}  # before the endings -і and -е: Прилука, Прилуці
_FLEETING = re.compile("[іеоєё]([бвгґджзклмнпрстфхцчшщ])$")
_CLOSED = re.compile("і([бвгґджзклмнпрстфхцчшщ]+)ь?$")
_LATIN_ENDING = re.compile("((?<=....)ova|ai|a|oi|i|o|e|u)$")
_BALTIC = re.compile("(as|us|is|s)$")


def is_cyrillic(word: str) -> bool:
    return _CYRILLIC.search(word) is not None


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """`word` in lower case, one kind of apostrophe, Latin twins of Cyrillic letters put right."""
    low = fold_case(word)
    cyrillic, latin = len(_CYRILLIC.findall(low)), len(_LATIN.findall(low))
    return low.translate(_TWINS) if latin and cyrillic >= latin else low


@lru_cache(maxsize=20_000)
def readings(word: str) -> tuple[str, ...]:
    """The ways `word` may sound, the likeliest orthography first; at most five, none for a word without letters."""
    low = plain(word)
    found = _cyrillic_readings(low) if is_cyrillic(low) else _latin_readings(low.translate(_DIGITS))
    return tuple(dict.fromkeys(one for one in found if one))[:MOST_READINGS]


@lru_cache(maxsize=20_000)
def stems(word: str) -> tuple[str, ...]:
    """What may be left of `word` when the ending of its case is taken off; at most six."""
    low = plain(word)
    found = map(_spell, _stems(low)) if is_cyrillic(low) else map(_latin_stem, readings(word))
    return tuple(dict.fromkeys(one for one in found if one))[:MOST_STEMS]


@lru_cache(maxsize=20_000)
def fine(word: str) -> str:
    """A Cyrillic word with only those letters merged that Ukrainian and Russian write for one another."""
    return _JO.sub("ё", plain(word)).translate(_letters("fine"))


@lru_cache(maxsize=20_000)
def bare(word: str) -> str:
    """`word` as written, in lower case, without the longest ending that it may have in a case."""
    low = plain(word)
    return next(iter(_cut(low)))[0] if is_cyrillic(low) else low


def _cyrillic_readings(word: str) -> Iterator[str]:
    yield _spell(word)
    yield _spell(_JO.sub("е", word).replace("ё", "е"))


def _spell(word: str) -> str:
    return _merged(_JO.sub("ё", word).translate(_letters("folded")))


def _latin_readings(word: str) -> Iterator[str]:
    first = ""
    for orthography in _orthographies():
        if orthography.fits(word):
            reading = _merged(_bare(orthography.read(word)))
            first = first or reading
            yield reading
    if word.endswith("s") and len(word) > 4:
        yield _BALTIC.sub("", first)


def _merged(text: str) -> str:
    return _DOUBLE.sub(r"\1", _IOTATED.sub("", text))


def _bare(text: str) -> str:
    """`text` without accents and without letters the alphabet does not have."""
    return (text if text.isascii() else unicodedata.normalize("NFD", text)).translate(_latin_letters())


def _latin_stem(reading: str) -> str:
    return _LATIN_ENDING.sub("", reading) if len(reading) > 4 else reading


def _stems(word: str) -> Iterator[str]:
    for stem, ending in _cut(word):
        yield stem
        if ending in {"і", "е"} and stem[-1] in _SOFTENED:
            yield stem[:-1] + _SOFTENED[stem[-1]]
        if len(stem) > 4 and stem.endswith(("ец", "єц", "ок", "ек", "єк")):
            yield stem[:-2] + stem[-1]
    yield from _vowels_lost(word)


def _cut(word: str) -> Iterable[tuple[str, str]]:
    """The likeliest partings of stem and ending; the whole word as its own stem if it ends in a consonant."""
    least = 3 if len(word) > 4 else 2
    longest = min(_longest(), len(word) - least)
    ends = [word[-size:] for size in range(longest, 0, -1)]
    cuts = [(word[: -len(end)], end) for end in ends if end in _endings()][:3]
    if not cuts or word[-1] not in "аяоіїиыеєуюьй":
        cuts = [*cuts[-2:], (word, "")]
    return cuts


def _vowels_lost(word: str) -> Iterator[str]:
    """Stems of a nominative whose vowel leaves or changes in the other cases: Швець, Швеця; Батіг, Батога."""
    fleeting, closed = _FLEETING.search(word), _CLOSED.search(word)
    if fleeting and len(word) > 3:
        yield word[: fleeting.start()] + fleeting.group(1)
    if closed:
        yield from (word[: closed.start()] + vowel + closed.group(1) for vowel in "ое")


class _Orthography:
    """One way to write in Latin letters: which words it fits, and what its letters sound like."""

    def __init__(self, mark: str, folds: list[tuple[str, str]]) -> None:
        self._mark = re.compile(mark) if mark else None
        self._sounds = [sound for _, sound in folds]
        self._written = re.compile("|".join(f"({pattern})" for pattern, _ in folds))

    def fits(self, word: str) -> bool:
        return self._mark is None or self._mark.search(word) is not None

    def read(self, word: str) -> str:
        return self._written.sub(lambda found: self._sounds[(found.lastindex or 1) - 1], word)


@cache
def _orthographies() -> tuple[_Orthography, ...]:
    folds: dict[str, list[tuple[str, str]]] = {}
    for row in rows("latin_folds"):
        folds.setdefault(row["orthography"], []).append((row["pattern"], row["folded"]))
    return tuple(_Orthography(row["mark"], folds[row["orthography"]]) for row in rows("orthographies"))


class _Letters(dict[int, str]):
    """What becomes of each letter; those it does not know are left out."""

    def __missing__(self, letter: int) -> str:
        return ""


@cache
def _letters(column: str) -> _Letters:
    return _Letters({ord(row["letter"]): row[column] for row in rows("letters")})


@cache
def _latin_letters() -> _Letters:
    return _Letters(_letters("folded") | {ord(letter): letter for letter in ALPHABET})


@cache
def _endings() -> frozenset[str]:
    return frozenset(row["ending"] for row in rows("stem_endings"))


@cache
def _longest() -> int:
    """Letters of the longest ending."""
    return max(map(len, _endings()))
