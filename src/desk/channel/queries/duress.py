"""What only the duty officer sees: which messages of ours were written under duress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk.accounts.models import User
from desk.channel import pens
from desk.channel.models import Message, Pins
from homeward import keys
from homeward.channel import duress
from homeward.channel.message import read
from homeward.keys import Identity


@dataclass(frozen=True, slots=True)
class Forced:
    """A message of ours that carries the mark, and who was made to write it."""

    row: Message
    writer: User


def writers() -> list[Pins]:
    """Whoever has PINs that were not taken back, by account."""
    rows = {row.user_id: row for row in Pins.objects.filter(device="").select_related("user").order_by("set_at", "id")}
    return sorted((row for row in rows.values() if pens.pins_of(row.user)), key=lambda row: row.user.username)


def forced(duty: Sequence[Identity]) -> list[Forced]:
    """The messages written under duress that the keys of the `duty` can tell, newest first."""
    found = [one for row in Pins.objects.select_related("user", "watch") for one in _forced(row, duty)]
    return sorted(found, key=lambda one: (one.row.said_at, one.row.pk), reverse=True)


def _forced(pins: Pins, duty: Sequence[Identity]) -> list[Forced]:
    opened = [one for one in duty if one.public.to_value() == pins.watch.holder]
    if not opened:
        return []
    [officer] = opened
    secret = keys.open_sealed([officer.box], bytes(pins.sealed), duress.CONTEXT)
    if pins.device:
        said = Message.objects.filter(author=pins.device).select_related("channel")
        return [Forced(row, pins.user) for row in said if duress.marked(secret, read(bytes(row.envelope)))]
    rows = Message.objects.filter(draft__composed_by=pins.user).select_related("draft", "channel")
    return [Forced(row, pins.user) for row in rows if pens.marked(row, secret, officer)]
