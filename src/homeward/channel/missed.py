"""Notices that somebody has not acknowledged when their window is near."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from homeward.channel.finding import Cause, Finding, finding
from homeward.channel.message import Message
from homeward.channel.moment import read_moment, say_moment
from homeward.channel.replies import Replies
from homeward.channel.transcript import Transcript

LEAD = timedelta(hours=24)
"""How long before its window a notice must be acknowledged, so that units can still be told and vehicles held back."""
_WARNED = frozenset({"passage_notice", "revocation_request"})


def unacknowledged(transcript: Transcript, answers: Mapping[str, Replies], at: datetime) -> Iterator[Finding]:
    """Notices whose window is near, and requests to end one, that somebody addressed has not acknowledged."""
    for message in _standing(transcript):
        said, window = answers.get(message.id, Replies()), _window(transcript, message)
        if window is None or said.recalled or said.replaced_by:
            continue
        agreed = said.answered if message.act.kind == "revocation_request" else frozenset()
        told = said.acknowledged | said.rejected | said.complied | agreed
        missing = [one for one in _addressed(transcript, message) if one not in told]
        if missing and window[0] - LEAD <= at <= window[1]:
            since, parties = max(message.at, window[0] - LEAD), ", ".join(missing)
            yield finding(Cause.UNACKNOWLEDGED, message, since, begins=say_moment(window[0]), parties=parties)


def _standing(transcript: Transcript) -> Iterable[Message]:
    """Of each operation and author the newest notice, and the newest request to end a notice."""
    newest: dict[tuple[str, str, object], Message] = {}
    for message in transcript.effective:
        if message.act.kind in _WARNED and message.act.whole:
            about = message.act.data.get("operation") or message.act.data.get("of")
            newest[message.act.kind, message.by, about] = message
    return newest.values()


def _window(transcript: Transcript, message: Message) -> tuple[datetime, datetime] | None:
    """The window of a notice, or of the notice that a request would end."""
    notice = message if message.act.kind == "passage_notice" else transcript.get(str(message.act.data["of"]))
    if notice is None or notice.act.kind != "passage_notice" or not notice.act.whole:
        return None
    return read_moment(str(notice.act.data["since"])), read_moment(str(notice.act.data["until"]))


def _addressed(transcript: Transcript, message: Message) -> list[str]:
    """Those who must acknowledge `message`: everybody it names who does more than observe."""
    cards = {card.party: card for card in transcript.channel.cards}
    return [party for party in message.act.to if not cards[party].observes]
