"""What became of sealed messages that were brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from homeward.channel.message import Message
from homeward.channel.transcript import Added, Transcript
from homeward.words import Saying


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sealed message that was refused: the file, the hash of its bytes, and why. Nothing else changed."""

    name: str
    sha256: str
    saying: Saying


@dataclass(frozen=True, slots=True)
class Arrival:
    """A sealed message that was read: the file, its bytes, the message, what became of it, and whether these very
    bytes had been here before."""

    name: str
    blob: bytes
    message: Message
    added: Added
    copy: bool = False

    @property
    def resealed(self) -> bool:
        """Whether a message that was here already came under a new seal."""
        return self.added == Added.KNOWN and not self.copy


@dataclass(frozen=True, slots=True)
class Collected:
    """What a look into a folder brought."""

    arrived: tuple[Arrival, ...]
    refused: tuple[Refusal, ...]

    @property
    def new(self) -> tuple[Arrival, ...]:
        return tuple(arrival for arrival in self.arrived if arrival.added != Added.KNOWN)


def is_old(message: Message, transcript: Transcript, at: datetime) -> bool:
    """Whether nobody honest would close `message`, which is held, anew at `at`: it had run out, or its author knew that
    it had come."""
    return message.act.exp < at or any(_knew(head, message, transcript) for head in transcript.chains.heads())


def _knew(head: Message, message: Message, transcript: Transcript) -> bool:
    """Whether `head`, the newest word of its author, was written in the knowledge that others had seen `message`."""
    if head.by != message.by:
        return False
    known = (transcript.get(id) for _name, _number, id in head.place.seen)
    seen = [(name, number) for one in known if one for name, number, _id in one.place.seen]
    return any(name == message.by and number >= message.place.seq for name, number in seen)
