"""How each judgement on a person was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.assessment import actions, queries
from desk.audit.actions import record
from desk.register.models import Person
from desk.register.need import acts_of, may_see, purpose_of
from desk.register.queries import statements_of
from desk.register.words import Claim, PageWords
from homeward.assessment.judgement import Contribution, Judgement, Question
from homeward.register.data_points import data_point
from homeward.words import say


@dataclass(frozen=True, slots=True)
class Row:
    """One contribution in words; without `claim` if the reader's role has no need of the statement."""

    answer: str
    sign: str
    claim: Claim | None
    day: date | None
    weight: float
    left: float
    counted: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One judgement with its contributions; `odds` in per cent."""

    judgement: Judgement
    question: str
    answer: str
    reason: str
    odds: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]


@allowed("assessment.read")
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    """The tables behind the four judgements; POST makes and keeps them anew."""
    user, row, at = signed_in(request), get_object_or_404(Person, public_id=public_id), clock.now()
    if request.method == "POST":
        if not may(user, "assessment.reassess"):
            raise PermissionDenied("assessment.reassess")
        actions.reassess(by=user, at=at, person=row)
        return redirect("assessment:person", public_id)
    record(by=user, at=at, act="assessment.read", subject=row.public_id, data={"purpose": purpose_of(user)})
    language = get_language() or "en"
    words = PageWords(language, user, statements_of(row))
    found = queries.assessed([row], at)[row.public_id]
    kept = queries.judgements_of(row).values_list("judged_at", flat=True).first()
    tables = [_table(one, words, language) for one in found.judgements()]
    return render(
        request, "assessment/person.html", {"person": row, "tables": tables, "kept": kept, "may": acts_of(user)}
    )


def _table(one: Judgement, words: PageWords, language: str) -> Table:
    shown = may_see(words.reader, data_point("facility")) or one.question is not Question.WHERE
    return Table(
        one,
        say("assessment", f"question_{one.question}", language),
        words.answer(one.answer) if shown else "",
        one.saying.in_language(language),
        tuple((words.answer(answer), round(100 * chance)) for answer, chance in one.distribution) if shown else (),
        tuple(_row(given, words, language) for given in one.contributions) if shown else (),
    )


def _row(given: Contribution, words: PageWords, language: str) -> Row:
    return Row(
        words.answer(given.answer),
        say("assessment", f"sign_{given.sign}", language),
        words.claim(given.statement) if words.may_see(given.statement) else None,
        given.sign_on,
        given.weight,
        given.log_odds,
        given.counted,
    )
