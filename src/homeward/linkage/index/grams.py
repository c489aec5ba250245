"""Words by the trigrams of how they roughly sound: what finds the words of an index that are near to another word.

Letters that are heard for one another are one here (а and о, д and т). The trigrams of all readings and stems of a word
are one set."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from homeward.linkage.vocabulary import GAP
from homeward.names.fold import ALPHABET

_SOUNDS = ("ao", "ei", "u", "vf", "ghk", "td", "szSZcCQ", "l", "m", "n", "pb", "r")
_EDGE, _BASE = len(_SOUNDS) + 1, len(_SOUNDS) + 2  # 0 stands for no letter
GRAMS = _BASE**3
_SOUND = np.zeros(GAP + 1, np.int16)
for _number, _letters in enumerate(_SOUNDS, 1):
    _SOUND[[ALPHABET.index(letter) for letter in _letters]] = _number
_WRITTEN = np.frombuffer(f"{ALPHABET}\0".encode(), np.uint8)
_ROUGH = np.frombuffer("".join(["\0", *(letters[0] for letters in _SOUNDS)]).encode(), np.uint8)[_SOUND]

Numbers = NDArray[np.int32]
Codes = NDArray[np.int8]


def heard(codes: Codes) -> list[bytes]:
    """Rows of codes as they are read."""
    return _texts(_WRITTEN[codes])


def rough(codes: Codes) -> list[bytes]:
    """Rows of codes with one letter for all that are heard alike."""
    return _texts(_ROUGH[codes])


def _texts(letters: NDArray[np.uint8]) -> list[bytes]:
    found: list[bytes] = letters.view(f"S{letters.shape[1]}").ravel().tolist()
    return found


def distinct(values: NDArray[Any]) -> NDArray[Any]:
    """The values in order, each once. (numpy.unique is many times slower on numbers of people.)"""
    ordered = np.sort(values, axis=None)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def grams(codes: Codes) -> NDArray[np.int16]:
    """The trigrams of rows of codes, as many columns as letters; -1 behind the end."""
    sounds = _SOUND[codes]
    wide = np.zeros((len(codes), codes.shape[1] + 2), np.int16)
    wide[:, 0] = _EDGE
    wide[:, 1:-1] = sounds
    wide[np.arange(len(codes)), (sounds > 0).sum(axis=1) + 1] = _EDGE
    found = wide[:, :-2] * _BASE**2 + wide[:, 1:-1] * _BASE + wide[:, 2:]
    return np.where((wide[:, 2:] > 0) & (wide[:, 1:2] != _EDGE), found, -1).astype(np.int16)


def wanted(codes: Codes) -> NDArray[np.int16]:
    """All trigrams of the strings of one word, each once."""
    found = distinct(grams(codes))
    return found[found >= 0]


def postings(codes: Codes, strings: Numbers) -> dict[str, Numbers]:
    """For each trigram the words that have it; `strings` holds a row a word, the numbers of its rows of codes."""
    of_string = grams(codes)
    word, column = np.nonzero(strings >= 0)
    found = of_string[strings[word, column]]
    place, letter = np.nonzero(found >= 0)
    keys = distinct(found[place, letter].astype(np.int64) * len(strings) + word[place])
    gram, words = np.divmod(keys, max(len(strings), 1))
    return {
        "gram_begins": np.searchsorted(gram, np.arange(GRAMS + 1)).astype(np.int32),
        "gram_words": words.astype(np.int32),
        "gram_counts": np.bincount(words, minlength=len(strings)).astype(np.int32),
    }
