"""The page of a channel says of every message what became of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from desk.channel import actions, ends, queries
from desk.channel.models import Message
from homeward.channel import message
from homeward.channel.outcome import Outcome
from homeward.channel.party import Party
from homeward.channel.postmark import stamp
from tests.desk.channel.conftest import World

LATER = timedelta(days=8)


def standing(world: World, id: str, at: datetime | None = None) -> str:
    shown = queries.conversation(world.channel, at or world.now, "en")
    return next(one.standing.label for one in shown if one.row.body_hash == id)


def ours(world: World, kind: str = "note", **data: Any) -> str:
    given = data or {"note": "x"}
    draft = actions.compose(by=world.negotiator, at=world.now, channel=world.channel, kind=kind, data=given)
    assert draft.message
    return draft.message.body_hash


def theirs(world: World, words: str = "y", end: Party | None = None, at: datetime | None = None) -> message.Message:
    end, at = end or world.peer, at or world.now
    return end.say(end.act("note", {"note": words}, world.now + timedelta(days=7)), at)


def bring(world: World, *messages: message.Message, at: datetime | None = None) -> None:
    for one in messages:
        world.peer.send(one, ends.inbox(world.channel), world.now)
    actions.receive_from_folder(by=world.negotiator, at=at or world.now, channel=world.channel)


def sealed(world: World) -> str:
    return standing(world, ours(world))


def seen(world: World) -> str:
    id = ours(world)
    world.deliver()
    bring(world, theirs(world))
    return standing(world, id)


def expired(world: World) -> str:
    return standing(world, ours(world, "list_request", category="woman", as_of="2026-11-24"), world.now + LATER)


def held(world: World) -> str:
    first = theirs(world)
    bring(world, first)
    return standing(world, first.id)


def late(world: World) -> str:
    first = theirs(world)
    bring(world, first, at=world.now + LATER)
    return standing(world, first.id, world.now + LATER)


def parked(world: World) -> str:
    theirs(world)
    second = theirs(world, "z")
    bring(world, second)
    return standing(world, second.id)


def dropped(world: World) -> str:
    hours = timedelta(hours=3)
    first = theirs(world, at=world.now + hours)
    act, place = world.peer.act("note", {"note": "back-dated"}, world.peer_exp()), world.peer.transcript.place("zls")
    second = message.write(act, world.peer.keyring.speaker, world.now, place, nonce=b"n" * 32)
    bring(world, second, at=world.now + hours)
    bring(world, first, at=world.now + hours)
    return standing(world, second.id)


def forked(world: World) -> str:
    other = Party(world.peer.keyring, world.peer.channel)
    one, two = theirs(world, "one"), theirs(world, "two", other)
    bring(world, one, two)
    return standing(world, two.id)


def void(world: World) -> str:
    world.answer("revoke", {"name": "zls", "reason": "stolen"})
    after = theirs(world, "after")
    bring(world, after)
    return standing(world, after.id)


def answered(world: World) -> str:
    first = theirs(world)
    bring(world, first)
    ours(world, "acknowledge", of=first.id)
    return standing(world, first.id)


REACHED: dict[Outcome, tuple[Callable[[World], str], str]] = {
    Outcome.SEALED: (sealed, "Sealed, not yet seen by the other side"),
    Outcome.SEEN: (seen, "Seen by the other side"),
    Outcome.EXPIRED: (expired, "Ran out without an answer"),
    Outcome.HELD: (held, "Received, signature holds"),
    Outcome.LATE: (late, "Had run out when it arrived"),
    Outcome.PARKED: (parked, "Waits for an earlier message"),
    Outcome.DROPPED: (
        dropped,
        "The message is dated 2026-11-24T09:00:00Z, long before what it answers; check the clocks.",
    ),
    Outcome.FORKED: (forked, "Forked: two messages under one number"),
    Outcome.VOID: (void, "No longer counts: its author was ended or forked"),
    Outcome.ANSWERED: (answered, "Acknowledged by VRH"),
}


@pytest.mark.parametrize("outcome", Outcome)
def test_every_state_is_reached_and_said(world: World, outcome: Outcome) -> None:
    reach, words = REACHED[outcome]
    assert reach(world) == words


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [("comply", {}, "VRH complies"), ("reject", {"reason": "no"}, "Rejected by VRH")],
)
def test_what_we_comply_with_or_refuse_says_so(world: World, kind: str, data: dict[str, str], words: str) -> None:
    first = theirs(world)
    bring(world, first)
    ours(world, kind, of=first.id, **data)
    assert standing(world, first.id) == words


def test_what_lies_in_the_folder_and_what_a_relay_took_says_so(world: World) -> None:
    id = ours(world)
    actions.export_to_folder(by=world.negotiator, at=world.now, channel=world.channel)
    assert standing(world, id) == "Sealed, lies in the folder for whoever carries it"
    row = Message.objects.get(body_hash=id)
    mark = stamp(world.mediator.keyring.speaker, hashlib.sha256(bytes(row.sealed)).hexdigest(), world.now)
    actions.keep_postmark(by=world.negotiator, at=world.now, channel=world.channel, mark=mark)
    assert standing(world, id) == "Sent, not yet seen by the other side"
