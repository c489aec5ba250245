"""What is to be told of a trip to a relay."""

from __future__ import annotations

from desk.channel.models import Trip
from homeward.words import say


def told_of(trip: Trip, language: str) -> list[str]:
    """The sentences that a trip came back with."""
    return [say(one["room"], one["key"], language, **one["values"]) for one in trip.told]
