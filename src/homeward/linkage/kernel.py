"""The comparison itself: for pairs of rows, what each part of what is known adds to the log-odds that they are one.

Names are judged by the tables in data/names.json.gz, grown by tools/train_names.py from made-up people whose names are
drawn from open lists; the rest after Fellegi and Sunter (1969): each outcome has its log-odds in data/weights.csv."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from homeward.linkage import born
from homeward.linkage.features import features
from homeward.linkage.rows import OTHERS, Register, Rows
from homeward.linkage.spelling import Floats
from homeward.linkage.trees import Trees
from homeward.linkage.vocabulary import Measure

_BATCH = 4096  # pairs compared at once: more would not be faster
_ALIKE = 0.8  # likeness of two texts that are one, written differently
_LONG = 6  # letters of a text that may be written differently


@dataclass(frozen=True, slots=True)
class Compared:
    """A row a pair: the log-odds from names at even odds, the outcome of the dates of birth, and for each of `OTHERS`
    1 where the two agree, -1 where they do not, 0 where one is silent."""

    names: Floats
    born: NDArray[np.int8]
    others: NDArray[np.int8]

    def log_odds(self) -> Floats:
        """All parts together, at even odds."""
        total: Floats = self.names + _born_weights()[self.born]
        for column, weights in enumerate(_other_weights()):
            total = total + weights[self.others[:, column] + 1]
        return total


def compare(register: Register, left: Rows, right: Rows) -> Compared:
    """Compare each row of `left` with its neighbour in `right`."""
    found = [
        _compare(register, left.take(places), right.take(places))
        for places in np.array_split(np.arange(len(left)), max(1, -(-len(left) // _BATCH)))
    ]
    return Compared(*(np.concatenate([getattr(one, part) for one in found]) for part in ("names", "born", "others")))


def _compare(register: Register, left: Rows, right: Rows) -> Compared:
    columns = [
        _agreement(register, name, left.others[:, column], right.others[:, column])
        for column, name in enumerate(OTHERS)
    ]
    return Compared(_names(register, left, right), born.compare(left.born, right.born), np.column_stack(columns))


def _names(register: Register, left: Rows, right: Rows) -> Floats:
    """A pair of which one has no name, or initials only, is judged by nothing: its log-odds are even."""
    log_odds = np.zeros(len(left), np.float32)
    named = np.flatnonzero(is_named(register, left) & is_named(register, right))
    if len(named):
        measured = features(register.vocabulary, left.names[named], right.names[named])
        log_odds[named] = model().log_odds(measured)
    return log_odds


def is_named(register: Register, rows: Rows) -> NDArray[np.bool_]:
    """Whether each row has a word of a name written out: what has none tells nobody apart."""
    if not len(register.vocabulary):
        return np.zeros(len(rows), np.bool_)
    written_out = register.vocabulary.measure(Measure.INITIAL) == 0
    named: NDArray[np.bool_] = ((rows.names >= 0) & written_out[rows.names]).any(axis=1)
    return named


def _agreement(register: Register, name: str, left: NDArray[np.int32], right: NDArray[np.int32]) -> NDArray[np.int8]:
    """Whether any text of the one is a text of the other; of traits of appearance, whether none speaks against."""
    ours, theirs = left[:, :, None], right[:, None, :]
    row, one, other = np.nonzero((ours >= 0) & (theirs >= 0))
    agreed = np.zeros(len(left), np.int8)
    if len(row):
        outcome = _outcomes(register, name, left[row, one], right[row, other])
        for said in (1, -1) if name == "appearance" else (-1, 1):
            agreed[row[outcome == said]] = said
    return agreed


def _outcomes(register: Register, name: str, left: NDArray[np.int32], right: NDArray[np.int32]) -> NDArray[np.int8]:
    """The outcome of each pair of texts, each pair asked once."""
    pairs, place = np.unique(np.column_stack([left, right]), axis=0, return_inverse=True)
    agree = _appearance if name == "appearance" else _same_text
    plain = register.texts.plain
    found = [agree(plain[one], plain[other]) for one, other in pairs.tolist()]
    return np.array(found, np.int8)[place.ravel()]


def _same_text(one: str, other: str) -> int:
    if one == other:
        return 1
    long = min(len(one), len(other)) >= _LONG and not any(map(str.isdigit, one + other))
    return 1 if long and Levenshtein.normalized_similarity(one, other) >= _ALIKE else -1


def _appearance(one: str, other: str) -> int:
    """A trait is `property=value`; traits of different properties say nothing of each other."""
    (ours, _, mine), (theirs, _, yours) = one.partition("="), other.partition("=")
    if ours != theirs:
        return 0
    return 1 if mine == yours else -1


@cache
def model() -> Trees:
    """The tables by which names are judged."""
    return Trees.read(resources.files("homeward.linkage").joinpath("data", "names.json.gz"))


@cache
def weights() -> dict[tuple[str, str], float]:
    """The log-odds of each outcome of what is not a name."""
    text = resources.files("homeward.linkage").joinpath("data", "weights.csv").read_text("utf-8")
    return {(row["part"], row["outcome"]): float(row["log_odds"]) for row in csv.DictReader(text.splitlines())}


@cache
def _born_weights() -> Floats:
    return np.array([weights()["born", outcome.name.lower()] for outcome in born.Outcome], np.float32)


@cache
def _other_weights() -> tuple[Floats, ...]:
    outcomes = ("different", "absent", "same")
    return tuple(np.array([weights()[name, outcome] for outcome in outcomes], np.float32) for name in OTHERS)
