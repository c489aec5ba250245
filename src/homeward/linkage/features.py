"""What is measured of a pair of names: one row a pair, one column a feature of `FEATURES`.

A feature that has no sense for a pair (the patronymic, where one name has none) is ABSENT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

from homeward.linkage.alignment import Alignment, Names, Roles, align, roles
from homeward.linkage.likeness import Role
from homeward.linkage.spelling import Floats
from homeward.linkage.vocabulary import Measure, Vocabulary

ABSENT = -3.0
_SURE = 0.85  # likeness of all words from which names need not be compared as wholes
_ROTATIONS = 4


@dataclass(frozen=True, slots=True)
class Feature:
    """A measure of a pair and the part of the name it speaks of."""

    name: str
    part: str


_OF_EACH = ("alike", "reading", "stem", "known")
FEATURES = tuple(
    Feature(name, part)
    for part, names in (
        (
            "words",
            ("least_alike", "mean_alike", "second_alike", "shorter", "longer", "initials", "unanswered", "whole"),
        ),
        ("words", ("patronymics", "same_script", "cyrillic", "known_words", "daughters", "others_alike")),
        ("surname", (*_OF_EACH, "weight", "letters", "listed", "twins", "plain_edits", "fine_edits", "bare_edits")),
        ("given", (*_OF_EACH, "listed", "written", "letters", "plain_edits", "fine_edits", "bare_edits", "begins")),
        ("patronymic", (*_OF_EACH, "root")),
    )
    for name in names
)


def features(vocabulary: Vocabulary, left: Names, right: Names) -> Floats:
    """The features of each pair of names, which must have one word or more."""
    pairs = align(vocabulary, left, right)
    return measured(vocabulary, pairs, roles(vocabulary, pairs))


def measured(vocabulary: Vocabulary, pairs: Alignment, parts: Roles) -> Floats:
    """The features of names that are aligned and whose parts are known."""
    columns = (
        *_of_words(vocabulary, pairs, parts),
        *_of_part(pairs, parts.surname),
        *_of_surname(vocabulary, pairs, parts.surname),
        *_of_part(pairs, parts.given),
        *_of_given(vocabulary, pairs, parts.given),
        *_of_part(pairs, parts.patronymic),
        _where(parts.patronymic, pairs.of(parts.patronymic, pairs.likeness.root)),
    )
    return np.column_stack(columns).astype(np.float32)


def _of_words(vocabulary: Vocabulary, pairs: Alignment, parts: Roles) -> list[Floats]:
    there, alike = pairs.there, pairs.likeness.alike
    ordered = np.sort(np.where(there, alike, np.inf), axis=1)
    count = there.sum(axis=1)
    looks = vocabulary.measure(Measure.PATRONYMIC)
    both = [looks[pairs.shorter] * there, looks[pairs.longer] * (pairs.longer >= 0)]
    answered = np.where(there, looks[pairs.words[1]], 0).sum(axis=1)
    first = [vocabulary.measure(Measure.CYRILLIC)[names[:, 0]] for names in (pairs.shorter, pairs.longer)]
    unanswered = (pairs.longer >= 0).sum(axis=1) - count
    return [
        ordered[:, 0],
        np.where(there, alike, 0).sum(axis=1) / count,
        np.where(count > 1, ordered[:, 1], ordered[:, 0]),
        count,
        (pairs.longer >= 0).sum(axis=1),
        (there & (pairs.likeness.role == Role.INITIAL)).sum(axis=1),
        unanswered - (both[1].sum(axis=1) - answered),
        _whole(vocabulary, pairs, ordered[:, 0]),
        sum(some.any(axis=1).astype(np.float32) for some in both),
        first[0] == first[1],
        first[0] + first[1],
        sum(_known_to_world(vocabulary, names) for names in (pairs.shorter, pairs.longer)),
        sum(_total(vocabulary.measure(Measure.WOMAN), names) for names in (pairs.shorter, pairs.longer)),
        _others(pairs, parts),
    ]


def _total(measure: Floats, names: Names) -> Floats:
    total: Floats = np.where(names >= 0, measure[names], 0).sum(axis=1)
    return total


def _known_to_world(vocabulary: Vocabulary, names: Names) -> Floats:
    return _total((vocabulary.world.rows[:, 0] >= 0).astype(np.float32), names)


def _others(pairs: Alignment, parts: Roles) -> Floats:
    """How alike the best of the words is that has no role; ABSENT if all have one."""
    columns = np.arange(pairs.there.shape[1])[None, :]
    taken = (columns == parts.surname[:, None]) | (columns == parts.given[:, None])
    free = pairs.there & ~taken & (pairs.likeness.role != Role.PATRONYMIC)
    best: Floats = np.where(free, pairs.likeness.alike, ABSENT).max(axis=1)
    return best


def _whole(vocabulary: Vocabulary, pairs: Alignment, least: Floats) -> Floats:
    """How alike the names are written without spaces, in the best turn of the words: parted otherwise, a name still
    reads the same (Gian Franco, Джанфранко). Not asked where all words answer to each other."""
    whole = np.ones(len(least), np.float32)
    asked = np.flatnonzero(least < _SURE)
    if len(asked):
        ours = [_joined(vocabulary, row, 0) for row in pairs.shorter[asked].tolist()]
        turns = [
            cpdist(
                ours,
                [_joined(vocabulary, row, turn) for row in pairs.longer[asked].tolist()],
                scorer=Levenshtein.normalized_similarity,
                dtype=np.float32,
            )
            for turn in range(_ROTATIONS)
        ]
        whole[asked] = np.max(turns, axis=0)
    return whole


def _joined(vocabulary: Vocabulary, row: Sequence[int], turn: int) -> str:
    heard = [vocabulary.first[word] for word in row if word >= 0]
    turn %= max(len(heard), 1)
    return "".join(heard[turn:] + heard[:turn])


def _of_part(pairs: Alignment, column: NDArray[np.intp]) -> list[Floats]:
    found = pairs.likeness
    return [
        _where(column, pairs.of(column, values)) for values in (found.alike, found.reading, found.stem, found.known)
    ]


def _of_surname(vocabulary: Vocabulary, pairs: Alignment, column: NDArray[np.intp]) -> list[Floats]:
    ours, theirs = (pairs.of(column, words) for words in pairs.words)
    weight, heard, listed, twins = (
        vocabulary.measure(which) for which in (Measure.SURNAME, Measure.HEARD, Measure.LISTED, Measure.TWINS)
    )
    return [
        _where(column, np.maximum(weight[ours], weight[theirs])),
        _where(column, (heard[ours] + heard[theirs]) / 2),
        _where(column, listed[ours] + listed[theirs]),
        _where(column, np.maximum(twins[ours], twins[theirs])),
        *_edits(vocabulary, column, ours, theirs),
    ]


def _of_given(vocabulary: Vocabulary, pairs: Alignment, column: NDArray[np.intp]) -> list[Floats]:
    ours, theirs = (pairs.of(column, words) for words in pairs.words)
    listed, heard, written = (vocabulary.measure(which) for which in (Measure.GIVEN, Measure.HEARD, Measure.WRITTEN))
    begins = [_begins(vocabulary.first[one], vocabulary.first[other]) for one, other in zip(ours, theirs, strict=True)]
    return [
        _where(column, listed[ours] + listed[theirs]),
        _where(column, written[ours]),
        _where(column, (heard[ours] + heard[theirs]) / 2),
        *_edits(vocabulary, column, ours, theirs),
        _where(column, np.array(begins, np.float32)),
    ]


def _begins(one: str, other: str) -> bool:
    """Whether the shorter of two words begins the longer (Dan, Daniel)."""
    few, many = sorted((one, other), key=len)
    return len(few) > 1 and many.startswith(few)


def _edits(vocabulary: Vocabulary, column: NDArray[np.intp], ours: Names, theirs: Names) -> list[Floats]:
    """Letters that differ as written, where both words are in one script; between Cyrillic words, when letters that
    Ukrainian and Russian write for one another count as one; as written, but for the endings."""
    cyrillic = vocabulary.measure(Measure.CYRILLIC)
    one_script, both_cyrillic = cyrillic[ours] == cyrillic[theirs], cyrillic[ours] * cyrillic[theirs] > 0
    found = []
    for written, comparable in (
        (vocabulary.plain, one_script),
        (vocabulary.fine, both_cyrillic),
        (vocabulary.bare, one_script),
    ):
        edits = cpdist(
            [written[one] for one in ours],
            [written[one] for one in theirs],
            scorer=Levenshtein.distance,
            dtype=np.int32,
        )
        found.append(np.where(comparable & (column >= 0), edits, ABSENT).astype(np.float32))
    return found


def _where(column: NDArray[np.intp], values: NDArray[np.float32]) -> Floats:
    return np.where(column >= 0, values, np.float32(ABSENT)).astype(np.float32)
