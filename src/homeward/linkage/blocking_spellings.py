"""Which words of a register a word may be a spelling of: those that read or stem alike, or do so but for one letter or
for any vowels.

Two strings differ by one letter written otherwise, left out or put in exactly if they are equal, or come to be when a
letter is taken out of either (symmetric deletion, Garbe 2012). What is left is kept as a number only: a polynomial of
its letters, from which that of the string without a letter follows at once, so that all are found by arrays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.linkage.vocabulary import GAP, Vocabulary
from homeward.names.fold import ALPHABET

_LEAST = 4  # letters of a string of which one may be wrong
_MOST = 400  # words of the register that one fingerprint may lead to: more say nothing
_BASE = 0x9E3779B97F4A7C15 | 1
_BACK = pow(_BASE, -1, 1 << 64)
_LETTERS = np.array([*range(1, GAP + 1), 0], np.uint64)
_CONSONANTS = np.array(
    [99 if letter in "aeiou" else 100 + code for code, letter in enumerate(ALPHABET)] + [0], np.uint64
)

Words = NDArray[np.int32]
Prints = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Near:
    """A row an answer: the place of the word asked for, the word of the register, and whether a reading or a stem of
    the one is letter for letter one of the other."""

    place: NDArray[np.intp]
    word: Words
    same: NDArray[np.bool_]


class Spellings:
    """The words of a register by the fingerprints of their readings and stems."""

    def __init__(self, vocabulary: Vocabulary, words: Words) -> None:
        self._vocabulary = vocabulary
        place, prints, _ = _fingerprints(vocabulary, words)
        order = np.argsort(prints, kind="stable")
        self._prints, self._words = prints[order], words[place[order]]

    def near(self, words: Words) -> Near:
        """The words of the register near each of `words`, by place and word."""
        place, prints, whole = _fingerprints(self._vocabulary, words)
        first, last = (np.searchsorted(self._prints, prints, side) for side in ("left", "right"))
        hit, at = spread(first, np.where(last - first > _MOST, first, last))
        found, same = self._words[at], whole[hit]
        keys = place[hit].astype(np.int64) << 32 | found
        order = np.lexsort((~same, keys))
        keys, same = keys[order], same[order]
        once = np.ones(len(keys), np.bool_)
        once[1:] = keys[1:] != keys[:-1]
        keys, same = keys[once], same[once]
        word = (keys & 0xFFFFFFFF).astype(np.int32)
        return Near((keys >> 32).astype(np.intp), word, same)


def spread(first: NDArray[np.intp], last: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The numbers from `first` to before `last` of each row, one after the other, with the row of each."""
    counts = last - first
    row = np.repeat(np.arange(len(counts)), counts)
    start = np.repeat(first - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
    return row, start + np.arange(len(row))


def _fingerprints(vocabulary: Vocabulary, words: Words) -> tuple[NDArray[np.intp], Prints, NDArray[np.bool_]]:
    """The place of the word, a fingerprint, and whether it is of a whole string: each fingerprint of a word once or
    more."""
    strings = np.concatenate([vocabulary.readings.rows[words], vocabulary.stems.rows[words]], axis=1)
    place, column = np.nonzero(strings >= 0)
    string = strings[place, column]
    codes, size = vocabulary.codes.rows[string], vocabulary.sizes.rows[string, 0]
    upto = _sums(codes, _LETTERS)
    without = upto[:, :-1] + (upto[:, -1:] - upto[:, 1:]) * np.uint64(_BACK)
    row, letter = np.nonzero(np.arange(codes.shape[1])[None, :] < np.where(size >= _LEAST, size, 0)[:, None])
    prints = (upto[:, -1], without[row, letter], _sums(codes, _CONSONANTS)[:, -1])
    return (
        np.concatenate([place, place[row], place]),
        np.concatenate(prints),
        np.arange(sum(map(len, prints))) < len(place),
    )


def _sums(codes: NDArray[np.int8], values: Prints) -> Prints:
    """The polynomial of the first letters of each row: of none, of one, and so on to all."""
    power = np.array([pow(_BASE, place, 1 << 64) for place in range(codes.shape[1])], np.uint64)
    sums = np.cumsum(values[codes] * power, axis=1)
    return np.concatenate([np.zeros((len(codes), 1), np.uint64), sums], axis=1)
