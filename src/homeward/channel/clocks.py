"""Messages and postmarks whose times do not fit together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from homeward.channel.admission import CLOCK_SKEW
from homeward.channel.finding import Arrivals, Cause, Finding, finding
from homeward.channel.moment import say_moment, write_moment
from homeward.channel.transcript import Transcript

SLOW = timedelta(days=1)
"""A message that arrives later than this after its own date was slow, or its author's clock is wrong."""


def slow(transcript: Transcript, party: str, arrivals: Arrivals) -> Iterator[Finding]:
    """Messages of others that came long after their own date."""
    for message in transcript.held:
        arrived = arrivals.at.get(message.id)
        theirs = transcript.roster.party(message.by) != party
        if arrived and theirs and arrived - message.at > SLOW:
            yield finding(Cause.SLOW, message, arrived, said=say_moment(message.at), arrived=say_moment(arrived))


def stamps(transcript: Transcript, arrivals: Arrivals, at: datetime) -> Iterator[Finding]:
    """Postmarks that no two right clocks could have given."""
    for of, mark in transcript.postmarks.items():
        message = transcript.get(arrivals.sealed.get(of, of))
        if message is None:
            continue
        values = {"name": mark.by, "stamped": write_moment(mark.at), "said": write_moment(message.at)}
        if mark.at > at + CLOCK_SKEW:
            yield finding(Cause.STAMPED_AHEAD, message, message.at, **values)
        elif mark.at < message.at - CLOCK_SKEW:
            yield finding(Cause.STAMPED_BEFORE, message, mark.at, **values)
