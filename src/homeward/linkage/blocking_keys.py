"""The keys of people: two things known of somebody, joined into one number that those who share both share.

A surname is joined, as each word of the register that it may be a spelling of, with a given name, an initial, a
father's name, a year of birth, two of these, or a unit; a given or a father's name with a date of birth; a service
number stands alone."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from homeward.linkage.rows import OTHERS, Register, Rows
from homeward.linkage.vocabulary import WORDS, Measure, Vocabulary
from homeward.names.fold import ALPHABET

_SPAN = 3  # years within which a date that says several is looked up under each
_NAMES = 3  # of the lists that are looked up for one row
_UNIT, _NUMBER = OTHERS.index("unit"), OTHERS.index("service_number")
_FIRST_MIX, _MIX, _OTHER_MIX = map(np.uint64, (0xFF51AFD7ED558CCD, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F))

Places = NDArray[np.intp]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Keys = NDArray[np.uint64]


class Kind(IntEnum):
    """What a key joins."""

    GIVEN = 1
    INITIAL = 2
    FATHER = 3
    YEAR = 4
    UNIT = 5
    ALONE = 6
    GIVEN_DATE = 7
    FATHER_DATE = 8
    FULL_NAME_YEAR = 9
    NUMBER = 10
    GIVEN_YEAR = 11
    FULL_NAME = 12


_WITH_GIVEN = (Kind.GIVEN, Kind.GIVEN_YEAR, Kind.FULL_NAME)


@dataclass(frozen=True, slots=True)
class Surnames:
    """The words of rows that may be a surname: the row, the column the word stands in, the word of the register it may
    be, and whether it is so letter for letter."""

    row: Places
    column: Places
    word: NDArray[np.int32]
    sure: Flags


@dataclass(frozen=True, slots=True)
class Marks:
    """Keys, each with the row that bears it and whether its surname is so letter for letter."""

    row: Places
    key: Keys
    sure: Flags


def may_be_surnames(vocabulary: Vocabulary, rows: Rows) -> Flags:
    """Which words may be the surname: no initials, what looks like a patronymic only if no other word may be it, and
    given names only if nothing else is there."""
    there = rows.names >= 0
    if not len(vocabulary):
        return there
    initial, patronymic, given = (
        there & (vocabulary.measure(which)[rows.names] > 0)
        for which in (Measure.INITIAL, Measure.PATRONYMIC, Measure.GIVEN)
    )
    words = there & ~initial
    for narrower in (words & ~given, words & ~given & ~patronymic):
        words = np.where(narrower.any(axis=1, keepdims=True), narrower, words)
    found: Flags = words
    return found


def telling(vocabulary: Vocabulary, rows: Rows) -> Flags:
    """Which rows say enough to mean somebody: a word that is no initial, or a service number."""
    found: Flags = may_be_surnames(vocabulary, rows).any(axis=1) | (rows.others[:, _NUMBER, 0] >= 0)
    return found


def keys(register: Register, rows: Rows, surnames: Surnames, *, asking: bool = False) -> Marks:
    """All keys that `rows` bear; those worth `asking` for, if others may be meant by them: where a given name is known,
    a surname that is only near is not asked for without it, and no initial at all."""
    vocabulary = register.vocabulary
    given, father = _named(vocabulary.given.rows, rows), _named(vocabulary.father.rows, rows)
    parts = [*_of_surnames(vocabulary, rows, surnames, given, father, asking), *_of_others(rows, given, father)]
    return Marks(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("row", "key", "sure")))


def _named(names: NDArray[np.int32], rows: Rows) -> NDArray[np.int32]:
    """The names of the lists that each word may be: (rows, words, names), -1 for none."""
    if not len(names):
        return np.full((*rows.names.shape, _NAMES), -1, np.int32)
    found: NDArray[np.int32] = np.where((rows.names >= 0)[:, :, None], names[rows.names][:, :, :_NAMES], -1)
    return found


def _of_surnames(
    vocabulary: Vocabulary,
    rows: Rows,
    surnames: Surnames,
    given: NDArray[np.int32],
    father: NDArray[np.int32],
    asking: bool,
) -> Iterator[Marks]:
    row, column = surnames.row, surnames.column
    others = (np.arange(WORDS)[None, :] != column[:, None])[:, :, None]
    first, fathers = (_first(np.where(others, names[row], -1)) for names in (given, father))
    years = _years(rows)[row]
    several = {
        Kind.GIVEN: first,
        Kind.GIVEN_YEAR: _both(first, years),
        Kind.FULL_NAME: _both(first, fathers),
        Kind.FATHER: fathers,
        Kind.INITIAL: _initials(vocabulary, rows, row, others),
        Kind.YEAR: years,
        Kind.UNIT: rows.others[row, _UNIT],
        Kind.ALONE: np.where((rows.names[row] >= 0).sum(axis=1) == 1, 0, -1 if asking else 0)[:, None],
    }
    known = (first >= 0).any(axis=1) & asking
    for kind, values in several.items():
        wanted = ~known | (kind in _WITH_GIVEN) | (surnames.sure & (kind is not Kind.INITIAL))
        at, which = np.nonzero((values >= 0) & wanted[:, None])
        yield Marks(row[at], _joined(kind, surnames.word[at], values[at, which]), surnames.sure[at])


def _initials(vocabulary: Vocabulary, rows: Rows, row: Places, others: Flags) -> Numbers:
    letters = (
        np.where(rows.names >= 0, vocabulary.initials.rows[rows.names, 0], 0) if len(vocabulary) else rows.names * 0
    )
    any_of = np.bitwise_or.reduce(letters.astype(np.uint32)[row] * others[:, :, 0], axis=1)
    letter = np.arange(len(ALPHABET))
    found: Numbers = np.where((any_of[:, None] >> letter.astype(np.uint32)) & 1 > 0, letter, -1)
    return found


def _first(names: NDArray[np.int32]) -> NDArray[np.int32]:
    """The few names of each row with the highest numbers, -1 where it has fewer."""
    flat = names.reshape(len(names), math.prod(names.shape[1:]))
    return -np.sort(-flat, axis=1)[:, :_NAMES]


def _both(ones: NDArray[np.int32], others: NDArray[np.integer]) -> Numbers:
    """A number for each of `ones` with each of `others`, -1 where either is none."""
    both = np.where(
        (ones >= 0)[:, :, None] & (others >= 0)[:, None, :],
        ones.astype(np.int64)[:, :, None] << 15 | others.astype(np.int64)[:, None, :],
        -1,
    )
    return both.reshape(len(ones), ones.shape[1] * others.shape[1])


def _of_others(rows: Rows, given: NDArray[np.int32], father: NDArray[np.int32]) -> Iterator[Marks]:
    born = rows.born.astype(np.int64)
    date = np.where(born[:, :, 3] > 0, born[:, :, 0] * 400 + born[:, :, 2] * 32 + born[:, :, 3], -1)
    names, fathers = _first(given), _first(father)
    yield _crossed(Kind.GIVEN_DATE, names, date)
    yield _crossed(Kind.FATHER_DATE, fathers, date)
    yield _crossed(Kind.NUMBER, rows.others[:, _NUMBER], np.zeros((len(rows), 1), np.int64))
    yield _crossed(Kind.FULL_NAME_YEAR, _both(names, fathers), _years(rows))


def _crossed(kind: Kind, ones: NDArray[np.integer], others: Numbers) -> Marks:
    row, one, other = np.nonzero((ones >= 0)[:, :, None] & (others >= 0)[:, None, :])
    return Marks(row, _joined(kind, ones[row, one], others[row, other]), np.zeros(len(row), np.bool_))


def _years(rows: Rows) -> Numbers:
    """The years in which each may have been born, -1 where nothing or too little is known."""
    first, last = rows.born[:, :, 0].astype(np.int64), rows.born[:, :, 1].astype(np.int64)
    years = first[:, :, None] + np.arange(_SPAN)
    known = (first > 0) & (last - first < _SPAN)
    return np.where(known[:, :, None] & (years <= last[:, :, None]), years, -1).reshape(
        len(rows), _SPAN * rows.born.shape[1]
    )


def _joined(kind: Kind, one: NDArray[np.integer], other: Numbers) -> Keys:
    """One number of three, spread evenly; that two keys fall together is as good as never, and costs a comparison."""
    low = (one.astype(np.uint64) * _FIRST_MIX ^ other.astype(np.uint64)) * _MIX
    return ((low ^ low >> np.uint64(29)) + np.uint64(kind)) * _OTHER_MIX
