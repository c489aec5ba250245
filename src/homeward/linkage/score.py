"""How probable is it that a mention and a person are the same human being, and why: one pair, in words.

The judgement is the kernel's; here it is taken apart. What the tables of names add is told part by part of the name;
the rest adds what its outcome says in data/weights.csv."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from homeward.linkage import kernel
from homeward.linkage.alignment import Alignment, align, roles
from homeward.linkage.born import Outcome
from homeward.linkage.facts import Facts
from homeward.linkage.features import FEATURES, measured
from homeward.linkage.kernel import Compared
from homeward.linkage.likeness import Likeness, Role
from homeward.linkage.rows import OTHERS, Register, Rows
from homeward.linkage.vocabulary import Vocabulary
from homeward.words import Saying, saying

_STRANGER, _GROWTH = -7.0, 0.87  # fitted on made-up conflicts of 3,000 and 30,000 people, where every fourth mention
# spoke of nobody in the register: the larger it is, the more strangers fit by chance
_CERTAIN = 40.0  # log-odds beyond which nothing changes, so that no number overflows
_SAME, _NEAR, _FAR = 0.97, 0.65, 0.5  # likeness of two words from which they are called so


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the comparison: its name, its outcome, what it adds to the log-odds, and the sentence that says
    so."""

    name: str
    outcome: str
    log_odds: float
    saying: Saying


@dataclass(frozen=True, slots=True)
class Score:
    """`probability` that the two are one person; `parts` add up, with the prior, to its log-odds."""

    probability: float
    prior: float
    parts: tuple[Part, ...]

    @property
    def log_odds(self) -> float:
        return self.prior + sum(part.log_odds for part in self.parts)


def score(mention: Facts, person: Facts, population: int = 1000) -> Score:
    """Compare `mention` with `person`, who is one of `population` people the mention could speak of."""
    register = Register()
    ours, theirs = register.rows([mention]), register.rows([person])
    left, right = (places.ravel() for places in np.mgrid[: len(ours), : len(theirs)])
    return explain(register, ours.take(left), theirs.take(right), population)


def explain(register: Register, left: Rows, right: Rows, population: int) -> Score:
    """The score of the best of pairs of rows that all speak of the same mention and person."""
    compared = kernel.compare(register, left, right)
    place = int(np.argmax(compared.log_odds()))
    left, right = (side.take(np.array([place])) for side in (left, right))
    start = prior(population)
    parts = (*_names(register, left, right), *_others(register, left, right, compared, place))
    total = start + sum(part.log_odds for part in parts)
    return Score(1 / (1 + math.exp(-max(min(total, _CERTAIN), -_CERTAIN))), start, parts)


def stranger(population: int) -> float:
    """The log-odds of somebody who fits as well and whom a register of `population` does not hold."""
    return _STRANGER + _GROWTH * math.log(max(population, 2))


def prior(population: int) -> float:
    """The log-odds, before anything is compared, of a person who may be any of `population`: as many as of a
    stranger's against, even at the most."""
    return min(0.0, -stranger(population))


def _names(register: Register, left: Rows, right: Rows) -> Iterator[Part]:
    """What the tables of names say, part by part of the one pair of names."""
    if not all(kernel.is_named(register, side)[0] for side in (left, right)):
        yield _part("words", "absent", 0.0)
        return
    words = register.vocabulary
    pairs = align(words, left.names, right.names)
    parts = roles(words, pairs)
    values = measured(words, pairs, parts)
    added: defaultdict[str, float] = defaultdict(float)
    for feature, log_odds in zip(FEATURES, kernel.model().parts(values[0]), strict=True):
        added[feature.part] += float(log_odds)
    for name, column in (("surname", parts.surname), ("given", parts.given), ("patronymic", parts.patronymic)):
        yield _name_part(words, pairs, name, int(column[0]), added[name])
    agree = values[0, 0] >= _NEAR
    yield _part("words", "agree" if agree else "differ", added["words"] + kernel.model().start)


def _name_part(words: Vocabulary, pairs: Alignment, name: str, column: int, log_odds: float) -> Part:
    if column < 0:
        return _part(name, "absent", log_odds)
    ours, theirs = (words.plain[side[0, column]].capitalize() for side in pairs.words)
    left, right = (theirs, ours) if pairs.swapped[0] else (ours, theirs)
    return _part(name, _outcome(pairs.likeness, column), log_odds, left, right)


def _outcome(found: Likeness, column: int) -> str:
    alike = found.alike[0, column]
    if found.role[0, column] == Role.INITIAL:
        return "initial_same" if alike > 0 else "initial_different"
    if alike >= _SAME:
        return "same"
    return "near" if alike >= _NEAR else "far" if alike >= _FAR else "different"


def _others(register: Register, left: Rows, right: Rows, compared: Compared, place: int) -> Iterator[Part]:
    """What is not a name, as it came out at `place` of what was compared."""
    outcome = Outcome(int(compared.born[place])).name.lower()
    yield _part("born", outcome, kernel.weights()["born", outcome], _day(left), _day(right))
    for column, name in enumerate(OTHERS):
        outcome = ("different", "absent", "same")[int(compared.others[place, column]) + 1]
        texts = (
            [register.texts.written[side.others[0, column, 0]] for side in (left, right)] if outcome != "absent" else []
        )
        yield _part(name, outcome, kernel.weights()[name, outcome], *texts)


def _day(row: Rows) -> str:
    """The first date of a row, as far as it is known."""
    first, last, month, day = (int(number) for number in row.born[0, 0])
    if first != last:
        return f"{first}–{last}"
    return f"{first:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "") if first else ""


def _part(name: str, outcome: str, log_odds: float, left: str = "", right: str = "") -> Part:
    return Part(name, outcome, log_odds, saying("linkage", f"{name}_{outcome}", left=left, right=right))
