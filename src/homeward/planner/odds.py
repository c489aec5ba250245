"""How likely the other side agrees to a person: learnt by kind from each recorded answer, with its cause.

Each kind of person has a Beta distribution around the share of all answers that were yes; how strongly the kinds hang
together is learnt too, as the strength under which the answers given were likeliest (Beta-binomial, empirical Bayes).
What an answer teaches depends on its cause (data/causes.csv): a blocked unit speaks of the unit, a person who is not
held speaks of our evidence and of nobody's will."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import resources
from math import lgamma

import numpy as np

from homeward.planner.pool import Candidate, Pool

_STRENGTHS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)
_UNIT = (8.0, 1.0)  # before any answer a unit is rarely blocked: eight answers' worth of yes to one of no
_SPECIAL = ("commander", "sentenced", "garrison_group", "civilian", "seriously_wounded", "seriously_sick", "woman")
_GRID = np.linspace(0.0005, 0.9995, 1000)


class Teaches(StrEnum):
    """What a refusal with its cause is evidence of."""

    KIND = "kind"
    UNIT = "unit"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Recorded:
    """An answer of the other side about one person: the kind and the unit of the person, whether it agreed, and if
    not the cause (a value of ex_refusal_reason)."""

    kind: str
    unit: str
    agreed: bool
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Odds:
    """A Beta distribution of the chance that the other side agrees."""

    yes: float
    no: float

    @property
    def mean(self) -> float:
        return self.yes / (self.yes + self.no)

    def quantile(self, share: float) -> float:
        """The chance that is passed with probability 1 - `share`, to a thousandth."""
        logs = (self.yes - 1) * np.log(_GRID) + (self.no - 1) * np.log1p(-_GRID)
        heights = np.exp(logs - logs.max())
        return float(_GRID[np.searchsorted(np.cumsum(heights) / heights.sum(), share)])


@dataclass(frozen=True, slots=True)
class Learnt:
    """The odds of each kind and each unit that was answered about, and of any other kind."""

    kinds: Mapping[str, Odds]
    units: Mapping[str, Odds]
    any: Odds

    def of(self, one: Candidate) -> tuple[Odds, Odds]:
        """The odds of this person's kind and of his unit."""
        return self.kinds.get(kind_of(one), self.any), self.units.get(one.unit, Odds(*_UNIT))

    def acceptance(self, one: Candidate, share: float | None = None) -> int:
        """The chance in per cent that the other side agrees to this person; with `share` a chance that is passed with
        probability 1 - `share`."""
        kind, unit = self.of(one)
        blocked = unit.mean / Odds(*_UNIT).mean
        chance = (kind.mean if share is None else kind.quantile(share)) * min(blocked, 1.0)
        return max(1, min(99, round(100 * chance)))


def kind_of(one: Candidate) -> str:
    """The kind of a person for whom answers are counted together: rank band and the first special category."""
    return f"{one.rank_band} {next((name for name in _SPECIAL if name in one.categories), 'other')}"


def learn(answers: Iterable[Recorded]) -> Learnt:
    """What the recorded answers teach."""
    kinds: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    units: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for answer in answers:
        teaches = Teaches.KIND if answer.agreed else causes().get(answer.cause, Teaches.KIND)
        if teaches is Teaches.KIND:
            kinds[answer.kind][not answer.agreed] += 1
        if answer.unit and (answer.agreed or teaches is Teaches.UNIT):
            units[answer.unit][not answer.agreed] += 1
    yes, no = (sum(counts[side] for counts in kinds.values()) for side in (0, 1))
    overall = Odds(1.0 + yes, 1.0 + no)
    strength = _strength(list(kinds.values()), overall.mean)
    prior = Odds(strength * overall.mean, strength * (1 - overall.mean))
    return Learnt(
        {kind: Odds(prior.yes + counts[0], prior.no + counts[1]) for kind, counts in kinds.items()},
        {unit: Odds(_UNIT[0] + counts[0], _UNIT[1] + counts[1]) for unit, counts in units.items()},
        prior,
    )


def applied(pool: Pool, learnt: Learnt, share: float | None = None) -> Pool:
    """The pool with the acceptance of everybody as learnt; with `share` the cautious one."""
    people = tuple(replace(one, acceptance=learnt.acceptance(one, share)) for one in pool.candidates)
    return replace(pool, candidates=people)


@cache
def causes() -> dict[str, Teaches]:
    """What a refusal with each cause teaches, from data/causes.csv."""
    text = resources.files("homeward.planner").joinpath("data", "causes.csv").read_text("utf-8")
    return {row["cause"]: Teaches(row["teaches"]) for row in csv.DictReader(text.splitlines())}


def _strength(counts: list[list[int]], mean: float) -> float:
    """How many answers the common share is worth to each kind: the likeliest of a few."""

    def likelihood(strength: float) -> float:
        yes, no = strength * mean, strength * (1 - mean)
        return sum(_log_beta(yes + k, no + n) - _log_beta(yes, no) for k, n in counts)

    return max(_STRENGTHS, key=likelihood)


def _log_beta(first: float, second: float) -> float:
    return lgamma(first) + lgamma(second) - lgamma(first + second)
