"""Who is worth comparing with whom: people who share a key that few bear, the likeliest at a glance first.

A key that more than MOST people bear tells too little and is passed over, so that the cost of a mention has a bound
and that of a million grows about evenly with their number."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from homeward.linkage.blocking_glance import Candidates, Glance
from homeward.linkage.blocking_keys import Flags, Keys, Marks, Places, Surnames, keys, may_be_surnames
from homeward.linkage.blocking_spellings import Spellings, spread
from homeward.linkage.rows import Register, Rows

MOST = 100  # people of one key
FEW = 12  # people who go before the kernel
_AT_ONCE = 20_000  # people whose keys are made at once


class Blocks:
    """The people of a register by their keys."""

    def __init__(self, register: Register, people: Rows) -> None:
        self._register = register
        starts = range(0, len(people), _AT_ONCE)
        parts = [self._borne(people, np.arange(start, min(start + _AT_ONCE, len(people)))) for start in starts]
        borne, row = (np.concatenate(part) for part in zip(*parts, strict=True))
        order = np.argsort(borne, kind="stable")
        self._people = row[order]
        self._keys, first = np.unique(borne[order], return_index=True)
        self._first = np.append(first, len(borne)).astype(np.intp)
        words = [np.unique(people.names[start : start + _AT_ONCE]) for start in starts]
        self._spellings = Spellings(register.vocabulary, np.setdiff1d(np.concatenate(words), [-1]))
        self._glance = Glance(register.vocabulary, people)

    def candidates(self, mentions: Rows, few: int = FEW) -> Candidates:
        """The people worth comparing with each mention, by mention, at most `few`, the likeliest first."""
        marks = keys(self._register, mentions, self._surnames(mentions), asking=True)
        return self._glance.first(mentions, self._people_of(marks), few)

    def _borne(self, people: Rows, places: Places) -> tuple[Keys, NDArray[np.int32]]:
        some = people.take(places)
        row, column = np.nonzero(may_be_surnames(self._register.vocabulary, some))
        surnames = Surnames(row, column, some.names[row, column], np.ones(len(row), np.bool_))
        marks = keys(self._register, some, surnames)
        return marks.key, places[marks.row].astype(np.int32)

    def _surnames(self, mentions: Rows) -> Surnames:
        """Each word of the mentions that may be a surname, as each word of the register it may be a spelling of."""
        row, column = np.nonzero(may_be_surnames(self._register.vocabulary, mentions))
        words, place = np.unique(mentions.names[row, column], return_inverse=True)
        near = self._spellings.near(words)
        first = np.searchsorted(near.place, np.arange(len(words) + 1))
        which, at = spread(first[place], first[place + 1])
        return Surnames(row[which], column[which], near.word[at], near.same[at])

    def _people_of(self, marks: Marks) -> tuple[Places, Places, Flags]:
        """Each mention and person who share a key, once, and whether their surnames are alike letter for letter."""
        key, inverse = np.unique(marks.key, return_inverse=True)
        place = np.minimum(np.searchsorted(self._keys, key), max(len(self._keys) - 1, 0))
        known = self._keys[place] == key if len(self._keys) else np.zeros(len(key), np.bool_)
        first, last = self._first[place], self._first[np.minimum(place + 1, len(self._keys))]
        last = np.where(known & (last - first <= MOST), last, first)
        hit, at = spread(first[inverse], last[inverse])
        pairs = np.unique(((marks.row[hit].astype(np.int64) << 32) | self._people[at]) << 1 | ~marks.sure[hit])
        sure, pairs = (pairs & 1) == 0, pairs >> 1
        once = np.ones(len(pairs), np.bool_)
        once[1:] = pairs[1:] != pairs[:-1]
        return (pairs[once] >> 32).astype(np.intp), (pairs[once] & 0xFFFFFFFF).astype(np.intp), sure[once]
