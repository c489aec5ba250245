"""The state of safe passage in words, as a lamp shows it."""

from __future__ import annotations

from datetime import datetime, timedelta

from homeward.channel.moment import say_moment
from homeward.channel.passage.state import Lease, say
from homeward.words import Saying

HEARD_EVERY = timedelta(minutes=30)
"""How often those on the road say that they are safe."""


def lamp(lease: Lease | None, at: datetime) -> Saying:
    """The state of safe passage in words; `lamp_green` only if `in_force` and nobody is missed."""
    if lease is None:
        return say("lamp_none")
    if lease.ended:
        return say("lamp_ended")
    if lease.waiting:
        return say("lamp_waiting", parties=", ".join(lease.waiting))
    return _window_lamp(lease, at)


def _window_lamp(lease: Lease, at: datetime) -> Saying:
    if at < lease.since:
        return say("lamp_not_yet", since=say_moment(lease.since))
    if at > lease.closes:
        return say("lamp_overdue" if lease.on_the_road else "lamp_over", until=say_moment(lease.closes))
    if lease.on_the_road and lease.heard_at is not None and at - lease.heard_at > HEARD_EVERY:
        return say("lamp_silent", since=say_moment(lease.heard_at))
    if lease.revoking:
        return say("lamp_revoking", party=lease.revoking)
    return say("lamp_green", until=say_moment(lease.closes))
