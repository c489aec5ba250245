"""How alike two words of names are: spelt alike, one name by the lists, one patronymic, an initial of the other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from homeward.linkage.spelling import FAR, Floats, distances
from homeward.linkage.vocabulary import Measure, Vocabulary

_STEM = 0.05  # nats a letter by which a stem in common is worth less than a whole word
_INITIAL = 0.6  # likeness of a word and its initial
_BY_LISTS = 0.98  # likeness of two words that the lists call one name of the world
_LOOSE, _KNOWN = 2.0, 1.2  # nats a letter at which two words are nothing alike; sooner if the lists know both

Words = NDArray[np.int32]


class Role(IntEnum):
    """What two words are to each other."""

    PLAIN = 0
    GIVEN = 1
    PATRONYMIC = 2
    INITIAL = 3


class Known(IntEnum):
    """What the lists say: that the two are different names, nothing, that they are one, or one in the world's."""

    DIFFERENT = -1
    NOTHING = 0
    SAME = 1
    WORLD = 2


@dataclass(frozen=True, slots=True)
class Likeness:
    """One row a pair of words: from 0 to 1 how alike, their role, the nats a letter between their readings, their
    stems and the roots of their patronymics, and what the lists say."""

    alike: Floats
    role: NDArray[np.int8]
    reading: Floats
    stem: Floats
    root: Floats
    known: NDArray[np.int8]


def likeness(vocabulary: Vocabulary, left: Words, right: Words) -> Likeness:
    """Compare the words numbered `left` with their neighbours in `right`."""
    initial, patronymic, given = (
        (vocabulary.measure(which)[left], vocabulary.measure(which)[right])
        for which in (Measure.INITIAL, Measure.PATRONYMIC, Measure.GIVEN)
    )
    initials = (initial[0] + initial[1]) > 0
    patronymics = ~initials & (patronymic[0] * patronymic[1] > 0)
    givens = ~initials & ~patronymics & (given[0] * given[1] > 0)
    one_given = ~initials & (given[0] + given[1] > 0) & (patronymic[0] + patronymic[1] == 0)
    role = np.select(
        [initials, patronymics, one_given | givens], [Role.INITIAL, Role.PATRONYMIC, Role.GIVEN], Role.PLAIN
    )
    reading, stem, root = _spelt(vocabulary, left, right, ~initials, patronymics)
    known = _known(vocabulary, left, right, patronymics, givens, initials)
    alike = _alike(reading, stem, root, known, patronymics)
    matching = (vocabulary.initials.rows[left, 0] & vocabulary.initials.rows[right, 0]) > 0
    alike[initials] = np.where(matching[initials], _INITIAL, 0.0)
    reading[initials] = matching[initials]
    stem[initials] = root[initials] = 0.0
    return Likeness(alike, role.astype(np.int8), reading, stem, root, known)


def _spelt(
    vocabulary: Vocabulary, left: Words, right: Words, words: NDArray[np.bool_], patronymics: NDArray[np.bool_]
) -> list[Floats]:
    """The nats a letter between the nearest readings, stems and roots."""
    tables = ((vocabulary.readings, words), (vocabulary.stems, words), (vocabulary.roots, patronymics))
    nearest = [_Nearest(table.rows[left], table.rows[right], wanted) for table, wanted in tables]
    ours, theirs = (np.concatenate([getattr(one, side) for one in nearest]) for side in ("ours", "theirs"))
    apart = distances(vocabulary, ours, theirs)
    parted = np.split(apart, np.cumsum([len(one.ours) for one in nearest])[:-1])
    return [one.least(distance) for one, distance in zip(nearest, parted, strict=True)]


class _Nearest:
    """All ways to take one string of a row of `left` and one of its neighbour in `right`: `ours` and `theirs` are to
    be measured, unless the rows share a string."""

    def __init__(self, left: Words, right: Words, wanted: NDArray[np.bool_]) -> None:
        same = ((left[:, :, None] == right[:, None, :]) & (left[:, :, None] >= 0)).any(axis=(1, 2))
        self._settled = np.where(same & wanted, np.float32(0), np.float32(FAR))
        open_rows = np.flatnonzero(wanted & ~same)
        row, one, other = np.nonzero((left[open_rows][:, :, None] >= 0) & (right[open_rows][:, None, :] >= 0))
        self._row = open_rows[row]
        self.ours, self.theirs = left[self._row, one], right[self._row, other]

    def least(self, apart: Floats) -> Floats:
        """The least distance of each row, given the distances of `ours` and `theirs`."""
        np.minimum.at(self._settled, self._row, apart)
        return self._settled


def _known(
    vocabulary: Vocabulary,
    left: Words,
    right: Words,
    patronymics: NDArray[np.bool_],
    givens: NDArray[np.bool_],
    initials: NDArray[np.bool_],
) -> NDArray[np.int8]:
    father = vocabulary.measure(Measure.FATHER)
    both_fathers = patronymics & (father[left] * father[right] > 0)
    world = _shared(vocabulary.world.rows, left, right)
    lists = np.where(
        patronymics, _shared(vocabulary.father.rows, left, right), _shared(vocabulary.given.rows, left, right) & givens
    )
    said = np.select(
        [initials, lists, world & ~patronymics, both_fathers | givens],
        [Known.NOTHING, Known.SAME, Known.WORLD, Known.DIFFERENT],
        Known.NOTHING,
    )
    return said.astype(np.int8)


def _shared(names: Words, left: Words, right: Words) -> NDArray[np.bool_]:
    """Whether two words have a name of the lists in common."""
    ours, theirs = names[left][:, :, None], names[right][:, None, :]
    shared: NDArray[np.bool_] = ((ours == theirs) & (ours >= 0)).any(axis=(1, 2))
    return shared


def _alike(
    reading: Floats, stem: Floats, root: Floats, known: NDArray[np.int8], patronymics: NDArray[np.bool_]
) -> Floats:
    nats = np.where(patronymics, np.minimum(root, stem), np.minimum(reading, stem + np.float32(_STEM)))
    scale = np.where(known == Known.DIFFERENT, np.float32(_KNOWN), np.float32(_LOOSE))
    alike: Floats = np.maximum(np.float32(0), 1 - nats / scale)
    alike[known == Known.SAME] = 1.0
    alike[known == Known.WORLD] = _BY_LISTS
    return alike
