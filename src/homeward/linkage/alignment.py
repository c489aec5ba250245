"""Which word of one name answers to which word of the other, and which of the answers are the surname, the given name
and the patronymic."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from homeward.linkage.likeness import Likeness, Role, likeness
from homeward.linkage.spelling import Floats
from homeward.linkage.vocabulary import WORDS, Measure, Vocabulary

Names = NDArray[np.int32]  # a row a name: the numbers of its words, -1 where it has no more
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Alignment:
    """A row a pair of names, `swapped` if the left is the longer, and a column a word of the shorter: its partner in
    the longer, the words themselves, and how alike they are (columns behind the end of the shorter name are not
    `there`)."""

    swapped: Flags
    shorter: Names
    longer: Names
    there: Flags
    partner: NDArray[np.intp]
    words: tuple[NDArray[np.int32], NDArray[np.int32]]
    likeness: Likeness

    def of(self, column: NDArray[np.intp], values: NDArray[Any]) -> NDArray[Any]:
        """The value of one column of each row; of column 0 where there is none (-1)."""
        picked: NDArray[Any] = np.take_along_axis(values, np.maximum(column, 0)[:, None], axis=1)[:, 0]
        return picked


@dataclass(frozen=True, slots=True)
class Roles:
    """The column of each part in an alignment, -1 where no pair of words is it."""

    surname: NDArray[np.intp]
    given: NDArray[np.intp]
    patronymic: NDArray[np.intp]


def align(vocabulary: Vocabulary, left: Names, right: Names) -> Alignment:
    """The likeliest one-to-one answers between the words of names that each have one or more."""
    swapped = (left >= 0).sum(axis=1) > (right >= 0).sum(axis=1)
    shorter, longer = (np.where(swapped[:, None], *pair) for pair in ((right, left), (left, right)))
    cells, number = _cells(shorter, longer)
    compared = likeness(vocabulary, *cells)
    there = shorter >= 0
    alike = np.append(compared.alike, np.float32(-1))[number]
    partner = _partners(alike, there, longer >= 0)
    rows = np.arange(len(shorter))[:, None]
    columns = np.arange(WORDS)[None, :]
    chosen = number[rows, columns, partner]
    theirs = longer[rows, partner]
    return Alignment(
        swapped, shorter, longer, there, partner, (shorter, theirs), _taken(compared, np.where(there, chosen, -1))
    )


def _cells(shorter: Names, longer: Names) -> tuple[tuple[Names, Names], NDArray[np.intp]]:
    """Every two words that must be compared, once, and for each row, word and word the number of their comparison
    (the last for words that are not there)."""
    ours, theirs = np.broadcast_arrays(shorter[:, :, None], longer[:, None, :])
    there = (ours >= 0) & (theirs >= 0)
    keys = ours[there].astype(np.int64) << 32 | theirs[there]
    unique, inverse = np.unique(keys, return_inverse=True)
    number = np.full(there.shape, len(unique), np.intp)
    number[there] = inverse
    return ((unique >> 32).astype(np.int32), (unique & 0xFFFFFFFF).astype(np.int32)), number


def _partners(alike: Floats, ours: Flags, theirs: Flags) -> NDArray[np.intp]:
    """The partner of each word that makes the names most alike, over all ways to pair them off."""
    partner = np.zeros((len(alike), WORDS), np.intp)
    sizes = ours.sum(axis=1) * (WORDS + 1) + theirs.sum(axis=1)
    for size in np.unique(sizes):
        few, many = divmod(int(size), WORDS + 1)
        rows = np.flatnonzero(sizes == size)
        ways = _ways(few, many)
        total = sum(alike[rows, word][:, ways[:, word]] for word in range(few))
        partner[rows[:, None], np.arange(few)[None, :]] = ways[np.argmax(total, axis=1)] if few else 0
    return partner


@cache
def _ways(few: int, many: int) -> NDArray[np.intp]:
    return np.array(list(permutations(range(many), few)), np.intp).reshape(-1, few)


def _taken(compared: Likeness, number: NDArray[np.intp]) -> Likeness:
    """The comparisons of the pairs chosen; nothing alike where there is none (-1)."""
    return Likeness(
        np.append(compared.alike, np.float32(0))[number],
        np.append(compared.role, np.int8(Role.PLAIN))[number],
        np.append(compared.reading, np.float32(0))[number],
        np.append(compared.stem, np.float32(0))[number],
        np.append(compared.root, np.float32(0))[number],
        np.append(compared.known, np.int8(0))[number],
    )


def roles(vocabulary: Vocabulary, pairs: Alignment) -> Roles:
    """The patronymic is the pair of words that look like one; the given name the pair that the lists know best as one
    and least as a surname; the surname the longest of the rest."""
    ours, theirs = pairs.words
    role, alike = pairs.likeness.role, pairs.likeness.alike
    surname_weight = np.maximum(*(vocabulary.measure(Measure.SURNAME)[words] for words in (ours, theirs)))
    both_given = vocabulary.measure(Measure.GIVEN)[ours] * vocabulary.measure(Measure.GIVEN)[theirs]
    patronymics = pairs.there & (role == Role.PATRONYMIC)
    rest = pairs.there & ~patronymics
    given = _best(rest & ((role == Role.GIVEN) | (role == Role.INITIAL)), 1000 * both_given - surname_weight)
    others = _without(rest, given)
    surname = _best(others, vocabulary.measure(Measure.WRITTEN)[ours] + alike)
    left_over = _without(others, surname)
    given = np.where(given >= 0, given, _best(left_over, alike))
    return Roles(surname, given, _best(patronymics, -np.arange(WORDS, dtype=np.float32)[None, :] + 0 * alike))


def _best(allowed: Flags, score: Floats) -> NDArray[np.intp]:
    """The column of the highest score among those allowed, -1 where none is."""
    best = np.argmax(np.where(allowed, score, -np.inf), axis=1)
    return np.where(allowed.any(axis=1), best, -1)


def _without(allowed: Flags, column: NDArray[np.intp]) -> Flags:
    left: Flags = allowed & (np.arange(WORDS)[None, :] != column[:, None])
    return left
