"""What a revocation or a change of keys does at our own desk once it is said."""

from __future__ import annotations

from datetime import datetime

from desk.accounts import identity
from desk.channel import seating
from desk.channel.actions.certifying import announce
from desk.channel.models import Certificate, Draft, Seat
from homeward.channel.certificate import call_sign
from homeward.channel.standing import ENDING

CHANGED = "changed"
"""The reason of an end that a change of keys brought."""


def settle(at: datetime, draft: Draft) -> None:
    """The desk signs nothing more for the holder that the sent `draft` ended, and forgets its key if it was a seat's;
    the successor of a speaker speaks from now on, and brings the superiors' certificates in. Nothing for other kinds.
    Part of the act that sent it."""
    if draft.kind not in ENDING:
        return
    name = str(draft.data[ENDING[draft.kind]])
    rows = Certificate.objects.filter(call_sign=name, ended_at=None)
    rows.update(ended_by=draft.composed_by, ended_at=at, reason=draft.data.get("reason", CHANGED))
    for seat in Seat.objects.filter(left_at=None):
        if call_sign(seat.name) == name:
            seat.left_at = at
            seat.save(update_fields=["left_at"])
            identity.forget(seat.name)
    if successor := seating.successor(draft.kind, draft.data):
        draft.channel.speaker = successor
        draft.channel.save(update_fields=["speaker"])
        for seat in seating.taken():
            if certificate := seating.certificate_of(seat.name, at):
                announce(draft.composed_by, at, certificate)
