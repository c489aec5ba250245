"""Pages of a mediator's blind suggestions, and of deals that lapsed by its clock."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.channel import actions, reading
from desk.channel.models import Channel
from desk.channel.queries.suggestions import releasable, suggested
from desk.channel.showing_forms import SuggestForm
from desk.channel.views.page import attempt, attempt_form, language, page

USUAL, MOST = 2, 6


@allowed("channel.mediate")
def suggest(request: HttpRequest, public_id: str) -> HttpResponse:
    """The rounds so far, and the form that puts packages to both."""
    row = get_object_or_404(Channel, public_id=public_id)
    by, at, asked = signed_in(request), clock.now(), request.GET.get("packages", "")
    count = min(int(asked), MOST) if asked.isdecimal() and int(asked) else USUAL
    form = SuggestForm(releasable(reading.transcript(row)), count, request.POST or None)
    if request.method == "POST" and form.is_valid():
        due = at + timedelta(days=form.cleaned_data["days"])
        if attempt_form(form, lambda: actions.suggest(by=by, at=at, channel=row, packages=form.packages, due=due)):
            return redirect("channel:suggest", public_id)
    record(by=by, at=at, act="channel.read_suggestions", subject=row.public_id)
    more = count + 1 if count < MOST else 0
    context = {"channel": row, "form": form, "rounds": suggested(row, at, language()), "more": more}
    return page(request, "channel/suggest.html", context)


@require_POST
@allowed("channel.mediate")
def tell(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    row = get_object_or_404(Channel, public_id=public_id)
    attempt(request, lambda: actions.tell_result(by=signed_in(request), at=clock.now(), channel=row, key=key))
    return redirect("channel:suggest", public_id)


@require_POST
@allowed("channel.mediate")
def lapsed(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say of the deals that nobody answered in time that they lapsed."""
    row = get_object_or_404(Channel, public_id=public_id)
    attempt(request, lambda: actions.say_lapses(by=signed_in(request), at=clock.now(), channel=row))
    return redirect("channel:channel", public_id)
