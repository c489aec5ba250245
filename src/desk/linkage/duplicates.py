"""People of the register who may have been entered twice, for an analyst to judge; nothing makes them one.

What was found is kept in each process. A request holds so many more people against the register; the pairs are shown
in the order in which an answer teaches most."""

from __future__ import annotations

import math
from dataclasses import dataclass
from threading import Lock

from desk.linkage import known
from desk.linkage.models import PeopleJudgement
from desk.register import queries as register
from desk.register.models import Person
from homeward.linkage.index import Candidate
from homeward.linkage.learn import Question, following
from homeward.linkage.score import Part, score

_AT_MOST = 40  # people held against the register in one request, a fifth of a second
_OFFERED = 4  # people found for each, the person included
_LEAST = 0.1  # probability from which a pair is shown
_CERTAIN = 40.0  # log-odds beyond which nothing changes
_lock = Lock()
_measured: set[str] = set()
_pairs: dict[frozenset[str], float] = {}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people, how probably they are one, and what speaks for it and against it, the weightiest first."""

    left: Person
    right: Person
    probability: float
    parts: tuple[Part, ...]


def pairs(limit: int) -> list[Pair]:
    """The pairs to judge next, at most `limit`."""
    with _lock:
        _measure()
        judged = {frozenset((one.left.public_id, one.right.public_id)) for one in standing()}
        asked = [_question(pair, chance) for pair, chance in _pairs.items() if pair not in judged]
    chosen = following(sorted(asked, key=lambda one: (one.left, one.right)), limit)
    people = Person.objects.select_related("current").in_bulk(
        {one for question in chosen for one in (question.left, question.right)}, field_name="public_id"
    )
    return [_pair(people[one.left], people[one.right], one.probability) for one in chosen]


def _question(pair: frozenset[str], chance: float) -> Question:
    left, right = sorted(pair)
    return Question(left, right, chance)


def waiting() -> int:
    """How many people have not been held against the register yet."""
    return Person.objects.exclude(public_id__in=_measured).count()


def standing() -> list[PeopleJudgement]:
    """The judgements of two people that hold, the newest first."""
    return list(PeopleJudgement.objects.filter(undone_at=None).select_related("left", "right", "by").order_by("-id"))


def forget() -> None:
    """Begin anew, as when the process is shown another database."""
    with _lock:
        _measured.clear()
        _pairs.clear()


def _measure() -> None:
    new = list(Person.objects.exclude(public_id__in=_measured).order_by("id")[:_AT_MOST])
    facts = register.facts_of_all(new)
    found = known.search([one for _, one in facts], _OFFERED)
    for (person, _), candidates in zip(facts, found, strict=True):
        _measured.add(person)
        _pairs.update({frozenset((person, other)): chance for other, chance in _others(person, candidates)})


def _others(person: str, candidates: list[Candidate]) -> list[tuple[str, float]]:
    """Who else it may be, if nobody is offered to himself."""
    odds = {one.person: math.exp(min(one.log_odds, _CERTAIN)) for one in candidates if one.person != person}
    total = 1 + sum(odds.values())
    return [(other, odd / total) for other, odd in odds.items() if odd / total >= _LEAST]


def _pair(left: Person, right: Person, chance: float) -> Pair:
    (_, ours), (_, theirs) = register.facts_of_all([left, right])
    parts = sorted(score(ours, theirs).parts, key=lambda part: -abs(part.log_odds))
    return Pair(left, right, chance, tuple(part for part in parts if part.outcome != "absent"))
