"""How likely the other side agrees to a person: learnt by kind from each recorded answer, with its cause.

Each kind of person has a Beta distribution around the share of all answers that were yes; how strongly the kinds hang
together is learnt too, as the strength under which the answers given were likeliest (Beta-binomial, empirical Bayes).
What an answer teaches depends on its cause (data/causes.csv): a blocked unit speaks of the unit, a person said not to
be held speaks of this person alone, and of nobody's will."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from math import lgamma

import numpy as np

from homeward.planner.pool import Candidate, Pool

_STRENGTHS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)
_UNIT = (8.0, 1.0)  # before any answer a unit is rarely blocked: eight answers' worth of yes to one of no
_PERSON = (1.0, 1.0)  # what is said of a person by name counts from the first word (Laplace)
_SPECIAL = ("commander", "sentenced", "garrison_group", "civilian", "seriously_wounded", "seriously_sick", "woman")
_GRID = np.linspace(0.0005, 0.9995, 1000)


class Teaches(StrEnum):
    """What a refusal with its cause is evidence of."""

    KIND = "kind"
    UNIT = "unit"
    PERSON = "person"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Recorded:
    """An answer of the other side about one `person`: the kind and the unit of the person, whether it agreed, and if
    not the cause (a key of data/causes.csv). `share` is the part of a refusal that falls to this person, where a whole
    package was refused and nobody knows because of whom; `named` if only this person was spoken of, not his kind."""

    kind: str
    unit: str
    agreed: bool
    cause: str = ""
    person: str = ""
    share: float = 1.0
    named: bool = False


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
        return _quantile(self.yes, self.no, share)


@lru_cache(maxsize=1000)
def _quantile(yes: float, no: float, share: float) -> float:
    """Of each kind it is asked as often as there are people of it."""
    logs = (yes - 1) * np.log(_GRID) + (no - 1) * np.log1p(-_GRID)
    heights = np.exp(logs - logs.max())
    return float(_GRID[np.searchsorted(np.cumsum(heights) / heights.sum(), share)])


@dataclass(frozen=True, slots=True)
class Learnt:
    """The odds of each kind, each unit and each person that was answered about, and of any other kind."""

    kinds: Mapping[str, Odds]
    units: Mapping[str, Odds]
    people: Mapping[str, Odds]
    any: Odds

    def of(self, one: Candidate) -> tuple[Odds, Odds]:
        """The odds of this person's kind and of his unit."""
        return self.kinds.get(kind_of(one), self.any), self.units.get(one.unit, Odds(*_UNIT))

    def acceptance(self, one: Candidate, share: float | None = None) -> int:
        """The chance in per cent that the other side agrees to this person; with `share` a chance that is passed with
        probability 1 - `share`."""
        kind, unit = self.of(one)
        person = self.people.get(one.id, Odds(*_PERSON))
        chance = kind.mean if share is None else kind.quantile(share)
        chance *= min(unit.mean / Odds(*_UNIT).mean, 1.0) * min(person.mean / Odds(*_PERSON).mean, 1.0)
        return max(1, min(99, round(100 * chance)))


def kind_of(one: Candidate) -> str:
    """The kind of a person for whom answers are counted together: rank band and the first special category."""
    return f"{one.rank_band} {next((name for name in _SPECIAL if name in one.categories), 'other')}"


def learn(answers: Iterable[Recorded]) -> Learnt:
    """What the recorded answers teach."""
    tallies = {about: defaultdict[str, list[float]](lambda: [0.0, 0.0]) for about in Teaches}
    for answer in answers:
        for about, name in _taught(answer):
            tallies[about][name][not answer.agreed] += answer.share
    kinds = tallies[Teaches.KIND]
    yes, no = (sum(counts[side] for counts in kinds.values()) for side in (0, 1))
    overall = Odds(1.0 + yes, 1.0 + no)
    strength = _strength(list(kinds.values()), overall.mean)
    prior = Odds(strength * overall.mean, strength * (1 - overall.mean))
    return Learnt(
        _odds(kinds, prior),
        _odds(tallies[Teaches.UNIT], Odds(*_UNIT)),
        _odds(tallies[Teaches.PERSON], Odds(*_PERSON)),
        prior,
    )


def applied(pool: Pool, learnt: Learnt, share: float | None = None) -> Pool:
    """The pool with the chance of everybody, which so far says how sure our evidence is, times what was learnt of the
    other side; with `share` the cautious one."""
    people = tuple(
        replace(one, acceptance=max(1, one.acceptance * learnt.acceptance(one, share) // 100))
        for one in pool.candidates
    )
    return replace(pool, candidates=people)


def _taught(answer: Recorded) -> Iterator[tuple[Teaches, str]]:
    """What an answer is evidence of: a yes of the kind, the unit and the person, a no of what its cause speaks of."""
    about = set(Teaches) if answer.agreed else {causes().get(answer.cause, Teaches.KIND)}
    if Teaches.KIND in about and not answer.named:
        yield Teaches.KIND, answer.kind
    if Teaches.UNIT in about and answer.unit and not answer.named:
        yield Teaches.UNIT, answer.unit
    if Teaches.PERSON in about and answer.person:
        yield Teaches.PERSON, answer.person


def _odds(tallies: Mapping[str, Sequence[float]], prior: Odds) -> dict[str, Odds]:
    return {name: Odds(prior.yes + yes, prior.no + no) for name, (yes, no) in tallies.items()}


@cache
def causes() -> dict[str, Teaches]:
    """What a refusal with each cause teaches, from data/causes.csv."""
    text = resources.files("homeward.planner").joinpath("data", "causes.csv").read_text("utf-8")
    return {row["cause"]: Teaches(row["teaches"]) for row in csv.DictReader(text.splitlines())}


def _strength(counts: list[list[float]], mean: float) -> float:
    """How many answers the common share is worth to each kind: the likeliest of a few."""

    def likelihood(strength: float) -> float:
        yes, no = strength * mean, strength * (1 - mean)
        return sum(_log_beta(yes + k, no + n) - _log_beta(yes, no) for k, n in counts)

    return max(_STRENGTHS, key=likelihood)


def _log_beta(first: float, second: float) -> float:
    return lgamma(first) + lgamma(second) - lgamma(first + second)
