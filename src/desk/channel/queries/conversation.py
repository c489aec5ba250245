"""Everything said on a channel, with what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from desk.channel import reading
from desk.channel.models import Alarm, Channel, Message
from homeward.channel.dispute import disputes
from homeward.channel.lists import compare
from homeward.channel.message import read
from homeward.channel.pairing import Level
from homeward.channel.render import Rendered, render_sent
from homeward.channel.replies import Replies, replies
from homeward.channel.transcript import Transcript
from homeward.words import Saying, say


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a message, in a word with its tone."""

    tone: str
    label: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as the page shows it: its row, its words, its standing, what it did to its deal, who approved it."""

    row: Message
    text: Rendered
    standing: Standing
    effect: str
    approved_by: tuple[str, ...]
    fresh: bool


def channels() -> QuerySet[Channel]:
    return Channel.objects.order_by("opened_at", "id")


def conversation(channel: Channel, at: datetime, language: str, key: str | None = None) -> list[Shown]:
    """Every message of `channel` (of the deal `key` only, if given) in the order all ends share; parked ones last."""
    said = reading.transcript(channel)
    place = {message.id: number for number, message in enumerate(said.held)}
    rows = [row for row in channel.messages.all() if key is None or row.deal_key == key]
    rows.sort(key=lambda row: (place.get(row.body_hash, len(place)), row.pk))
    effects = {answer.message.id: answer.saying for answer in said.deals()[1]}
    effects |= compare(said.effective) | disputes(said.effective, said.roster)[1]
    answers, seen = replies(said.effective, said.roster), _seen(said)
    return [
        _shown(row, said, seen, at, language, effects.get(row.body_hash), answers.get(row.body_hash)) for row in rows
    ]


def alarms(channel: Channel | None = None) -> list[tuple[Alarm, Saying]]:
    """What a person must look at, newest first, with its sentence."""
    rows = Alarm.objects.select_related("channel")
    chosen = rows.filter(channel=channel) if channel else rows
    return [(row, Saying("channel", row.cause, tuple(row.values.items()))) for row in chosen]


def spoken(channel: Channel, language: str) -> list[tuple[str, str]]:
    """The id of every message on `channel`, newest first, with what a person knows it by."""
    rows = channel.messages.order_by("-said_at", "-id")
    return [(row.body_hash, f"{row.party} {row.seq}: {title(row, language)}, {row.said_at:%Y-%m-%d}") for row in rows]


def title(row: Message, language: str) -> str:
    """The name of a message's form."""
    return say("channel", f"kind_{row.kind}", language)


def unseen(channel: Channel) -> list[Message]:
    """Our messages that the other side has not seen yet, by what it has written since: they may have to be carried
    again."""
    seen = _seen(reading.transcript(channel))
    rows = channel.messages.filter(direction=Message.Direction.OUT).order_by("pk")
    return [row for row in rows if row.seq > seen.get(row.author, 0)]


def _shown(
    row: Message,
    said: Transcript,
    seen: Mapping[str, int],
    at: datetime,
    language: str,
    effect: Saying | None,
    answers: Replies | None,
) -> Shown:
    message = said.find(row.body_hash) or read(bytes(row.envelope))
    level, warning = Level(row.channel.level), said.warning(message.id)
    text = render_sent(message, level, warning, language)
    told = effect.in_language(language) if effect else ""
    approved = tuple(sorted(approval.by for approval in message.approvals))
    answer = answers.saying.in_language(language) if answers else ""
    standing = _standing(row, said, seen, at, answer)
    fresh = row.direction == Message.Direction.IN and answers is None
    return Shown(row, text, standing, told, approved, fresh)


def _standing(row: Message, said: Transcript, seen: Mapping[str, int], at: datetime, answer: str) -> Standing:
    if any(row.body_hash in (fork.one.id, fork.other.id) for fork in said.forks):
        return Standing("bad", _("Forked: two messages under one number"))
    if said.is_parked(row.body_hash):
        return Standing("wait", _("Waits for an earlier message"))
    if answer:
        return Standing("good", answer)
    if row.direction == Message.Direction.IN:
        return Standing("good", _("Received, signature holds"))
    if seen.get(row.author, 0) >= row.seq:
        return Standing("half", _("Seen by the other side"))
    if row.expires_at < at:
        return Standing("warn", _("Ran out without an answer"))
    return Standing("open", _("Sealed, not yet seen by the other side"))


def _seen(said: Transcript) -> dict[str, int]:
    """How far the chain of each author was seen by others."""
    seen: dict[str, int] = {}
    for message in said.held:
        for name, number, _head in message.place.seen:
            seen[name] = max(seen.get(name, 0), number)
    return seen
