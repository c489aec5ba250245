"""What on a channel a person must look at, worked out each time from the transcript and the clock: what ran out
unanswered, notices that nobody acknowledged in good time, and clocks that do not fit together."""

from __future__ import annotations

from datetime import datetime

from homeward.channel import clocks, lapses, missed
from homeward.channel.finding import Arrivals, Finding
from homeward.channel.replies import replies
from homeward.channel.transcript import Transcript


def findings(transcript: Transcript, party: str, arrivals: Arrivals, at: datetime) -> tuple[Finding, ...]:
    """What our `party` must look at at the time `at` (UTC), the newest first."""
    answers = replies(transcript.effective, transcript.roster)
    found = (
        *lapses.of_deals(transcript, party, at),
        *lapses.of_questions(transcript, party, answers, at),
        *missed.unacknowledged(transcript, answers, at),
        *clocks.slow(transcript, party, arrivals),
        *clocks.stamps(transcript, arrivals, at),
    )
    return tuple(sorted(found, key=lambda one: (one.since, one.key), reverse=True))
