"""Alive? Held by whom? Where? In what condition? Four judgements from the standing statements on one person.

Hard rules, above any arithmetic:
- Nobody is dead without identified remains or a confirmation of death; whatever else speaks of death is a claim.
- A confirmation with a later sign of life against it falls back to a claim.
- Whoever was received by us is returned, whatever older evidence says.
- No evidence is never an answer: unknown has the certainty 0.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date

from homeward.assessment.judgement import (
    NOT_HELD,
    RETURNED,
    UNKNOWN,
    Assessment,
    CaseGrade,
    Contribution,
    Judgement,
    Life,
    Question,
)
from homeward.assessment.weigh import confirming, contributions, prior
from homeward.register.statement import Statement
from homeward.words import saying

_MOST = 0.99  # no evidence makes a judgement certain


def assess(
    statements: Iterable[Statement],
    as_of: date,
    *,
    holder: str = "",
    stories: Mapping[str, str] | None = None,
) -> Assessment:
    """The four judgements at `as_of` from statements that stand (not retracted). `holder` is the code of the power
    that has the person if he or she is captive; `stories` maps an item to the story it repeats, so that a text
    copied a hundred times is one source."""
    given = contributions(statements, as_of, holder, stories or {})
    alive = _alive(given[Question.ALIVE])
    held_by = _held_by(given[Question.HELD_BY])
    where = _where(given[Question.WHERE], held_by)
    condition = _softmax_judgement(Question.CONDITION, given[Question.CONDITION])
    return Assessment(alive, held_by, where, condition, _grade(alive, held_by))


def _alive(given: tuple[Contribution, ...]) -> Judgement:
    for_life = _sum(given, Life.ALIVE)
    against = _sum(given, Life.CLAIMED_DEAD) + _sum(given, Life.DEAD)
    probability = _capped(1 / (1 + math.exp(against - for_life - prior("alive"))))
    if (confirmed := _confirmation(given)) is not None:
        return _judgement(Question.ALIVE, Life.DEAD, max(1 - probability, 0.99), given, _life_odds(0.01), confirmed)
    odds = _life_odds(probability)
    if probability >= prior("alive_from"):
        return _judgement(Question.ALIVE, Life.ALIVE, probability, given, odds)
    if against > 0:
        return _judgement(Question.ALIVE, Life.CLAIMED_DEAD, 1 - probability, given, odds)
    return _judgement(Question.ALIVE, Life.UNKNOWN, 0.0, given, odds)


def _confirmation(given: tuple[Contribution, ...]) -> date | None:
    """The day of a confirmation of death that no later sign of life contradicts; the day zero if it has none."""
    confirmed = [one for one in given if one.answer == Life.DEAD and one.weight >= 1]
    if not confirmed:
        return None
    day = max(one.sign_on or date.min for one in confirmed)
    later = any(one.answer == Life.ALIVE and one.sign_on and one.sign_on > day for one in given)
    undated = day == date.min
    return None if later and not undated else day


def _held_by(given: tuple[Contribution, ...]) -> Judgement:
    if any(one.answer == RETURNED and one.sign == "received" for one in given):
        odds = ((RETURNED, _MOST), (UNKNOWN, 1 - _MOST))
        return _judgement(Question.HELD_BY, RETURNED, _MOST, given, odds)
    return _softmax_judgement(Question.HELD_BY, given)


def _where(given: tuple[Contribution, ...], held_by: Judgement) -> Judgement:
    if held_by.answer == RETURNED:
        return Judgement(
            Question.WHERE,
            RETURNED,
            held_by.certainty,
            held_by.sign_on,
            held_by.rests_on,
            saying("assessment", "where_returned"),
            ((RETURNED, held_by.certainty),),
            given,
        )
    return _softmax_judgement(Question.WHERE, given)


def _softmax_judgement(question: Question, given: tuple[Contribution, ...]) -> Judgement:
    """The likeliest answer, against the chance that none of the answers named is right."""
    odds = _softmax(given, prior(question))
    answer, certainty = odds[0]
    return _judgement(question, answer, 0.0 if answer == UNKNOWN else certainty, given, odds)


def _softmax(given: tuple[Contribution, ...], unnamed: float) -> tuple[tuple[str, float], ...]:
    answers = sorted({one.answer for one in given})
    scores = {answer: math.exp(min(_sum(given, answer), 50.0)) - 1 for answer in answers}
    total = sum(scores.values()) + math.exp(unnamed)
    odds = [(answer, _capped(score / total)) for answer, score in scores.items()]
    odds.append((UNKNOWN, max(1 - sum(chance for _, chance in odds), 0.0)))
    return tuple(sorted(odds, key=lambda one: (-one[1], one[0])))


def _judgement(
    question: Question,
    answer: str,
    certainty: float,
    given: tuple[Contribution, ...],
    odds: tuple[tuple[str, float], ...],
    confirmed: date | None = None,
) -> Judgement:
    wanted = {answer, Life.DEAD, Life.CLAIMED_DEAD} if answer in (Life.DEAD, Life.CLAIMED_DEAD) else {answer}
    rests = [one for one in given if one.counted and one.answer in wanted]
    days = [one.sign_on for one in rests if one.sign_on]
    key = f"{question}_{answer if question is Question.ALIVE or answer in (UNKNOWN, NOT_HELD, RETURNED) else 'named'}"
    sign = rests[0].sign if rests else UNKNOWN
    reason = saying("assessment", key, sources=len({one.source for one in rests}), sign=sign)
    newest = max(days, default=None) if confirmed in (None, date.min) else confirmed
    ids = tuple(dict.fromkeys(one.statement for one in rests))
    return Judgement(question, answer, certainty, newest, ids, reason, odds, given)


def _grade(alive: Judgement, held_by: Judgement) -> CaseGrade:
    """The step of the ladder, from the hardest fact down."""
    if held_by.answer == RETURNED and held_by.certainty >= prior("confirmed"):
        return CaseGrade.RETURNED
    if alive.answer == Life.DEAD:
        return CaseGrade.DEAD_CONFIRMED
    if alive.answer == Life.CLAIMED_DEAD:
        return CaseGrade.DEAD_CLAIMED
    if held_by.answer not in (UNKNOWN, NOT_HELD, RETURNED):
        return _captivity(held_by)
    return CaseGrade.REGISTERED


def _captivity(held_by: Judgement) -> CaseGrade:
    signs = {one.sign for one in held_by.contributions if one.answer == held_by.answer}
    steps = {confirming()[sign] for sign in signs if sign in confirming()}
    if held_by.certainty >= prior("confirmed") and steps:
        return CaseGrade.CONFIRMED_BY_ICRC if CaseGrade.CONFIRMED_BY_ICRC in steps else CaseGrade.CONFIRMED_HELD
    return CaseGrade.PROBABLY_HELD if held_by.certainty >= prior("probable") else CaseGrade.REGISTERED


def _sum(given: tuple[Contribution, ...], answer: str) -> float:
    return sum(one.log_odds for one in given if one.counted and one.answer == answer)


def _life_odds(probability: float) -> tuple[tuple[str, float], ...]:
    odds = ((Life.ALIVE.value, probability), (Life.DEAD.value, 1 - probability))
    return odds if probability >= 0.5 else odds[::-1]


def _capped(probability: float) -> float:
    return min(max(probability, 1 - _MOST), _MOST)
