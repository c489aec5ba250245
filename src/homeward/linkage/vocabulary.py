"""The words of names, each analysed once however many people bear it, as arrays that pairs are compared by."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from homeward.linkage.table import Table
from homeward.names import fold, identities, lexicon

WORDS = 5  # of one name that are compared; what follows them is left out
_IDS = 6  # identities of one word that are kept
_LETTERS = 18  # of one reading that are kept
GAP = len(fold.ALPHABET)  # the code of no letter
_CODES = {letter: code for code, letter in enumerate(fold.ALPHABET)}
_APART = re.compile(r"[\s,;/()\[\]{}«»\"“”„]+|\.(?=\S)|-|(?<=[а-яёіїєґ])(?=[А-ЯЁІЇЄҐ])|(?<=[a-z]{3})(?=[A-Z])")
_UNSEEN = re.compile("[\u00ad\u0301\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_INITIALS = str.maketrans({"o": "a", "i": "e", "h": "g"})  # first sounds that spelling alone tells apart
_LONG, _GLUED = 10, 5  # letters of a word that may be two, and the least of a given name within it
_COMMON = 2000  # bearers of such a given name

_DAUGHTER = ("вна", "vna", "wna", "кызы", "кизи")


@lru_cache(maxsize=20_000)
def words(name: str) -> tuple[str, ...]:
    """The words of a written name in the order written, hyphens and glued words parted; at most five."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", name[:400]))
    found = [word.strip(".-'’") for word in _APART.split(text) if word]
    kept = [one for word in found if any(map(str.isalpha, word)) for one in _unglued(word)]
    return tuple(kept[:WORDS])


def _unglued(word: str) -> Iterable[str]:
    """`word`, or the surname and the given name that it holds without a space (ШУСТОВАЛЕКСАНДР)."""
    if len(word) < _LONG or identities.given(word) or identities.patronymic_root(word):
        return (word,)
    low = fold.plain(word)
    for place in range(4, len(low) - _GLUED + 1):
        if lexicon.is_common_given(low[place:], _COMMON):
            return (word[:place], word[place:])
    return (word,)


class Measure(IntEnum):
    """What is known of every word as one number: yes or no as 1 or 0, sizes in letters, a surname's weight as the
    logarithm of one more than its bearers in the counted lists; its twins likewise."""

    CYRILLIC = 0
    PATRONYMIC = 1
    INITIAL = 2
    GIVEN = 3
    FATHER = 4
    SURNAME = 5
    WRITTEN = 6
    HEARD = 7
    WOMAN = 8
    LISTED = 9
    TWINS = 10


class Vocabulary:
    """Words by number; a word is analysed when it is first met. Readings, stems and roots of patronymics are numbers
    of strings, whose letters lie in `codes`, their sizes in `sizes` and the set of their letters, as bits, in
    `letters`."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._strings: dict[str, int] = {}
        self.plain: list[str] = []
        self.fine: list[str] = []
        self.first: list[str] = []
        self.bare: list[str] = []
        self.codes = Table(_LETTERS, np.int8, GAP)
        self.sizes = Table(1, np.int16)
        self.letters = Table(1, np.uint32)
        self.readings = Table(fold.MOST_READINGS, np.int32, -1)
        self.stems = Table(fold.MOST_STEMS, np.int32, -1)
        self.roots = Table(fold.MOST_READINGS, np.int32, -1)
        self.given = Table(_IDS, np.int32, -1)
        self.father = Table(_IDS, np.int32, -1)
        self.world = Table(_IDS, np.int32, -1)
        self.initials = Table(1, np.uint32)
        self.measures = Table(len(Measure), np.float32)

    def __len__(self) -> int:
        return len(self.plain)

    def numbers(self, name: str) -> tuple[int, ...]:
        """The numbers of the words of a written name."""
        return tuple(map(self.number, words(name)))

    def number(self, word: str) -> int:
        """The number of `word`, the same for all ways to capitalise it."""
        low = fold.plain(word)
        found = self._numbers.get(low)
        if found is None:
            found = self._numbers[low] = self._analyse(low)
        return found

    def measure(self, which: Measure) -> NDArray[np.float32]:
        """One measure of every word."""
        values: NDArray[np.float32] = self.measures.rows[:, which]
        return values

    def _analyse(self, word: str) -> int:
        readings, roots = fold.readings(word), identities.patronymic_root(word)
        initial = len(word) == 1
        given = frozenset[int]() if initial else identities.given(word)
        father = identities.father(word)
        for table, strings in ((self.readings, readings), (self.stems, fold.stems(word)), (self.roots, roots)):
            table.add(*map(self._string, strings))
        for table, names in ((self.given, given), (self.father, father), (self.world, identities.world(word))):
            table.add(*sorted(names)[:_IDS])
        self.initials.add(_initials(readings, given | father))
        self.measures.add(*_measures(word, readings, bool(roots), bool(given), bool(father)))
        self.plain.append(word)
        self.fine.append(fold.fine(word))
        self.first.append("".join(readings[:1]))
        self.bare.append(fold.bare(word))
        return len(self.plain) - 1

    def _string(self, reading: str) -> int:
        found = self._strings.get(reading)
        if found is None:
            kept = [_CODES[letter] for letter in reading[:_LETTERS]]
            self.sizes.add(len(kept))
            self.letters.add(sum(1 << code for code in set(kept)))
            found = self._strings[reading] = self.codes.add(*kept)
        return found


def _initials(readings: tuple[str, ...], names: frozenset[int]) -> int:
    """The letters that may stand for a word as its initial, as bits: of its readings and of the names it may be."""
    firsts = [reading[0] for reading in readings] + [
        first for name in names for first in identities.first_letters(name)
    ]
    return sum(1 << _CODES[letter] for letter in {one.translate(_INITIALS) for one in firsts})


def _measures(word: str, readings: tuple[str, ...], patronymic: bool, given: bool, father: bool) -> tuple[float, ...]:
    """In the order of `Measure`."""
    return (
        fold.is_cyrillic(word),
        patronymic,
        len(word) == 1,
        given,
        father,
        math.log1p(identities.surname_weight(word)),
        len(word),
        len(readings[0]) if readings else 0,
        word.endswith(_DAUGHTER),
        identities.is_known_surname(word),
        math.log1p(identities.twins(word)),
    )
