"""The four questions a headquarters asks of every person, and the form of the answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from homeward.words import Saying


class Question(StrEnum):
    """What is asked."""

    ALIVE = "alive"
    HELD_BY = "held_by"
    WHERE = "where"
    CONDITION = "condition"


class Life(StrEnum):
    """The answers to `alive`: death without identified remains or a confirmation stays a claim."""

    ALIVE = "alive"
    UNKNOWN = "unknown"
    CLAIMED_DEAD = "claimed_dead"
    DEAD = "dead"


UNKNOWN = "unknown"
NOT_HELD = "not_held"
RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one source adds to one judgement: `answer` it speaks for, `log_odds` (natural logarithm) after decay, `weight`
    before decay, the `statement`, the date of the sign and its age in days at the time of the judgement."""

    statement: str
    answer: str
    sign: str
    weight: float
    log_odds: float
    sign_on: date | None
    age_days: int
    counted: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """`certainty` is the probability (0..1) that `answer` is right; `sign_on` the date of the newest sign it rests on;
    `rests_on` the ids of the statements counted; `distribution` every answer considered with its probability, likeliest
    first; `contributions` how each source weighed."""

    question: Question
    answer: str
    certainty: float
    sign_on: date | None
    rests_on: tuple[str, ...]
    saying: Saying
    distribution: tuple[tuple[str, float], ...] = ()
    contributions: tuple[Contribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The four judgements on one person."""

    alive: Judgement
    held_by: Judgement
    where: Judgement
    condition: Judgement

    def judgements(self) -> tuple[Judgement, ...]:
        return (self.alive, self.held_by, self.where, self.condition)
