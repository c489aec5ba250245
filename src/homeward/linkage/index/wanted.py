"""What is looked for: the words of a name of a mention, and what else finds people whatever their names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.linkage.born import Born
from homeward.linkage.index import grams
from homeward.linkage.index.grams import Codes
from homeward.linkage.vocabulary import Measure, Vocabulary

NAMED = ("given", "father", "world")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a mention: the codes of its readings and stems, the trigrams of them all, and for each of `NAMED` the
    numbers of the names it may be by the lists."""

    plain: str
    readings: Codes
    stems: Codes
    grams: NDArray[np.int16]
    names: tuple[NDArray[np.int32], ...]


def word(vocabulary: Vocabulary, number: int) -> Word | None:
    """The word of that number; None for a single letter, which finds nobody."""
    if vocabulary.measures.rows[number, Measure.INITIAL]:
        return None
    readings, stems = (_codes(vocabulary, table.rows[number]) for table in (vocabulary.readings, vocabulary.stems))
    named = (getattr(vocabulary, kind).rows[number] for kind in NAMED)
    return Word(
        vocabulary.plain[number],
        readings,
        stems,
        grams.wanted(np.concatenate([readings, stems])),
        tuple(names[names >= 0] for names in named),
    )


def _codes(vocabulary: Vocabulary, strings: NDArray[np.int32]) -> Codes:
    codes: Codes = vocabulary.codes.rows[strings[strings >= 0]]
    return codes


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of a name, the dates of birth as `homeward.linkage.born` packs them, and service numbers by number."""

    words: tuple[Word, ...]
    born: Born
    service_numbers: NDArray[np.int64]
