"""What ran out unanswered, at whichever end somebody should have answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from homeward.channel.deal import DealState
from homeward.channel.finding import Cause, Finding, finding
from homeward.channel.message import Message
from homeward.channel.moment import say_moment
from homeward.channel.outcome import ASKING
from homeward.channel.replies import Replies
from homeward.channel.transcript import Transcript

_OF_DEALS = frozenset({"offer", "counter", "accept"})


def of_deals(transcript: Transcript, party: str, at: datetime) -> Iterator[Finding]:
    """Offers and acceptances whose time is over."""
    for deal in transcript.deals()[0].values():
        message = transcript.get(deal.on)
        if message and deal.state_at(at) == DealState.LAPSED:
            offered = deal.state == DealState.OFFERED
            silent = next(one for one in deal.parties if (one == deal.offered_by) is not offered)
            yield _lapsed(message, party, silent, deal.exp)


def of_questions(transcript: Transcript, party: str, answers: Mapping[str, Replies], at: datetime) -> Iterator[Finding]:
    """Questions, requests, claims and notices whose time is over."""
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
    return finding(cause, message, until, until=say_moment(until), parties=silent)


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


def _principals(transcript: Transcript, message: Message) -> list[str]:
    """The parties that make deals among those `message` names, its author's own left out."""
    author = transcript.roster.party(message.by)
    return [party for party in transcript.channel.principals if party in message.act.to and party != author]
