"""What became of sealed messages that were brought."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.channel.message import Message
from homeward.channel.transcript import Added
from homeward.words import Saying


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sealed message that was refused: the file, the hash of its bytes, and why. Nothing else changed."""

    name: str
    sha256: str
    saying: Saying


@dataclass(frozen=True, slots=True)
class Arrival:
    """A sealed message that was read: the file, its bytes, the message, and what became of it."""

    name: str
    blob: bytes
    message: Message
    added: Added


@dataclass(frozen=True, slots=True)
class Collected:
    """What a look into a folder brought."""

    arrived: tuple[Arrival, ...]
    refused: tuple[Refusal, ...]

    @property
    def new(self) -> tuple[Arrival, ...]:
        return tuple(arrival for arrival in self.arrived if arrival.added != Added.KNOWN)
