"""What on the channels a person must look at: what happened, what follows from the clock, and who looked at it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from desk.channel import reading
from desk.channel.models import Channel, Look, Sits
from desk.channel.queries.conversation import channels
from homeward.channel.alarms import findings
from homeward.channel.finding import Arrivals, Finding
from homeward.channel.transcript import Transcript
from homeward.words import Saying, say

_NOTES = frozenset({"again_resealed"})


@dataclass(frozen=True, slots=True)
class Raised:
    """An alarm of `channel` as a page shows it: what it is `about`, since when, what is told, whether it is only a
    note, and who looked at it."""

    channel: Channel
    key: str
    about: str
    told: str
    at: datetime
    note: bool
    looks: tuple[Look, ...]

    @property
    def new(self) -> bool:
        return not self.looks and not self.note


def alarms(at: datetime, language: str, channel: Channel | None = None) -> list[Raised]:
    """All alarms of `channel`, or of every one: those that nobody has looked at first, then the newest."""
    found = [one for row in ([channel] if channel else channels()) for one in _of(row, at, language)]
    return sorted(found, key=lambda one: (one.new, one.at), reverse=True)


def fresh(at: datetime) -> int:
    """How many alarms nobody has looked at."""
    return sum(one.new for one in alarms(at, "en"))


def _of(channel: Channel, at: datetime, language: str) -> Iterator[Raised]:
    looks: defaultdict[str, list[Look]] = defaultdict(list)
    for look in channel.looks.select_related("by"):
        looks[look.key].append(look)
    for row in channel.alarms.all():
        told, key = Saying(row.room, row.cause, tuple(row.values.items())), f"{row.cause}:{row.sha256}"
        note = row.cause in _NOTES
        yield Raised(channel, key, row.name, told.in_language(language), row.at, note, tuple(looks[key]))
    for one in _findings(channel, at):
        about, told = say("channel", f"kind_{one.kind}", language), one.saying
        words = told.in_language(language)
        yield Raised(channel, one.key, about, words, one.since, one.cause.note, tuple(looks[one.key]))


def _findings(channel: Channel, at: datetime) -> list[Finding]:
    """What follows from the transcript and the clock; an observer is told only of what names it."""
    said = reading.transcript(channel)
    found = findings(said, channel.party, _arrivals(channel), at)
    watches = channel.sits == Sits.OBSERVER
    return [one for one in found if not watches or channel.party in _named(said, one)]


def _named(said: Transcript, one: Finding) -> tuple[str, ...]:
    message = said.get(one.message)
    return message.act.to if message else ()


def _arrivals(channel: Channel) -> Arrivals:
    """When each message came; by which sealed file, only if there are postmarks that may speak of one: those of a
    mediator name the message itself."""
    came = dict(channel.messages.values_list("body_hash", "taken_in_at"))
    if all(of in came for of in channel.postmarks.values_list("of", flat=True)):
        return Arrivals(came)
    rows = channel.messages.values_list("sealed", "head", "body_hash")
    sealed = ((data, id) for whole, head, id in rows for data in (whole, head) if data)
    return Arrivals(came, {hashlib.sha256(bytes(data)).hexdigest(): id for data, id in sealed})
