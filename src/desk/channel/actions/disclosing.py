"""Showing a mediator chosen parts of a message, and nothing else of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import boxes, ends
from desk.channel.models import Message, Showing
from desk.errors import Refused
from homeward.canonical import Value


@transaction.atomic
def disclose(
    *, by: User, at: datetime, message: Message, to: str, chosen: Mapping[str, Collection[int] | None]
) -> Showing:
    """Seal for the party `to` the fields `chosen` of `message`: None for a whole field, else the numbers of the rows of
    a list, from 0. Who gets it can hold it against what was signed. Raises Refused when nothing is chosen or `to` is
    not on the channel, BadMessage when we do not know all of the message ourselves."""
    channel = message.channel
    if not chosen or to not in channel.parties:
        raise Refused(_("Choose what is shown, and to whom."))
    end = ends.end_of(channel)
    said = end.transcript.get(message.body_hash)
    if said is None:
        raise Refused(_("This message waits for an earlier one."))
    sealed = end.disclose(said.showing(chosen), to, at)
    boxes.save(channel, end.boxes, end.keyring.speaker)
    kept = {name: None if rows is None else sorted(rows) for name, rows in chosen.items()}
    row = Showing.objects.create(message=message, to=to, chosen=kept, sealed=sealed, by=by, at=at)
    data: dict[str, Value] = {"to": to, "fields": sorted(kept)}
    record(by=by, at=at, act="channel.disclose", subject=message.public_id, data=data)
    return row
