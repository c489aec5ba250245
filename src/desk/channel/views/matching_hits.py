"""The page of whom a round found: look, confirm or dismiss, claim one by one or together."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.audit.actions import record
from desk.channel.actions import matching_hits as actions
from desk.channel.matching_forms import VerdictForm
from desk.channel.models.matching import Hit, Round
from desk.channel.queries import matching_found as queries
from desk.channel.views.page import attempt, language, page

AT_ONCE = 50
"""Pairs on a page."""


@allowed("channel.judge_match")
def matches_waiting(request: HttpRequest) -> HttpResponse:
    """The rounds in which pairs wait for somebody to look."""
    record(by=signed_in(request), at=clock.now(), act="channel.read_matches")
    return page(request, "channel/match_waiting.html", {"rounds": queries.rounds_waiting()})


@allowed("channel.read_matches")
def matches(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whom a round found: by two keys, and by one that needs a second reason."""
    row = get_object_or_404(Round.objects.select_related("channel"), public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="channel.read_matches", subject=row.public_id)
    shown = Paginator(queries.hits(row), AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "round": row,
        "shown": shown,
        "found": [(hit, queries.key_names(hit, language())) for hit in shown],
        "claimable": sum(queries.claimable(hit) for hit in shown),
        "may_judge": may(request.user, "channel.judge_match"),
        "may_claim": may(request.user, "channel.match"),
    }
    return page(request, "channel/match_found.html", context)


@require_POST
@allowed("channel.judge_match")
def judge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say of one pair whether it is one person."""
    hit, form = get_object_or_404(Hit, public_id=public_id), VerdictForm(request.POST)
    if form.is_valid():
        verdict, reason = Hit.Verdict(form.cleaned_data["verdict"]), form.cleaned_data["reason"]
        by, at = signed_in(request), clock.now()
        attempt(request, lambda: actions.judge(by=by, at=at, hit=hit, verdict=verdict, reason=reason))
    number = request.POST.get("page", "")
    address = reverse("channel:matches", args=[hit.round.public_id])
    return redirect(f"{address}?page={number if number.isdecimal() else 1}")


@require_POST
@allowed("channel.match")
def claim(request: HttpRequest, public_id: str) -> HttpResponse:
    """Claim the pairs that were chosen, each in a message of its own."""
    row = get_object_or_404(Round, public_id=public_id)
    chosen = list(row.hits.filter(public_id__in=request.POST.getlist("hit")))
    attempt(request, lambda: _claim(request, chosen))
    return redirect("channel:matches", public_id)


def _claim(request: HttpRequest, chosen: list[Hit]) -> None:
    number = actions.claim(by=signed_in(request), at=clock.now(), hits=chosen)
    messages.success(request, ngettext("%(n)d claim is sealed.", "%(n)d claims are sealed.", number) % {"n": number})
