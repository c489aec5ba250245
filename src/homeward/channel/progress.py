"""How far a message has come: the machine of docs/protocol.md, section 5, from the first draft to the answer.

    ours:    draft → approved → signed → queued → sent → seen → answered | expired
    theirs:  parked → held → acknowledged | refused | fork

Nothing here is kept: each state follows from drafts, approvals, carriage and transcript at a time. So an approval that
runs out before the message is signed turns an approved draft into a draft again: no commitment without a quorum valid
when it is signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from homeward.channel import kinds
from homeward.channel.approval import Approval, approvers, check_quorum
from homeward.channel.errors import NoQuorum
from homeward.channel.message import Act, Message
from homeward.channel.outcome import Outcome, Outcomes, State
from homeward.channel.roster import Roster


class Progress(StrEnum):
    """How far a message has come; `void` is one that no longer counts since its author was ended."""

    DRAFT = "draft"
    APPROVED = "approved"
    SIGNED = "signed"
    QUEUED = "queued"
    SENT = "sent"
    SEEN = "seen"
    ANSWERED = "answered"
    EXPIRED = "expired"
    PARKED = "parked"
    HELD = "held"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    FORK = "fork"
    VOID = "void"


class Carriage(StrEnum):
    """What was done with the sealed bytes of a message of ours: they lie with a carrier, or it has taken them away."""

    QUEUED = "queued"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the speaker `by` (a call-sign) of `party` means to say, with the approvals that have come for it."""

    act: Act
    party: str
    by: str
    approvals: tuple[Approval, ...] = ()


def of_draft(draft: Draft, roster: Roster, at: datetime) -> Progress:
    """How far `draft` has come at `at` (UTC): approved means that it may be signed now."""
    if draft.act.exp <= at:
        return Progress.EXPIRED
    if not kinds.kind(draft.act.kind).commitment:
        return Progress.APPROVED
    valid = approvers(draft.approvals, draft.act.hash, draft.party, roster.known(draft.by), at)
    try:
        check_quorum(valid, roster.channel.card(draft.party).quorum)
    except NoQuorum:
        return Progress.DRAFT
    return Progress.APPROVED


def of_message(message: Message, outcomes: Outcomes, carried: Mapping[str, Carriage]) -> Progress:
    """How far `message`, ours or theirs, has come by what `outcomes` tells of it; `carried` is by ids of messages."""
    became = outcomes.of(message)
    if became.outcome == Outcome.SEALED:
        return Progress(carried[message.id]) if message.id in carried else Progress.SIGNED
    if became.outcome == Outcome.ANSWERED and not outcomes.ours(message):
        return _of_theirs(became)
    return _PROGRESS[became.outcome]


def _of_theirs(became: State) -> Progress:
    """What we answered to a message of theirs."""
    if became.replies and became.replies.rejected:
        return Progress.REFUSED
    if became.replies and (became.replies.acknowledged or became.replies.complied):
        return Progress.ACKNOWLEDGED
    return Progress.ANSWERED


_PROGRESS: Mapping[Outcome, Progress] = {
    Outcome.FORKED: Progress.FORK,
    Outcome.DROPPED: Progress.REFUSED,
    Outcome.PARKED: Progress.PARKED,
    Outcome.VOID: Progress.VOID,
    Outcome.ANSWERED: Progress.ANSWERED,
    Outcome.LATE: Progress.HELD,
    Outcome.SEEN: Progress.SEEN,
    Outcome.EXPIRED: Progress.EXPIRED,
    Outcome.HELD: Progress.HELD,
}
