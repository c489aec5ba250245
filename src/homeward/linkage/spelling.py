"""How far two readings are from each other: the least surprise, in nats, at which one is a spelling of the other.

A weighted edit distance (Ristad and Yianilos 1998). What it costs to write one letter for another, to leave one out or
to exchange two neighbours stands in data/letter_costs.csv, counted over spellings of one name by tools/train_names.py.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from homeward.linkage.vocabulary import GAP, Vocabulary
from homeward.names.fold import ALPHABET

FAR = 9.0  # nats a letter: further than this is not measured
_EXCHANGE = 3.5  # nats for two neighbours exchanged
_MANY = 2000  # strings to measure from which it pays to part them by length
_LENGTHS = (6, 8, 11)
_SHARED = 0.4  # of the letters of the longer, least that two readings share to be worth measuring

Floats = NDArray[np.float32]
Strings = NDArray[np.int32]


def distances(vocabulary: Vocabulary, left: Strings, right: Strings) -> Floats:
    """Nats per letter from each string of `left` to its neighbour in `right`, FAR where they share too few letters."""
    letters, sizes = vocabulary.letters.rows[:, 0], vocabulary.sizes.rows[:, 0]
    found = np.full(len(left), FAR, np.float32)
    found[left == right] = 0.0
    shared = np.bitwise_count(letters[left] & letters[right])
    most = np.maximum(np.bitwise_count(letters[left]), np.bitwise_count(letters[right]))
    near = np.flatnonzero((left != right) & (shared >= _SHARED * most) & (sizes[left] > 0) & (sizes[right] > 0))
    for rows in _alike_long(near, sizes[left[near]], sizes[right[near]]):
        one, other = left[rows], right[rows]
        codes = vocabulary.codes.rows
        surprise = _surprise(codes[one], codes[other], int(sizes[one].max()), int(sizes[other].max()))
        found[rows] = surprise / ((sizes[one] + sizes[other]) / np.float32(2))
    return found


def _alike_long(rows: NDArray[np.intp], left: NDArray[np.int16], right: NDArray[np.int16]) -> list[NDArray[np.intp]]:
    """Rows parted by the length of their strings, if they are so many that short ones would wait for long ones."""
    if len(rows) < _MANY:
        return [rows] if len(rows) else []
    kinds = np.digitize(np.maximum(left, right), _LENGTHS)
    return [rows[kinds == kind] for kind in np.unique(kinds)]


def _surprise(left: NDArray[np.int8], right: NDArray[np.int8], height: int, width: int) -> Floats:
    """The distances of rows of codes, by dynamic programming over all rows at once. The codes behind the end of a
    reading cost nothing, so the last cell holds the distance of each row."""
    costs = _costs()
    ours, theirs = left[:, :height].astype(np.intp).T, right[:, :width].astype(np.intp).T
    dropped, added = costs[ours, GAP], costs[theirs, GAP]
    empty = np.zeros((width + 1, left.shape[0]), np.float32)
    np.cumsum(added, axis=0, out=empty[1:])
    before = above = empty
    for row in range(height):
        cells = above + dropped[row]
        np.minimum(cells[1:], above[:-1] + costs[ours[row], theirs], out=cells[1:])
        if row:
            _exchanged(cells[1:], before, ours[row - 1], ours[row], theirs)
        cells -= empty  # a letter added costs the same wherever it is added: the least so far, then the letters
        np.minimum.accumulate(cells, axis=0, out=cells)
        cells += empty
        before, above = above, cells
    last: Floats = above[width]
    return last


def _exchanged(
    best: Floats, before: Floats, last: NDArray[np.intp], this: NDArray[np.intp], theirs: NDArray[np.intp]
) -> None:
    """Let two letters stand in the other order."""
    crossed = (theirs[1:] == last) & (theirs[:-1] == this) & (this != GAP) & (last != this)
    np.minimum(best[1:], np.where(crossed, before[:-2] + np.float32(_EXCHANGE), np.inf), out=best[1:])


@cache
def _costs() -> Floats:
    """The cost of each pair of letters; the last row and column are for no letter."""
    text = resources.files("homeward.linkage").joinpath("data", "letter_costs.csv").read_text("utf-8")
    codes = {letter: code for code, letter in enumerate((*ALPHABET, ""))}
    table = np.zeros((GAP + 1, GAP + 1), np.float32)
    for row in csv.DictReader(text.splitlines()):
        one, other = codes[row["letter"]], codes[row["for"]]
        table[one, other] = table[other, one] = float(row["nats"])
    return table
