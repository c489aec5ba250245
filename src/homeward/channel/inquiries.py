"""Questions to the detaining power about a person: what was asked and through whom, what was replied, when, and whether
the reply comes from the Red Cross.

Data of the ICRC are privileged: they are not used in court without its leave, so such a reply is kept back from an
export that is made for one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from homeward.channel.event import Named
from homeward.channel.message import Message
from homeward.channel.roster import Roster

ICRC = "icrc"


class Stage(StrEnum):
    """How far a question has come."""

    OPEN = "open"
    OVERDUE = "overdue"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the party `by` replied: one of the answers of the form, where it comes from (`holder` or `icrc`), the day it
    was given, and the message that says so."""

    id: str
    by: str
    answer: str
    origin: str
    replied_on: date
    at: datetime
    note: str

    @property
    def privileged(self) -> bool:
        """Whether it comes from the ICRC and must not be used in court without its leave."""
        return self.origin == ICRC


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question about `person`, by the party `by`: what, through whom, since when; until when a reply is expected;
    every reply there was, oldest first."""

    id: str
    by: str
    person: Named
    asks: str
    through: str
    asked_on: date
    exp: datetime
    reference: str
    replies: tuple[Reply, ...] = ()

    def stage(self, at: datetime) -> Stage:
        if self.replies:
            return Stage.ANSWERED
        return Stage.OVERDUE if at > self.exp else Stage.OPEN


def inquiries(messages: Iterable[Message], roster: Roster) -> tuple[Inquiry, ...]:
    """The questions among `messages` (causes before effects) with their replies. A party's reply to its own question
    is none."""
    found: dict[str, Inquiry] = {}
    for message in messages:
        if not message.act.whole:
            continue
        if message.act.kind == "holder_question":
            found[message.id] = _asked(message, roster)
        elif message.act.kind == "holder_reply":
            asked = found.get(str(message.act.data["of"]))
            if asked and asked.by != roster.party(message.by):
                found[asked.id] = replace(asked, replies=(*asked.replies, _replied(message, roster)))
    return tuple(found.values())


def privileged(messages: Iterable[Message]) -> frozenset[str]:
    """The ids of the messages to keep back from a court, because what they say comes from the ICRC."""
    return frozenset(message.id for message in messages if message.act.data.get("origin") == ICRC)


def _asked(message: Message, roster: Roster) -> Inquiry:
    data = message.act.data
    return Inquiry(
        id=message.id,
        by=roster.party(message.by),
        person=Named.from_value(data["person"]),
        asks=str(data["asks"]),
        through=str(data["through"]),
        asked_on=date.fromisoformat(str(data["asked_on"])),
        exp=message.act.exp,
        reference=str(data.get("reference", "")),
    )


def _replied(message: Message, roster: Roster) -> Reply:
    data = message.act.data
    return Reply(
        id=message.id,
        by=roster.party(message.by),
        answer=str(data["answer"]),
        origin=str(data["origin"]),
        replied_on=date.fromisoformat(str(data["replied_on"])),
        at=message.at,
        note=str(data.get("note", "")),
    )
