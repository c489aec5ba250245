"""What an observer counted at a crossing, and the counts of both sides beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desk.channel import reading
from desk.channel.models import Channel
from homeward.channel.message import Message
from homeward.channel.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Observation:
    """What the observer `party` saw of a stage: how many were there and how many not, of how many it heard the wish in
    private (None if it does not say), and what it noted."""

    party: str
    stage: int
    present: int
    absent: int
    wishes_heard: int | None
    note: str
    at: datetime
    message_id: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many one party says were there at a stage, and how many not."""

    party: str
    present: int
    absent: int


@dataclass(frozen=True, slots=True)
class StageCounts:
    """The newest count of each party for a stage; `agree` when nobody's differs."""

    stage: int
    counts: tuple[Count, ...]
    notes: tuple[str, ...]

    @property
    def agree(self) -> bool:
        return len({(one.present, one.absent) for one in self.counts}) <= 1


def observations(operation: str) -> list[Observation]:
    """What observers said of `operation` on any channel of the desk, oldest first."""
    rows = Channel.objects.filter(messages__kind="observation").distinct().order_by("pk")
    found = [one for row in rows for one in _observed(reading.transcript(row), operation)]
    return sorted(found, key=lambda one: (one.at, one.message_id))


def event(channel: Channel) -> list[StageCounts]:
    """The counts of the one operation of `channel`, by stage: those of both sides and of the observer."""
    said = reading.transcript(channel)
    newest: dict[tuple[int, str], Count] = {}
    for message in said.effective:
        for stage, count in _count(message, said, channel.scope):
            newest[stage, count.party] = count
    seen = _observed(said, channel.scope)
    stages = sorted({stage for stage, _party in newest})
    return [_stage(stage, newest, seen) for stage in stages]


def _stage(stage: int, newest: dict[tuple[int, str], Count], seen: Iterable[Observation]) -> StageCounts:
    counts = tuple(count for (number, _party), count in sorted(newest.items()) if number == stage)
    return StageCounts(stage, counts, tuple(one.note for one in seen if one.stage == stage and one.note))


def _count(message: Message, said: Transcript, operation: str) -> Iterable[tuple[int, Count]]:
    data, party = message.act.data, said.roster.party(message.by)
    if not message.act.whole or data.get("operation") != operation:
        return
    if message.act.kind == "observation":
        yield _number(message, "stage"), Count(party, _number(message, "present"), _number(message, "absent"))
    elif message.act.kind == "roll_call":
        away = sum(_length(message, name) for name in ("absent", "refuses", "died", "held_back"))
        yield _number(message, "stage"), Count(party, _length(message, "present"), away)


def _observed(said: Transcript, operation: str) -> list[Observation]:
    chosen = (one for one in said.effective if one.act.kind == "observation" and one.act.whole)
    return [_observation(one, said) for one in chosen if one.act.data["operation"] == operation]


def _observation(message: Message, said: Transcript) -> Observation:
    data, heard = message.act.data, message.act.data.get("wishes_heard")
    return Observation(
        party=said.roster.party(message.by),
        stage=_number(message, "stage"),
        present=_number(message, "present"),
        absent=_number(message, "absent"),
        wishes_heard=heard if isinstance(heard, int) else None,
        note=str(data.get("note", "")),
        at=message.at,
        message_id=message.id,
    )


def _number(message: Message, name: str) -> int:
    value = message.act.data[name]
    return value if isinstance(value, int) else 0


def _length(message: Message, name: str) -> int:
    value = message.act.data.get(name, [])
    return len(value) if isinstance(value, list) else 0
