"""The deals that messages add up to, and what each message did to its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from homeward.channel.deal import Deal, Event, opened, step_among
from homeward.channel.dispute import disputes
from homeward.channel.message import Message
from homeward.channel.roster import Roster
from homeward.words import Saying, saying

_DEALING = frozenset(
    {
        *("offer", "counter", "accept", "confirm", "decline", "withdraw", "lapse"),
        *("schedule", "schedule_agree", "start", "close", "dispute", "ruling"),
    }
)

Marks = Mapping[str, Mapping[str, datetime]]
"""For each hash the parties that postmarked it, each with the earliest time (UTC)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a message did to its deal: whether it moved it, and the sentence that says so."""

    message: Message
    moved: bool
    saying: Saying


def fold(messages: Iterable[Message], roster: Roster, marks: Marks) -> tuple[dict[str, Deal], tuple[Answer, ...]]:
    """The deals that `messages`, causes before effects, add up to, and what each message did to its own. A ruling
    moves a deal only if the dispute it is on was heard, or its time over."""
    said = tuple(messages)
    folding = _Fold(roster, marks, _early_rulings(said, roster))
    return folding.deals, tuple(folding.answer(one) for one in said if one.act.kind in _DEALING)


def _early_rulings(messages: tuple[Message, ...], roster: Roster) -> dict[str, Saying]:
    """The rulings that no dispute took, each with the reason."""
    found, sayings = disputes(messages, roster)
    counted = {dispute.ruling for dispute in found.values()}
    return {
        one.id: sayings[one.id]
        for one in messages
        if one.act.kind == "ruling" and one.id in sayings and one.id not in counted
    }


@dataclass(frozen=True, slots=True)
class _Fold:
    roster: Roster
    marks: Marks
    early: Mapping[str, Saying]
    deals: dict[str, Deal] = field(default_factory=dict)

    def answer(self, message: Message) -> Answer:
        if not message.act.whole:
            return Answer(message, False, saying("channel", "deal_withheld"))
        if message.id in self.early:
            return Answer(message, False, self.early[message.id])
        key, event = str(message.act.data["deal"]), self._event(message)
        if message.act.kind == "offer":
            return self._open(key, event, message)
        if key not in self.deals:
            return Answer(message, False, saying("channel", "deal_unknown"))
        result = step_among(self.deals, key, event)
        self.deals[key] = result.deal
        return Answer(message, result.moved, result.saying)

    def _open(self, key: str, event: Event, message: Message) -> Answer:
        channel = self.roster.channel
        if key in self.deals or event.by not in channel.principals:
            return Answer(message, False, saying("channel", "deal_key_taken"))
        deal = opened(event, channel.principals, channel.mediators)
        if deal.timekeeper not in ("", *channel.mediators):
            return Answer(message, False, saying("channel", "deal_no_such_timekeeper"))
        self.deals[key] = deal
        return Answer(message, True, saying("channel", "deal_offered", party=event.by))

    def _event(self, message: Message) -> Event:
        act, marked = message.act, self.marks.get(message.id, {})
        return Event(act.kind, self.roster.party(message.by), message.id, message.at, act.exp, act.data, marked)
