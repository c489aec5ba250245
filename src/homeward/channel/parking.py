"""Messages that wait for earlier ones, indexed by what they wait for: taking one in costs only what it releases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from homeward.channel.errors import BadMessage
from homeward.channel.message import Message
from homeward.words import Saying

MAX_PARKED = 10_000
"""How many messages of one author may wait, so that none can take the room of another."""
MAX_UNVERIFIED = 256
"""How many messages may wait in all whose author is not known yet, so that a stranger cannot fill the room."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A message that had waited for earlier ones and was refused once they came, and why."""

    message: Message
    saying: Saying


class Parking:
    """The waiting messages by their ids, and for each missing id those that wait for it."""

    def __init__(self) -> None:
        self._messages: dict[str, Message] = {}
        self._unverified: set[str] = set()
        self._of: Counter[str] = Counter()
        self._waiting: dict[str, list[str]] = {}

    def __contains__(self, id: str) -> bool:
        return id in self._messages

    def get(self, id: str) -> Message | None:
        """The waiting message with this id."""
        return self._messages.get(id)

    @property
    def messages(self) -> tuple[Message, ...]:
        return tuple(self._messages.values())

    def park(self, message: Message, missing: Iterable[str], *, verified: bool) -> None:
        """Keep `message` until all of `missing` are here; raises BadMessage when too many wait already."""
        if not verified and len(self._unverified) >= MAX_UNVERIFIED:
            raise BadMessage("too_many_parked", count=MAX_UNVERIFIED)
        if self._of[message.by] >= MAX_PARKED:
            raise BadMessage("too_many_parked", count=MAX_PARKED)
        self._messages[message.id] = message
        self._of[message.by] += 1
        if not verified:
            self._unverified.add(message.id)
        for id in missing:
            self._waiting.setdefault(id, []).append(message.id)

    def waiting_for(self, id: str) -> tuple[Message, ...]:
        """Those that waited for `id`; they wait for it no longer, but perhaps for others."""
        found = (self._messages.get(waiting) for waiting in self._waiting.pop(id, []))
        return tuple(message for message in found if message)

    def leave(self, message: Message) -> bool:
        """Take `message` out; whether its signature was checked when it came."""
        del self._messages[message.id]
        self._of[message.by] -= 1
        verified = message.id not in self._unverified
        self._unverified.discard(message.id)
        return verified
