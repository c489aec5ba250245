"""Everything said on a channel, with what became of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from desk.channel import reading
from desk.channel.models import Channel, Message, Sits
from desk.channel.queries.carriage import carried
from desk.channel.queries.witnessing import Existed, existed
from homeward.channel.certificate import Role
from homeward.channel.dispute import disputes
from homeward.channel.lists import compare
from homeward.channel.message import read
from homeward.channel.outcome import Outcome, Outcomes, seen_by
from homeward.channel.pairing import Level
from homeward.channel.progress import Carriage, Progress, of_message
from homeward.channel.render import Rendered, render_sent
from homeward.channel.transcript import Transcript
from homeward.words import Saying, say, saying

_TONES = {
    Outcome.FORKED: "bad",
    Outcome.DROPPED: "bad",
    Outcome.PARKED: "wait",
    Outcome.VOID: "bad",
    Outcome.ANSWERED: "good",
    Outcome.LATE: "warn",
    Outcome.SEEN: "half",
    Outcome.EXPIRED: "warn",
    Outcome.SEALED: "open",
    Outcome.HELD: "good",
}
_CARRIED = (Progress.QUEUED, Progress.SENT)
_ANSWERABLE = (Outcome.HELD, Outcome.LATE, Outcome.EXPIRED)


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a message, in a word with its tone."""

    tone: str
    label: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as the page shows it: its row, its words, its standing, what it did to its deal, who approved it,
    whether it came from a device, and by when it existed if a mediator has postmarked it."""

    row: Message
    text: Rendered
    standing: Standing
    effect: str
    approved_by: tuple[str, ...]
    fresh: bool
    device: bool
    existed: Existed | None = None


def channels() -> QuerySet[Channel]:
    return Channel.objects.order_by("opened_at", "id")


def conversation(channel: Channel, at: datetime, language: str, key: str | None = None) -> list[Shown]:
    """Every message of `channel` (of the deal `key` only, if given) in the order all ends share; parked ones last. An
    observer is shown only what names it."""
    said = reading.transcript(channel)
    place = {message.id: number for number, message in enumerate(said.held)}
    rows = list(_rows(channel, key))
    if channel.sits == Sits.OBSERVER:
        rows = [row for row in rows if _names_us(row, said)]
    rows.sort(key=lambda row: (place.get(row.body_hash, len(place)), row.pk))
    effects = {answer.message.id: answer.saying for answer in said.deals()[1]}
    effects |= compare(said.effective) | disputes(said.effective, said.roster)[1]
    became = Outcomes(said, channel.party, at)
    levels = _levels(channel, {row.party for row in rows})
    where = carried(channel, _sealed(rows, said, became))
    shown = [_shown(row, said, became, where, language, effects.get(row.body_hash), levels[row.party]) for row in rows]
    marks = existed(channel)
    return [replace(one, existed=_earliest(marks, one.row)) for one in shown]


def _rows(channel: Channel, key: str | None) -> QuerySet[Message]:
    """The messages of `channel`, of the deal `key` only, if given."""
    return channel.messages.all() if key is None else channel.messages.filter(deal_key=key)


def _sealed(rows: list[Message], said: Transcript, became: Outcomes) -> list[Message]:
    """Those of ours that nobody is known to have seen."""
    ours = [(row, said.get(row.body_hash)) for row in rows if row.direction == Message.Direction.OUT]
    return [row for row, message in ours if message and became.of(message).outcome == Outcome.SEALED]


def _earliest(marks: Mapping[str, Existed], row: Message) -> Existed | None:
    """The postmark of the message or of its sealed file, whichever is older."""
    found = [marks[of] for of in (row.body_hash, hashlib.sha256(row.sealed).hexdigest()) if of in marks]
    return min(found, key=lambda one: one.at, default=None)


def _names_us(row: Message, said: Transcript) -> bool:
    """Whether an observer is among those to whom a message was said, or said it."""
    message = said.find(row.body_hash)
    return message is not None and (row.party == row.channel.party or row.channel.party in message.act.to)


def _levels(channel: Channel, parties: set[str]) -> dict[str, Level]:
    """The level that is shown with the messages of each of `parties`: a headquarters' that of the channel, between two
    headquarters that of the author's own card."""
    return {one: Level(channel.level if channel.makes_deals else channel.level_of(one)) for one in parties}


def spoken(channel: Channel, language: str, key: str | None = None) -> list[tuple[str, str]]:
    """The id of every message on `channel` (of the deal `key` only, if given), newest first, with what a person knows
    it by."""
    rows = _rows(channel, key).order_by("-said_at", "-id")
    return [(row.body_hash, f"{row.party} {row.seq}: {title(row, language)}, {row.said_at:%Y-%m-%d}") for row in rows]


def title(row: Message, language: str) -> str:
    """The name of a message's form."""
    return say("channel", f"kind_{row.kind}", language)


def unseen(channel: Channel) -> list[Message]:
    """Our messages that the other headquarters has not seen yet (between two: one of them), by what it has written
    since, whoever else has: they may have to be carried again."""
    said = reading.transcript(channel)
    seen = [seen_by(said, party) for party in (channel.peer, channel.second) if party]
    rows = channel.messages.filter(direction=Message.Direction.OUT).order_by("pk")
    return [row for row in rows if any(row.seq > one.get(row.author, 0) for one in seen)]


def _shown(
    row: Message,
    said: Transcript,
    became: Outcomes,
    where: Mapping[str, Carriage],
    language: str,
    effect: Saying | None,
    level: Level,
) -> Shown:
    message = said.find(row.body_hash) or read(bytes(row.envelope))
    state = became.of(message)
    text = render_sent(message, level, said.warning(message.id), language)
    told = effect.in_language(language) if effect else ""
    approved = tuple(sorted(approval.by for approval in message.approvals))
    fresh = row.direction == Message.Direction.IN and state.outcome in _ANSWERABLE and state.replies is None
    progress = of_message(message, became, where)
    words = saying("channel", f"progress_{progress}") if progress in _CARRIED else state.saying
    standing = Standing(_TONES[state.outcome], words.in_language(language))
    return Shown(row, text, standing, told, approved, fresh, _by_device(row, said))


def _by_device(row: Message, said: Transcript) -> bool:
    """Whether it was written on the road, under the certificate of a device."""
    return any(one.role == Role.DEVICE for one in said.roster.known(row.author)(row.author))
