"""Pages of the planner."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.audit.actions import record
from desk.channel.models import Channel
from desk.planner import actions, candidates, queries
from desk.planner.forms import AnswerForm, TermsForm, filled_like
from desk.planner.jobs import work_out_later
from desk.planner.models import Answer, Proposal
from desk.planner.questions import question
from desk.register.models import Person
from desk.telling import tried
from homeward.assessment.judgement import CaseGrade
from homeward.planner.outlook import outlook
from homeward.planner.terms import Rule

SHOWN = 50  # proposals on the list
MOST_BEARABLE = 1000  # people who may be lost in the mean in one stage: what the page takes


@allowed("planner.read")
def proposals(request: HttpRequest) -> HttpResponse:
    """The proposals, newest first."""
    context = {
        "proposals": Proposal.objects.filter(beside=None).select_related("made_by")[:SHOWN],
        "may_propose": _may(request),
    }
    return render(request, "planner/proposals.html", context)


@allowed("planner.propose")
def new(request: HttpRequest) -> HttpResponse:
    """State the terms; the best package under them is worked out in the background. With ?like=ID the form comes
    as it was filled in for that proposal: what if one rule were otherwise?"""
    title = _("Exchange, %(day)s") % {"day": date_format(clock.today())}
    like, bodies = request.GET.get("like", ""), candidates.bodies()
    begun = {"title": title, "carried": queries.ahead(), "bodies_received": bodies[0], "bodies_given": bodies[1]}
    form = TermsForm(request.POST or None, initial=filled_like(_proposal(like)) if like else begun)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        found = actions.ask(
            by=signed_in(request),
            at=clock.now(),
            title=given["title"],
            terms=given["terms"],
            order=given["hierarchy"],
            least=CaseGrade(given["least"]),
        )
        work_out_later.enqueue(found.public_id)
        return redirect("planner:proposal", found.public_id)
    return render(request, "planner/new.html", {"form": form, "bodies": bodies})


@allowed("planner.read")
def proposal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Terms, levels and people of one proposal; with ?without=RULE, what that rule costs, and with ?bearable=NUMBER how
    large the next stage may be if so many may be lost in the mean."""
    row, language = _proposal(public_id), get_language() or "en"
    if row.state in (Proposal.State.WORKING, Proposal.State.FAILED):
        return render(request, "planner/working.html", {"proposal": row, "rules": queries.rules_of(row, language)})
    receive, give = queries.lines_of(row)
    planning, package = question(row), queries.package_of(row)
    waiting, pool = queries.waiting(package, planning.pool), question(row.beside or row).pool
    ladder = queries.ladder(pool, len(package.give), _bearable(request))
    instead = [person for line in (*receive, *give) for one in line.instead for person in one.people]
    shown = [*(line.proposed.person for line in (*receive, *give)), *waiting, *instead, *ladder.gesture]
    data = {"persons": [one.public_id for one in shown], "purpose": "exchange"}
    record(by=signed_in(request), at=clock.now(), act="planner.read", subject=row.public_id, data=data)
    asked = request.GET.get("without", "")
    context = {
        "proposal": row,
        "rules": queries.rules_of(row, language),
        "levels": queries.levels_of(row, language),
        "clash": queries.clash_of(row, language),
        "receive": receive,
        "give": give,
        "waiting": waiting,
        "packages": queries.alike(row, language),
        "refusals": queries.for_refusals(row, pool),
        "outlook": outlook(pool, package),
        "ladder": ladder,
        "refusal": queries.refusal_of(row),
        "causes": Answer.Cause.choices,
        "may_answer": may(request.user, "planner.answer"),
        "answered": queries.answered(clock.today()),
        "channels": Channel.objects.order_by("number"),
        "may_propose": _may(request),
        "asked": asked,
        "today": clock.today(),
    }
    if asked in list(Rule) and row.state != Proposal.State.CLASH:
        context["price"] = queries.price(planning, package, Rule(asked), language)
    return render(request, "planner/proposal.html", context)


@allowed("planner.read")
def why(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    """Why this person is in the proposal, or why not, and who could come instead; the answer comes from solving
    again."""
    row, person = _proposal(public_id), get_object_or_404(Person, public_id=person_id)
    data = {"proposal": row.public_id, "purpose": "exchange"}
    record(by=signed_in(request), at=clock.now(), act="planner.read_why", subject=person.public_id, data=data)
    language = get_language() or "en"
    planning, package = question(row), queries.package_of(row)
    inside, told = queries.why(planning, package, person)
    proposed = row.people.filter(person=person).first()
    moved = Person.objects.filter(public_id__in=[*told.enters, *told.leaves])
    context = {
        "proposal": row,
        "person": person,
        "inside": inside,
        "reasons": queries.reasons_of(proposed, language) if proposed else [],
        "sayings": [said.in_language(language) for said in told.sayings],
        "changes": queries.changed(told.changes, language),
        "open": queries.changed(told.open, language),
        "enters": [one for one in moved if one.public_id in told.enters],
        "leaves": [one for one in moved if one.public_id in told.leaves],
        "instead": queries.instead(planning, package, person, language) if inside else [],
        "proposed": proposed,
        "answer": Answer.objects.filter(proposed=proposed).first() if proposed else None,
        "causes": Answer.Cause.choices,
        "may_answer": may(request.user, "planner.answer"),
    }
    return render(request, "planner/why.html", context)


@allowed("planner.answer")
def answer(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    """Record what the other side answered about one person."""
    row, person = _proposal(public_id), get_object_or_404(Person, public_id=person_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, at, cause = signed_in(request), clock.now(), form.cause()
        _try_to_record(
            request,
            lambda: actions.answer(by=by, at=at, proposal=row, person=person, agreed=not cause, cause=cause),
        )
    return redirect("planner:why", public_id, person_id)


@allowed("planner.answer")
def answer_whole(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record why the other side refused a proposal as a whole."""
    row, form = _proposal(public_id), AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, at, cause = signed_in(request), clock.now(), form.cause()
        _try_to_record(request, lambda: actions.answer_whole(by=by, at=at, proposal=row, cause=cause))
    return redirect("planner:proposal", public_id)


@allowed("planner.offer")
def offer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a proposal to the other side: a draft on the channel that waits for two superiors."""
    row = _proposal(public_id)
    if request.method == "POST":
        channel = get_object_or_404(Channel, public_id=request.POST.get("channel", ""))
        by, at, keeps = signed_in(request), clock.now(), "mediator_keeps_time" in request.POST
        tried(
            request,
            lambda: actions.offer(by=by, at=at, proposal=row, channel=channel, mediator_keeps_time=keeps),
            _("The offer is drafted and waits for two superiors."),
        )
    return redirect("planner:proposal", public_id)


def _try_to_record(request: HttpRequest, act: Callable[[], object]) -> None:
    tried(request, act, _("The answer is recorded; the odds of the next proposal learn from it."))


def _proposal(public_id: str) -> Proposal:
    return get_object_or_404(Proposal, public_id=public_id)


def _bearable(request: HttpRequest) -> int:
    text = request.GET.get("bearable", "")
    return min(int(text), MOST_BEARABLE) if text.isdecimal() else queries.BEARABLE


def _may(request: HttpRequest) -> bool:
    return may(request.user, "planner.propose")
