"""The deals that messages add up to, and what each message did to its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from homeward.channel.deal import Deal, Event, opened, step_among
from homeward.channel.message import Message
from homeward.channel.roster import Roster
from homeward.words import Saying, saying

_DEALING = frozenset(
    {
        *("offer", "counter", "accept", "confirm", "decline", "withdraw"),
        *("schedule", "schedule_agree", "start", "close", "dispute", "ruling"),
    }
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a message did to its deal: whether it moved it, and the sentence that says so."""

    message: Message
    moved: bool
    saying: Saying


def fold(messages: Iterable[Message], roster: Roster) -> tuple[dict[str, Deal], tuple[Answer, ...]]:
    """The deals that `messages`, causes before effects, add up to, and what each message did to its own."""
    deals: dict[str, Deal] = {}
    answers: list[Answer] = []
    for message in messages:
        if message.act.kind not in _DEALING:
            continue
        if not message.act.whole:
            answers.append(Answer(message, False, saying("channel", "deal_withheld")))
            continue
        answers.append(_answer(deals, str(message.act.data["deal"]), message, roster))
    return deals, tuple(answers)


def _answer(deals: dict[str, Deal], key: str, message: Message, roster: Roster) -> Answer:
    event = _event(message, roster)
    if message.act.kind == "offer":
        return _open(deals, key, event, message, roster)
    if key not in deals:
        return Answer(message, False, saying("channel", "deal_unknown"))
    result = step_among(deals, key, event)
    deals[key] = result.deal
    return Answer(message, result.moved, result.saying)


def _open(deals: dict[str, Deal], key: str, event: Event, message: Message, roster: Roster) -> Answer:
    channel = roster.channel
    if key in deals or event.by not in channel.principals:
        return Answer(message, False, saying("channel", "deal_key_taken"))
    deals[key] = opened(event, channel.principals, channel.mediators)
    return Answer(message, True, saying("channel", "deal_offered", party=event.by))


def _event(message: Message, roster: Roster) -> Event:
    act = message.act
    return Event(act.kind, roster.party(message.by), message.id, message.at, act.exp, act.data)
