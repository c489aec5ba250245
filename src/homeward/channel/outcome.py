"""What became of each message: the states of docs/protocol.md, section 5, as one end sees them at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from homeward.channel.message import Message
from homeward.channel.replies import Replies, replies
from homeward.channel.transcript import Transcript
from homeward.words import Saying, saying

ASKING = frozenset(
    {
        *("offer", "counter", "accept", "schedule", "passage_notice", "revocation_request"),
        *("list_request", "custody_claim", "life_request", "holder_question"),
    }
)
"""The kinds of messages that ask for an answer; all others may run out in peace."""


class Outcome(StrEnum):
    """What became of a message, the state that outweighs the others first."""

    FORKED = "forked"
    DROPPED = "dropped"
    PARKED = "parked"
    VOID = "void"
    ANSWERED = "answered"
    LATE = "late"
    SEEN = "seen"
    EXPIRED = "expired"
    SEALED = "sealed"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class State:
    """What became of a message, in a word and as a sentence; `replies` are what was answered, if anything was."""

    outcome: Outcome
    saying: Saying
    replies: Replies | None = None


class Outcomes:
    """What became of every message of a transcript, as our `party` sees it at the time `at` (UTC)."""

    def __init__(self, transcript: Transcript, party: str, at: datetime) -> None:
        self._transcript, self._party, self._at = transcript, party, at
        self._replies = replies(transcript.effective, transcript.roster)
        self._effective = {message.id for message in transcript.effective}
        self._forked = {id for fork in transcript.forks for id in (fork.one.id, fork.other.id)}
        self._dropped = {dropped.message.id: dropped.saying for dropped in transcript.dropped}
        self._seen = seen_by_others(transcript, party)

    def of(self, message: Message) -> State:
        """What became of `message`, held, parked or dropped."""
        outcome, found = self._outcome(message), self._replies.get(message.id)
        if outcome == Outcome.ANSWERED and found:
            return State(outcome, found.saying, found)
        if outcome == Outcome.DROPPED:
            return State(outcome, self._dropped[message.id])
        return State(outcome, saying("channel", f"outcome_{outcome.value}"), found)

    def ours(self, message: Message) -> bool:
        """Whether our party wrote `message`."""
        return self._transcript.roster.party(message.by) == self._party

    def _outcome(self, message: Message) -> Outcome:
        reached = {
            Outcome.FORKED: message.id in self._forked,
            Outcome.DROPPED: message.id in self._dropped,
            Outcome.PARKED: self._transcript.is_parked(message.id),
            Outcome.VOID: message.id not in self._effective,
            Outcome.ANSWERED: message.id in self._replies,
        }
        of_one = self._of_ours if self.ours(message) else self._of_theirs
        return next((one for one, so in reached.items() if so), of_one(message))

    def _of_ours(self, message: Message) -> Outcome:
        if self._ran_out(message):
            return Outcome.EXPIRED
        return Outcome.SEEN if message.place.seq <= self._seen.get(message.by, 0) else Outcome.SEALED

    def _of_theirs(self, message: Message) -> Outcome:
        if self._transcript.warning(message.id):
            return Outcome.LATE
        return Outcome.EXPIRED if self._ran_out(message) else Outcome.HELD

    def _ran_out(self, message: Message) -> bool:
        """Whether its time is over, and that matters: it asked for something, or nobody had read it by then."""
        unread = message.place.seq > self._seen.get(message.by, 0)
        return message.act.exp < self._at and (message.act.kind in ASKING or (self.ours(message) and unread))


def seen_by_others(transcript: Transcript, party: str) -> dict[str, int]:
    """How far the chain of each author was seen by other parties than `party`."""
    return _seen(transcript, {card.party for card in transcript.channel.cards} - {party})


def seen_by(transcript: Transcript, party: str) -> dict[str, int]:
    """How far `party` has seen the chain of each author."""
    return _seen(transcript, {party})


def _seen(transcript: Transcript, readers: set[str]) -> dict[str, int]:
    seen: dict[str, int] = {}
    for head in transcript.chains.heads():
        if transcript.roster.party(head.by) in readers:
            for name, number, _id in head.place.seen:
                seen[name] = max(seen.get(name, 0), number)
    return seen
