"""The other headquarters of the long tests: it writes into the inbox of a desk that may die at any moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from homeward.channel.card import Card
from homeward.channel.pairing import Channel
from homeward.channel.party import Keyring, Party

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


@cache
def keyring(party: str) -> Keyring:
    return Keyring.from_seed(party.encode().ljust(32, b"."), party, AT, seats=0 if party == "MDL" else 2)


def peer(cards: Sequence[str]) -> Party:
    """The party ZLS on the channel of `cards`."""
    return Party(keyring("ZLS"), Channel(tuple(Card.from_bytes(card.encode()) for card in cards)))


def write(end: Party, inbox: Path, text: str) -> str:
    """A note put into `inbox`; the message's id."""
    spoken = end.say(end.act("note", {"note": text}, AT + timedelta(days=7)), AT)
    end.send(spoken, inbox, AT)
    return spoken.id
