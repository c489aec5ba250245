"""What on a channel a person must look at, worked out each time from the transcript and the clock: what ran out
unanswered, notices that nobody acknowledged in good time, and clocks that do not fit together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from homeward.channel.admission import CLOCK_SKEW
from homeward.channel.card import Card
from homeward.channel.deal import DealState
from homeward.channel.message import Message
from homeward.channel.moment import read_moment, write_moment
from homeward.channel.outcome import ASKING
from homeward.channel.replies import Replies, replies
from homeward.channel.transcript import Transcript
from homeward.words import Saying, saying

LEAD = timedelta(hours=24)
"""How long before its window a notice must be acknowledged, so that units can still be told and vehicles held back."""
SLOW = timedelta(days=1)
"""A message that arrives later than this after its own date was slow, or its author's clock is wrong."""
_OF_DEALS = frozenset({"offer", "counter", "accept"})
_WARNED = frozenset({"passage_notice", "revocation_request"})


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


def findings(transcript: Transcript, party: str, arrivals: Arrivals, at: datetime) -> tuple[Finding, ...]:
    """What our `party` must look at at the time `at` (UTC), the newest first."""
    answers = replies(transcript.effective, transcript.roster)
    found = (
        *_deals(transcript, party, at),
        *_unanswered(transcript, party, answers, at),
        *_unacknowledged(transcript, answers, at),
        *_slow(transcript, party, arrivals),
        *_stamps(transcript, arrivals, at),
    )
    return tuple(sorted(found, key=lambda one: (one.since, one.key), reverse=True))


def _deals(transcript: Transcript, party: str, at: datetime) -> Iterator[Finding]:
    """Offers and acceptances whose time is over."""
    for deal in transcript.deals()[0].values():
        message = transcript.get(deal.on)
        if message and deal.state_at(at) == DealState.LAPSED:
            offered = deal.state == DealState.OFFERED
            silent = next(one for one in deal.parties if (one == deal.offered_by) is not offered)
            yield _lapsed(message, party, silent, deal.exp)


def _unanswered(transcript: Transcript, party: str, answers: Mapping[str, Replies], at: datetime) -> Iterator[Finding]:
    for message in transcript.effective:
        act, said = message.act, answers.get(message.id, Replies())
        if act.kind not in ASKING - _OF_DEALS or act.exp >= at or said.recalled or said.replaced_by:
            continue
        heard = _heard(act.kind, said) or (act.kind == "list_request" and _listed(transcript, message))
        silent = _principals(transcript, message)
        if not heard and silent:
            yield _lapsed(message, party, ", ".join(silent), act.exp)


def _lapsed(message: Message, party: str, silent: str, until: datetime) -> Finding:
    cause = Cause.LAPSED_THEIRS if silent == party else Cause.LAPSED_OURS
    return _finding(cause, message, until, until=_day(until), parties=silent)


def _heard(kind: str, said: Replies) -> bool:
    """Whether `said` answers a message of this kind; that it was received answers a notice of passage only."""
    acknowledged = said.acknowledged if kind == "passage_notice" else frozenset()
    return bool(acknowledged | said.answered | said.rejected | said.complied)


def _listed(transcript: Transcript, request: Message) -> bool:
    """Whether the list that was asked for, or its hash, was sent: a list names no request, only what it is of."""
    asked, author = request.act.data, transcript.roster.party(request.by)
    return any(
        one.act.kind in ("list", "list_commit")
        and transcript.roster.party(one.by) != author
        and (one.act.data.get("category"), one.act.data.get("as_of")) == (asked.get("category"), asked.get("as_of"))
        for one in transcript.effective
    )


def _unacknowledged(transcript: Transcript, answers: Mapping[str, Replies], at: datetime) -> Iterator[Finding]:
    """Notices whose window is near, and requests to end one, that somebody addressed has not acknowledged."""
    for message in _standing(transcript):
        said, window = answers.get(message.id, Replies()), _window(transcript, message)
        if window is None or said.recalled or said.replaced_by:
            continue
        told = said.acknowledged | said.answered | said.rejected | said.complied
        missing = [one for one in _addressed(transcript, message) if one not in told]
        if missing and window[0] - LEAD <= at <= window[1]:
            since, parties = max(message.at, window[0] - LEAD), ", ".join(missing)
            yield _finding(Cause.UNACKNOWLEDGED, message, since, begins=_day(window[0]), parties=parties)


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


def _slow(transcript: Transcript, party: str, arrivals: Arrivals) -> Iterator[Finding]:
    for message in transcript.held:
        arrived = arrivals.at.get(message.id)
        theirs = transcript.roster.party(message.by) != party
        if arrived and theirs and arrived - message.at > SLOW:
            yield _finding(Cause.SLOW, message, arrived, said=_day(message.at), arrived=_day(arrived))


def _stamps(transcript: Transcript, arrivals: Arrivals, at: datetime) -> Iterator[Finding]:
    """Postmarks that no two right clocks could have given."""
    for of, mark in transcript.postmarks.items():
        message = transcript.get(arrivals.sealed.get(of, of))
        if message is None:
            continue
        values = {"name": mark.by, "stamped": write_moment(mark.at), "said": write_moment(message.at)}
        if mark.at > at + CLOCK_SKEW:
            yield _finding(Cause.STAMPED_AHEAD, message, message.at, **values)
        elif mark.at < message.at - CLOCK_SKEW:
            yield _finding(Cause.STAMPED_BEFORE, message, mark.at, **values)


def _addressed(transcript: Transcript, message: Message) -> list[str]:
    """Those who must acknowledge `message`: everybody it names who does more than observe."""
    cards: dict[str, Card] = {card.party: card for card in transcript.channel.cards}
    return [party for party in message.act.to if not cards[party].observes]


def _principals(transcript: Transcript, message: Message) -> list[str]:
    """The parties that make deals among those `message` names, its author's own left out."""
    author = transcript.roster.party(message.by)
    return [party for party in transcript.channel.principals if party in message.act.to and party != author]


def _finding(cause: Cause, message: Message, since: datetime, **values: str) -> Finding:
    return Finding(cause, message.id, message.act.kind, saying("channel", f"alarm_{cause.value}", **values), since)


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
