"""What is told of a pair at a glance: which of many who share a key are worth the kernel's time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.linkage import born
from homeward.linkage.rows import OTHERS, Rows
from homeward.linkage.vocabulary import Vocabulary

_SPELT, _GIVEN, _FATHER, _OTHER = 3.0, 3.0, 3.0, 2.0  # nats that each part which agrees is worth, about
_BORN = {"same": 7.0, "swapped": 4.5, "one_digit": 3.0, "year_same": 2.5, "year_near": 0.5, "different": -4.0}
_MARGIN = 9.0  # nats behind the best at which nobody is compared any more
_LISTED = 3  # names of the lists that are looked at
_COMPARED = ("unit", "place", "service_number")

Places = NDArray[np.intp]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Candidates:
    """A row a pair: the place of the mention's row, that of the person's, and how many more people were as likely at a
    glance as this one, who is the last of those compared with the mention (0 for all others)."""

    mention: Places
    person: Places
    crowd: NDArray[np.int32]


class Glance:
    """The people of a register, ready to be glanced at."""

    def __init__(self, vocabulary: Vocabulary, people: Rows) -> None:
        self._vocabulary, self._people = vocabulary, people
        self._given, self._father = (_names(table.rows, people) for table in (vocabulary.given, vocabulary.father))

    def first(self, mentions: Rows, pairs: tuple[Places, Places, NDArray[np.bool_]], few: int) -> Candidates:
        """The first `few` people of each mention; `pairs` are ordered by mention."""
        mention, person, sure = pairs
        told = self._told(mentions, mention, person) + _SPELT * sure
        order = np.lexsort((person, -told, mention))
        mention, person, told = mention[order], person[order], told[order]
        start = np.searchsorted(mention, mention, "left")
        rank = np.arange(len(mention)) - start
        near = told >= told[start] - _MARGIN
        kept = np.flatnonzero(near & (rank < few))
        return Candidates(mention[kept], person[kept], _crowd(mention, told, near, rank, few)[kept])

    def _told(self, mentions: Rows, mention: Places, person: Places) -> Floats:
        people = self._people
        told = _weights()[born.compare(mentions.born[mention], people.born[person])]
        for table, weight, theirs in (
            (self._vocabulary.given, _GIVEN, self._given),
            (self._vocabulary.father, _FATHER, self._father),
        ):
            told += weight * _shared(_names(table.rows, mentions)[mention], theirs[person])
        for name in _COMPARED:
            column = OTHERS.index(name)
            told += _OTHER * _shared(mentions.others[mention, column], people.others[person, column])
        return told


def _crowd(mention: Places, told: Floats, near: NDArray[np.bool_], rank: Places, few: int) -> NDArray[np.int32]:
    """How many behind the last compared are as likely as that one."""
    crowd = np.zeros(len(mention), np.int32)
    last = np.flatnonzero(rank == few - 1)
    where = np.searchsorted(mention[last], mention)
    inside = where < len(last)
    inside[inside] = mention[last[where[inside]]] == mention[inside]
    behind = np.flatnonzero(inside & near & (rank >= few))
    as_likely = behind[told[behind] >= told[last[where[behind]]]]
    np.add.at(crowd, last[where[as_likely]], 1)
    return crowd


def _names(table: NDArray[np.int32], rows: Rows) -> NDArray[np.int32]:
    """Up to three names of the lists that the words of each row may be, -1 for none."""
    if not len(table):
        return np.full((len(rows), _LISTED), -1, np.int32)
    named = np.where((rows.names >= 0)[:, :, None], table[rows.names][:, :, :2], -1)
    return -np.sort(-named.reshape(len(rows), 2 * rows.names.shape[1]), axis=1)[:, :_LISTED]


def _shared(ours: NDArray[np.int32], theirs: NDArray[np.int32]) -> Floats:
    shared = np.zeros(len(ours), np.float32)
    for column in range(ours.shape[1]):
        shared[((theirs == ours[:, column, None]) & (ours[:, column, None] >= 0)).any(axis=1)] = 1
    return shared


def _weights() -> Floats:
    return np.array([_BORN.get(outcome.name.lower(), 0.0) for outcome in born.Outcome], np.float32)
