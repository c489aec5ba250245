"""The page of a channel's relay: its mailboxes, and the trips made to it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.channel import actions, queries
from desk.channel.forms import RelayForm
from desk.channel.jobs import travel_later
from desk.channel.models import Channel, Relay, Trip
from desk.channel.views.page import attempt, language, page

SHOWN = 10
PATIENCE = timedelta(minutes=15)
"""A trip that has not come back by then was lost with its process: another can be made."""


@allowed("channel.carry")
def relay(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where the relay is and what the last trips brought."""
    row = get_object_or_404(Channel, public_id=public_id)
    found = Relay.objects.filter(channel=row).first()
    trips = found.trips.select_related("asked_by")[:SHOWN] if found else []
    context: dict[str, object] = {
        "channel": row,
        "relay": found,
        "trips": [(trip, queries.told_of(trip, language())) for trip in trips],
        "busy": any(_under_way(trip) for trip in trips),
        "ready": len(queries.unseen(row)),
        "form": RelayForm(),
        "ways": Trip.Way.choices,
    }
    return page(request, "channel/relay.html", context)


@require_POST
@sensitive_post_parameters("writes", "reads")
@allowed("channel.carry")
def register(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep the address and the mailboxes; what was pasted is never shown again."""
    row, form = get_object_or_404(Channel, public_id=public_id), RelayForm(request.POST)
    if form.is_valid():
        by, given = signed_in(request), form.cleaned_data
        attempt(request, lambda: actions.register_relay(by=by, at=clock.now(), channel=row, **given))
    else:
        messages.error(request, " ".join(str(fault) for faults in form.errors.values() for fault in faults))
    return redirect("channel:relay", public_id)


@require_POST
@allowed("channel.carry")
def travel(request: HttpRequest, public_id: str, way: str) -> HttpResponse:
    """Send or fetch, in the background."""
    found = get_object_or_404(Relay.objects.select_related("channel"), channel__public_id=public_id)
    if way not in Trip.Way:
        raise Http404
    trip = actions.ask_trip(by=signed_in(request), at=clock.now(), relay=found, way=Trip.Way(way))
    travel_later.enqueue(trip.public_id)
    return redirect("channel:relay", public_id)


def _under_way(trip: Trip) -> bool:
    return trip.state == Trip.State.WAITING and clock.now() - trip.asked_at < PATIENCE
