"""The page of a mediator's blind suggestions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.audit.actions import record
from desk.channel.models import Channel
from desk.planner import actions, queries
from desk.telling import tried


@allowed("planner.read")
def suggestions(request: HttpRequest) -> HttpResponse:
    """The rounds, each with what its packages mean for us, and what both accept."""
    found = queries.suggestions(clock.now(), get_language() or "en")
    people = {
        who.person.public_id
        for one in found
        for package in one.packages
        for who in (*package.receive, *package.give)
        if who.person
    }
    data = {"persons": sorted(people), "purpose": "exchange"}
    record(by=signed_in(request), at=clock.now(), act="planner.read_suggestions", data=data)
    context = {"rounds": found, "may_answer": may(request.user, "planner.suggestions")}
    return render(request, "planner/suggestions.html", context)


@require_POST
@allowed("planner.suggestions")
def answer_suggestions(request: HttpRequest, channel_id: str, key: str) -> HttpResponse:
    """Draft our secret answer to one round."""
    channel = get_object_or_404(Channel, public_id=channel_id)
    accepts = frozenset(request.POST.getlist("accepts"))
    by, at = signed_in(request), clock.now()
    tried(
        request,
        lambda: actions.answer_suggestions(by=by, at=at, channel=channel, key=key, accepts=accepts),
        _("The answer is drafted and waits for two superiors."),
    )
    return redirect("planner:suggestions")


@require_POST
@allowed("planner.offer")
def offer_agreed(request: HttpRequest, channel_id: str, key: str) -> HttpResponse:
    """Draft the offer of the package that both accept."""
    channel = get_object_or_404(Channel, public_id=channel_id)
    by, at = signed_in(request), clock.now()
    tried(
        request,
        lambda: actions.offer_agreed(by=by, at=at, channel=channel, key=key),
        _("The offer is drafted and waits for two superiors."),
    )
    return redirect("planner:suggestions")
