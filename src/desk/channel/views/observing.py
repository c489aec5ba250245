"""The observer's room: the one operation it sees, the counts of both sides, and its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.channel import actions, queries
from desk.channel.models import Channel, Sits
from desk.channel.queries.observing import event
from desk.channel.showing_forms import ObservationForm
from desk.channel.views.page import attempt, language, page


@allowed("channel.observe")
def observing(request: HttpRequest) -> HttpResponse:
    """The operations we may see, one a channel."""
    rows = Channel.objects.filter(sits=Sits.OBSERVER).order_by("-opened_at", "-id")
    return page(request, "channel/observers.html", {"channels": rows})


@allowed("channel.observe")
def observed(request: HttpRequest, public_id: str) -> HttpResponse:
    """One operation: what was counted by whom, the form of what we saw, and the messages that name us."""
    row = _row(public_id)
    record(by=signed_in(request), at=clock.now(), act="channel.read_event", subject=row.scope)
    context = {
        "channel": row,
        "stages": event(row),
        "form": ObservationForm(),
        "shown": queries.conversation(row, clock.now(), language()),
    }
    return page(request, "channel/observer.html", context)


@require_POST
@allowed("channel.observe")
def observe(request: HttpRequest, public_id: str) -> HttpResponse:
    row, form = _row(public_id), ObservationForm(request.POST)
    if not form.is_valid():
        return page(request, "channel/observer.html", {"channel": row, "stages": event(row), "form": form})
    given = form.cleaned_data
    attempt(request, lambda: actions.observe(by=signed_in(request), at=clock.now(), channel=row, **given))
    return redirect("channel:observed", public_id)


def _row(public_id: str) -> Channel:
    return get_object_or_404(Channel, public_id=public_id, sits=Sits.OBSERVER)
