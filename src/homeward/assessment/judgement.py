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


class CaseGrade(StrEnum):
    """The ladder of words shown to a family (the data point as_grade), from the least to the most known."""

    NO_DATA = "no_data"
    REGISTERED = "registered"
    PROBABLY_HELD = "probably_held"
    CONFIRMED_HELD = "confirmed_held"
    CONFIRMED_BY_ICRC = "confirmed_by_icrc"
    RETURNED = "returned"
    DEAD_CLAIMED = "dead_claimed"
    DEAD_CONFIRMED = "dead_confirmed"


UNKNOWN = "unknown"
NOT_HELD = "not_held"
RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one statement adds to one judgement: the `answer` it speaks for, the kind of `sign` it is, its `weight`
    (log-odds, natural logarithm) by kind and grade, its `log_odds` left after decay, and whether it was `counted`:
    of several statements from one source for one answer only the strongest is."""

    statement: str
    question: Question
    answer: str
    sign: str
    source: str
    weight: float
    log_odds: float
    sign_on: date | None
    age_days: int
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Judgement:
    """`certainty` is the probability (0..1) that `answer` is right, 0 for an unknown; `sign_on` the date of the
    newest sign it rests on; `rests_on` the ids of the statements counted for the answer; `distribution` every
    answer considered with its probability, likeliest first; `contributions` how each statement weighed."""

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
    """The four judgements on one person, and the step of the ladder that follows from them."""

    alive: Judgement
    held_by: Judgement
    where: Judgement
    condition: Judgement
    grade: CaseGrade

    def judgements(self) -> tuple[Judgement, ...]:
        return (self.alive, self.held_by, self.where, self.condition)

    @property
    def last_sign_on(self) -> date | None:
        """The date of the newest sign of life."""
        signs = [c.sign_on for c in self.alive.contributions if c.answer == Life.ALIVE and c.sign_on]
        return max(signs, default=None)
