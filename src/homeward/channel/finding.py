"""Something on a channel that a person must look at: why, about which message, since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from homeward.channel.message import Message
from homeward.words import Saying, saying


class Cause(StrEnum):
    """Why a person must look."""

    LAPSED_OURS = "lapsed_ours"
    LAPSED_THEIRS = "lapsed_theirs"
    UNACKNOWLEDGED = "unacknowledged"
    SLOW = "slow"
    STAMPED_BEFORE = "stamped_before"
    STAMPED_AHEAD = "stamped_ahead"

    @property
    def note(self) -> bool:
        """Whether it is only worth knowing."""
        return self == Cause.SLOW


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: why, about which message of which kind, in a sentence, and since when it is so (UTC)."""

    cause: Cause
    message: str
    kind: str
    saying: Saying
    since: datetime

    @property
    def key(self) -> str:
        """Tells this finding from every other of its channel, today and tomorrow."""
        return f"{self.cause}:{self.message}"


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What a transcript alone does not tell: when each message came here (UTC, by its id), and for the hash of each
    sealed file the id of its message."""

    at: Mapping[str, datetime] = field(default_factory=dict)
    sealed: Mapping[str, str] = field(default_factory=dict)


def finding(cause: Cause, message: Message, since: datetime, **values: str) -> Finding:
    """What is found of `message`, in the sentence of its cause with these `values`."""
    return Finding(cause, message.id, message.act.kind, saying("channel", f"alarm_{cause.value}", **values), since)
