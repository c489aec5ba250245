"""Which sealed bytes of a message of ours go to whom: the message to those it names, its head to the others."""

from __future__ import annotations

from desk.channel.models import Message
from homeward.channel.message import read


def sealed_for(row: Message, party: str) -> bytes:
    """What `party` can open of a message of ours."""
    if row.head is None or party in read(bytes(row.envelope)).act.to:
        return bytes(row.sealed)
    return bytes(row.head)
