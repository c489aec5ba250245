"""Trips to a relay in the background."""

from __future__ import annotations

from django_tasks import task

from desk import clock
from desk.channel import actions
from desk.channel.models import Trip


@task()
def travel_later(public_id: str) -> None:
    """Make a trip to a relay, in the name of who asked for it."""
    row = Trip.objects.select_related("relay__channel", "asked_by").get(public_id=public_id)
    actions.travel(by=row.asked_by, now=clock.now, trip=row)
