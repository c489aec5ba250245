"""Pages of the planner."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.audit.actions import record
from desk.channel.models import Channel
from desk.channel.named import open_people
from desk.planner import actions, candidates, queries
from desk.planner.forms import TermsForm
from desk.planner.models import Proposal
from desk.register.models import Person
from homeward.errors import HomewardError
from homeward.planner.pool import Direction, Pool
from homeward.planner.terms import Rule

SHOWN = 50  # proposals on the list


@allowed("planner.read")
def proposals(request: HttpRequest) -> HttpResponse:
    """The proposals, newest first."""
    context = {"proposals": Proposal.objects.select_related("made_by")[:SHOWN], "may_propose": _may(request)}
    return render(request, "planner/proposals.html", context)


@allowed("planner.propose")
def new(request: HttpRequest) -> HttpResponse:
    """State the terms and let the planner find the best package."""
    form = TermsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            found = actions.propose(by=signed_in(request), at=clock.now(), title=given["title"], terms=given["terms"])
            return redirect("planner:proposal", found.public_id)
        except HomewardError as error:
            messages.error(request, str(error))
    return render(request, "planner/new.html", {"form": form})


@allowed("planner.read")
def proposal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Terms, levels and people of one proposal; with ?without=RULE, what that rule costs."""
    row, language = _proposal(public_id), get_language() or "en"
    receive, give = (queries.people_of(row, way) for way in Direction)
    people = _pool(row)
    waiting = queries.waiting(row, people)
    shown = [*(one.person for one in (*receive, *give)), *waiting]
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
        "channels": Channel.objects.order_by("number"),
        "may_propose": _may(request),
        "asked": asked,
        "today": clock.today(),
    }
    if asked in list(Rule) and row.state != Proposal.State.CLASH:
        context["price"] = queries.price(row, people, Rule(asked), language)
    return render(request, "planner/proposal.html", context)


@allowed("planner.read")
def why(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    """Why this person is in the proposal, or why not; the answer comes from solving again."""
    row, person = _proposal(public_id), get_object_or_404(Person, public_id=person_id)
    data = {"proposal": row.public_id, "purpose": "exchange"}
    record(by=signed_in(request), at=clock.now(), act="planner.read_why", subject=person.public_id, data=data)
    language = get_language() or "en"
    inside, told = queries.why(row, _pool(row), person)
    moved = Person.objects.filter(public_id__in=[*told.enters, *told.leaves])
    context = {
        "proposal": row,
        "person": person,
        "inside": inside,
        "sayings": [said.in_language(language) for said in told.sayings],
        "changes": queries.changed(told.changes, language),
        "enters": [one for one in moved if one.public_id in told.enters],
        "leaves": [one for one in moved if one.public_id in told.leaves],
    }
    return render(request, "planner/why.html", context)


@allowed("planner.offer")
def offer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a proposal to the other side: a draft on the channel that waits for two superiors."""
    row = _proposal(public_id)
    if request.method == "POST":
        channel = get_object_or_404(Channel, public_id=request.POST.get("channel", ""))
        try:
            actions.offer(by=signed_in(request), at=clock.now(), proposal=row, channel=channel)
            messages.success(request, _("The offer is drafted and waits for two superiors."))
        except HomewardError as error:
            messages.error(request, str(error))
    return redirect("planner:proposal", public_id)


def _proposal(public_id: str) -> Proposal:
    return get_object_or_404(Proposal, public_id=public_id)


def _pool(row: Proposal) -> Pool:
    """The pool as it is now on the day the proposal was made; its own people count even if they were offered
    since."""
    own = frozenset(row.people.values_list("person__public_id", flat=True))
    return candidates.pool(row.made_at.date(), open_people() - own)


def _may(request: HttpRequest) -> bool:
    return may(request.user, "planner.propose")
