"""A transcript as a file for a mediator, an auditor or a court: JSON lines that `verifier` checks without this house.

The first line holds the cards, each further line one message: causes before effects.
"""

from __future__ import annotations

from homeward import canonical
from homeward.canonical import Value
from homeward.channel.transcript import Transcript

FORMAT = "homeward transcript 1"


def export(transcript: Transcript) -> bytes:
    """The file: cards, bodies, signatures, approvals; forks included."""
    cards: list[Value] = [card.to_value() for card in transcript.channel.cards]
    first: Value = {"format": FORMAT, "number": transcript.channel.number, "cards": cards}
    lines = [canonical.encode(first), *(message.to_bytes() for message in transcript.held)]
    return b"\n".join(lines) + b"\n"
