"""How much each statement says: its kind of sign and its grade give log-odds, its age takes from them.

The tables in `data/` hold every number with its reason: signs.csv (what a statement speaks for and how strongly),
grades.csv (factors of the Admiralty grade), decay.csv (half-lives), priors.csv. Log-odds of independent sources add
up (Bayes' rule with conditionally independent evidence); of one source, or of several items that carry one story,
only the strongest statement for an answer counts."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources

from homeward.assessment.judgement import Contribution, Question
from homeward.register import dates
from homeward.register.data_points import data_point
from homeward.register.statement import Statement

_DATES_OF_AN_ITEM = {
    "proof_of_life_date",
    "hc_state_date",
    "seen_alive_in_enemy_hands_at",
    "custody_from",
    "es_interview_date",
}
_HOLDER = "holder"
_VALUE = "value"
_NO_POWER = {"unknown", "none", ""}


@dataclass(frozen=True, slots=True)
class Sign:
    """One row of signs.csv: what a statement of a property and value speaks for."""

    kind: str
    question: Question
    answer: str
    log_odds: float


def contributions(
    statements: Iterable[Statement], as_of: date, holder: str, stories: Mapping[str, str]
) -> dict[Question, tuple[Contribution, ...]]:
    """What every statement recorded by `as_of` adds to each question. `holder` is the power that has the person if
    he or she is captive; `stories` maps an item to the story it repeats (items it lacks are stories of their
    own)."""
    known = [statement for statement in statements if statement.recorded_at.date() <= as_of]
    days = _days_of_items(known)
    found: dict[Question, list[Contribution]] = {question: [] for question in Question}
    for statement in known:
        story = stories.get(statement.source.item, statement.source.item)
        for sign in signs(statement):
            found[sign.question].append(_contribution(statement, sign, as_of, holder, story, days))
    for question in (Question.WHERE, Question.CONDITION):
        found[question] = _superseded(question, found[question])
    return {question: _once_a_source(given) for question, given in found.items()}


def signs(statement: Statement) -> tuple[Sign, ...]:
    """What the statement speaks for; empty for most properties."""
    rows = _signs().get((statement.property, statement.value)) or _signs().get((statement.property, "*"), ())
    return tuple(row for row in rows if row.answer != _VALUE or statement.value not in _NO_POWER)


def prior(name: str) -> float:
    """A number of priors.csv."""
    return _priors()[name]


def _contribution(
    statement: Statement, sign: Sign, as_of: date, holder: str, story: str, days: Mapping[str, date]
) -> Contribution:
    answer = {_HOLDER: holder or _HOLDER, _VALUE: statement.value}.get(sign.answer, sign.answer)
    grade = statement.grade
    weight = sign.log_odds * _grades()[grade.reliability] * _grades()[str(grade.credibility)]
    day = sign_day(statement, days)
    age = max(0, (as_of - (day or statement.recorded_at.date())).days)
    left = weight * _left(half_life(sign.question, sign.kind), age)
    return Contribution(statement.id, sign.question, answer, sign.kind, story, weight, left, day, age)


def sign_day(statement: Statement, days: Mapping[str, date]) -> date | None:
    """The day of which the statement tells: a dated value itself, else when it was true, else the day its item
    gives, else when it was said. Of a vague date the first day, since only that much is sure."""
    dated = data_point(statement.property).type in ("date", "datetime")
    for text in (statement.value if dated else "", statement.true_on):
        if text and (day := dates.bounds(text).earliest):
            return day
    if day := days.get(statement.source.item):
        return day
    return dates.bounds(statement.said_on).earliest if statement.said_on else None


def half_life(question: Question, kind: str) -> float:
    """Days in which a sign loses half its weight; 0 if it never does."""
    table = _half_lives()
    return table.get((question, kind), table[question, "*"])


def _left(half_life_days: float, age_days: int) -> float:
    return float(0.5 ** (age_days / half_life_days)) if half_life_days else 1.0


def _days_of_items(statements: Iterable[Statement]) -> dict[str, date]:
    days: dict[str, date] = {}
    for statement in statements:
        if statement.property in _DATES_OF_AN_ITEM and (day := dates.bounds(statement.value).earliest):
            days[statement.source.item] = max(day, days.get(statement.source.item, day))
    return days


def _superseded(question: Question, given: list[Contribution]) -> list[Contribution]:
    """Older signs for another answer lose against the newest one, by the half-life called `moved`."""
    dated = [one for one in given if one.sign_on]
    if not dated:
        return given
    newest = max(dated, key=lambda one: (one.sign_on or date.min, one.log_odds, one.answer))
    moved = half_life(question, "moved")

    def older(one: Contribution) -> Contribution:
        if one.answer == newest.answer or half_life(question, one.sign) == 0:
            return one
        return replace(one, log_odds=one.log_odds * _left(moved, max(0, one.age_days - newest.age_days)))

    return [older(one) for one in given]


def _once_a_source(given: list[Contribution]) -> tuple[Contribution, ...]:
    groups: defaultdict[tuple[str, str], list[Contribution]] = defaultdict(list)
    for one in given:
        groups[one.source, one.answer].append(one)
    strongest = {
        max(group, key=lambda one: (one.log_odds, one.statement)).statement: key for key, group in groups.items()
    }
    marked = [replace(one, counted=strongest.get(one.statement) == (one.source, one.answer)) for one in given]
    return tuple(sorted(marked, key=lambda one: (not one.counted, -one.log_odds, one.statement)))


def _table(name: str) -> list[dict[str, str]]:
    text = resources.files("homeward.assessment").joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _signs() -> dict[tuple[str, str], tuple[Sign, ...]]:
    found: defaultdict[tuple[str, str], tuple[Sign, ...]] = defaultdict(tuple)
    for row in _table("signs.csv"):
        sign = Sign(row["sign"], Question(row["question"]), row["answer"], float(row["log_odds"]))
        found[row["property"], row["value"]] += (sign,)
    return dict(found)


@cache
def _grades() -> dict[str, float]:
    return {row["grade"]: float(row["factor"]) for row in _table("grades.csv")}


@cache
def _half_lives() -> dict[tuple[str, str], float]:
    return {(row["question"], row["sign"]): float(row["half_life_days"]) for row in _table("decay.csv")}


@cache
def _priors() -> dict[str, float]:
    return {row["name"]: float(row["value"]) for row in _table("priors.csv")}


@cache
def confirming() -> dict[str, str]:
    """The kinds of sign that confirm captivity, and the step of the ladder each leads to."""
    return {row["sign"]: row["grade"] for row in _table("confirming.csv")}
