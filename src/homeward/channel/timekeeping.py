"""What a mediator who keeps time has to say: to which offers and acceptances no answer came in time."""

from __future__ import annotations

from datetime import datetime

from homeward.channel.deal import Lapse, overdue
from homeward.channel.transcript import Transcript


def lapses(transcript: Transcript, at: datetime) -> tuple[Lapse, ...]:
    """What whoever keeps time has to say at `at`, by its own clock: to what no answer came that it postmarked in time.

    All its own postmarks must be in `transcript`, and it gives none of an earlier time afterwards. Nothing is said
    while a message that was postmarked in time still waits here for an earlier one: it may be the answer.
    """
    marks = transcript.postmarks
    waiting = [marks[one.id].at for one in transcript.parked if one.id in marks]
    found = (overdue(deal, at) for deal in transcript.deals()[0].values())
    return tuple(one for one in found if one and not any(mark <= one.due for mark in waiting))
