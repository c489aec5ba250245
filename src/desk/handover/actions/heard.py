"""What was said on the channel, brought into the operation.

Nobody types in what the other side said: its signed message is in the transcript. Each message is heard once; one
that the machine refuses stands in the operation's ledger with the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import record
from desk.errors import Refused
from desk.handover import queries
from desk.handover.actions.passage import acknowledge, give_notice
from desk.handover.actions.spoken import Word, said
from desk.handover.actions.step import act
from desk.handover.actions.substitution import agree_to_substitute, take_proposal
from desk.handover.actions.told import tell
from desk.handover.models import Operation
from homeward.canonical import Value
from homeward.channel.errors import ChannelError
from homeward.channel.moment import read_moment
from homeward.channel.notice import Notice as Passage
from homeward.handover.plan import BadPlan
from homeward.handover.receipt import BadReceipt

_PLAIN = {
    "revocation_request": "ask_revocation",
    "revocation_agree": "agree_revocation",
    "check_in": "check_in",
}


@dataclass(frozen=True, slots=True)
class Heard:
    """How many messages were taken in, and what the machine said of those it refused."""

    taken: int
    refused: tuple[str, ...] = ()


@transaction.atomic
def hear(*, by: User, at: datetime, operation: Operation) -> Heard:
    """Take in every message on this operation that was not heard before, in the order both sides share."""
    done = _done(operation)
    taken, refused = 0, list[str]()
    for word in said(operation):
        if word.id in done:
            continue
        try:
            with transaction.atomic():
                taken += _take(by, at, operation, word)
        except (Refused, ChannelError, BadPlan, BadReceipt) as error:
            refused.append(str(error))
            data: dict[str, Value] = {"party": word.party, "message": word.id, "kind": word.kind, "why": str(error)}
            record(by=by, at=at, act="handover.refused", subject=operation.public_id, data=data, chain=operation.chain)
    return Heard(taken, tuple(refused))


def hear_all(*, by: User, at: datetime) -> int:
    """`hear` for every operation that is not over; how many messages were taken in."""
    return sum(hear(by=by, at=at, operation=operation).taken for operation in queries.upcoming())


@transaction.atomic
def name_guarantor(*, by: User, at: datetime, operation: Operation, party: str, place: str = "") -> Heard:
    """A further party that must acknowledge every notice of a place (empty: of all), named after the opening. What it
    said before it was named is heard again."""
    ours, _theirs = queries.parties(operation)
    data: dict[str, Value] = {"guarantor": party.strip(), "place": place}
    act(by=by, at=at, operation=operation, kind="guarantor", party=ours, data=data)
    return hear(by=by, at=at, operation=operation)


def _done(operation: Operation) -> set[str]:
    """The messages that were heard; what a party said before it was named a guarantor is to be heard again."""
    found: dict[str, str] = {}
    for entry in queries.entries(operation):
        if queries.kind_of(entry) == "guarantor":
            found = {id: refused for id, refused in found.items() if refused != entry.data["guarantor"]}
        elif "message" in entry.data:
            found[str(entry.data["message"])] = str(entry.data["party"]) if "why" in entry.data else ""
    return set(found)


def _take(by: User, at: datetime, operation: Operation, word: Word) -> int:
    """One message into the operation: 1, or 0 if what it says is there already."""
    return _HEARD.get(word.kind, _plain)(by, at, operation, word)


def _start(by: User, at: datetime, operation: Operation, word: Word) -> int:
    if word.party in queries.machine(operation).started:
        return 0
    act(by=by, at=at, operation=operation, kind="start", party=word.party, data={"message": word.id})
    return 1


def _notice(by: User, at: datetime, operation: Operation, word: Word) -> int:
    passage, place = _passage(word), word.text("place")
    if place and place not in queries.places(operation):
        raise Refused(queries.NO_SUCH_PLACE % {"place": place})
    party, id = word.party, word.id
    give_notice(by=by, at=at, operation=operation, party=party, passage=passage, place=place, message=id)
    return 1


def _acknowledge(by: User, at: datetime, operation: Operation, word: Word) -> int:
    until = read_moment(word.text("until")) if "until" in word.data else None
    notice, units = operation.notices.get(sha256=word.text("of")), word.text("units")
    acknowledge(by=by, at=at, notice=notice, party=word.party, units=units, until=until, message=word.id)
    return 1


def _plain(by: User, at: datetime, operation: Operation, word: Word) -> int:
    data: dict[str, Value] = {"message": word.id, "of": word.text("of")}
    data |= {key: word.text(key) for key in ("where", "standing") if key in word.data}
    act(by=by, at=at, operation=operation, kind=_PLAIN[word.kind], party=word.party, data=data)
    return 1


def _passage(word: Word) -> Passage:
    return Passage(
        area=word.text("area"),
        since=read_moment(word.text("since")),
        until=read_moment(word.text("until")),
        vehicles=word.number("vehicles"),
        routes=word.text("routes"),
        means=word.text("means"),
        persons=word.number("people_count"),
        contacts=word.text("contacts"),
    )


_HEARD: dict[str, Callable[[User, datetime, Operation, Word], int]] = {
    "start": _start,
    "passage_notice": _notice,
    "acknowledge": _acknowledge,
    "roll_call": tell,
    "receipt": tell,
    "remains_receipt": tell,
    "substitute": take_proposal,
    "comply": agree_to_substitute,
}
