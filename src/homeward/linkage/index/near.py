"""The words of a segment that are near to a word of a mention, and how near."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from homeward.linkage.index.archive import Arrays
from homeward.linkage.index.grams import Codes, distinct, heard, rough
from homeward.linkage.index.wanted import NAMED, Word
from homeward.linkage.vocabulary import GAP

_OVERLAP = 0.25  # of the trigrams, least that near words share
_MOST = 120  # words that are compared letter by letter
_LEAST = 0.6  # likeness from which a word is near
_LISTED = np.float32(0.9)  # what the lists count for one name, the rest is how it is written
_STEM, _ROUGH = 0.97, 0.93  # what a stem, or a word as it roughly sounds, is worth beside the reading

Numbers = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Near:
    """Words of a segment by number, the nearest first, and from 0 to 1 how like the wanted word each is."""

    words: Numbers
    alike: Floats


def near(arrays: Arrays, word: Word) -> Near:
    """The words that the lists call the same name, and those that sound alike."""
    named = _named(arrays, word)
    found = distinct(np.concatenate([named, _sharing(arrays, word.grams)]))
    alike = _alike(arrays, word, found)
    listed = np.searchsorted(found, named)
    alike[listed] = _LISTED + (1 - _LISTED) * alike[listed]
    order = np.argsort(-alike, kind="stable")[: int((alike >= _LEAST).sum())]
    return Near(found[order], alike[order])


def _named(arrays: Arrays, word: Word) -> Numbers:
    found = [np.zeros(0, np.int32)]
    for kind, numbers in zip(NAMED, word.names, strict=True):
        keys, values = arrays[f"{kind}_keys"], arrays[f"{kind}_values"]
        begins, ends = np.searchsorted(keys, numbers), np.searchsorted(keys, numbers + 1)
        found += [values[begin:end] for begin, end in zip(begins, ends, strict=True)]
    return np.concatenate(found)


def _sharing(arrays: Arrays, wanted: NDArray[np.int16]) -> Numbers:
    """The words that share the greatest part of the trigrams wanted."""
    begins, counts = arrays["gram_begins"], arrays["gram_counts"]
    lists = [arrays["gram_words"][begins[gram] : begins[gram + 1]] for gram in wanted]
    shared = np.bincount(np.concatenate([np.zeros(0, np.int32), *lists]), minlength=len(counts))
    found = np.flatnonzero(shared >= max(1.0, _OVERLAP * len(wanted) / 2))
    overlap = 2 * shared[found] / (counts[found] + len(wanted))
    if len(found) > _MOST:
        best = np.argpartition(-overlap, _MOST)[:_MOST]
        found, overlap = found[best], overlap[best]
    near: Numbers = found[overlap >= _OVERLAP].astype(np.int32)
    return near


def _alike(arrays: Arrays, word: Word, words: Numbers) -> Floats:
    """The best of comparing the readings, the stems, and the readings as they roughly sound."""
    codes = arrays["codes"]
    readings, stems = (_first(codes, arrays[name][words, 0]) for name in ("readings", "stems"))
    found = (
        _best(heard(word.readings), heard(readings)),
        _best(heard(word.stems), heard(stems)) * np.float32(_STEM),
        _best(rough(word.readings), rough(readings)) * np.float32(_ROUGH),
    )
    alike: Floats = np.max(found, axis=0)
    return alike


def _first(codes: Codes, strings: Numbers) -> Codes:
    found: Codes = np.where(strings[:, None] >= 0, codes[strings], codes.dtype.type(GAP))
    return found


def _best(ours: list[bytes], theirs: list[bytes]) -> Floats:
    if not ours:
        return np.zeros(len(theirs), np.float32)
    found: Floats = cdist(ours, theirs, scorer=Levenshtein.normalized_similarity, dtype=np.float32).max(axis=0)
    return found
