"""What the other side says on the channel moves the operation; nobody types it in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from desk import flow
from desk.channel import actions as channel
from desk.channel import ends
from desk.channel.models import Deal
from desk.evidence.actions import take_in
from desk.handover import actions, queries
from desk.handover.models import Operation
from desk.register.actions import open_person
from homeward.evidence.mention import Detail
from homeward.handover import operation as lib
from tests.desk.channel.conftest import World, world  # noqa: F401


def person(world: World, surname: str, party: str) -> str:  # noqa: F811
    by, at = world.negotiator, world.now
    item = take_in(by=by, at=at, data=b"x", name="x.txt", source="s", collector="c", collected_at=at)
    name = (Detail("surname", surname, surname),)
    return str(open_person(by=by, at=at, party=party, item=item, locator=surname, values=name).public_id)


def sealed(world: World) -> Operation:  # noqa: F811
    """The operation of a deal that both sides sealed and started on the channel."""
    offered = channel.offer(
        by=world.negotiator,
        at=world.now,
        channel=world.channel,
        terms={},
        give=[person(world, "Иванов", "ZLS")],
        receive=[person(world, "Гнатюк", "VRH")],
    )
    world.approve(offered)
    world.deliver()
    deal = Deal.objects.get()
    world.answer("accept", {"deal": deal.key, "on": deal.on})
    world.receive()
    deal.refresh_from_db()
    world.approve(channel.confirm(by=world.negotiator, at=world.now, deal=deal))
    world.deliver()
    deal.refresh_from_db()
    operation = actions.open_operation(by=world.negotiator, at=world.now, deal=deal)
    world.approve(channel.start(by=world.negotiator, at=world.now, deal=deal))
    world.deliver()
    world.answer("start", {"deal": deal.key, "on": deal.on})
    world.receive()
    return operation


def hear(world: World, operation: Operation) -> actions.Heard:  # noqa: F811
    return actions.hear(by=world.negotiator, at=world.now, operation=operation)


def say(world: World, kind: str, data: dict[str, Any]) -> str:  # noqa: F811
    """The other side says something that binds nobody; the message's id."""
    spoken = world.peer.say(world.peer.act(kind, data, world.peer_exp()), world.now)
    world.peer.send(spoken, ends.inbox(world.channel), world.now)
    world.receive()
    return str(spoken.id)


def passage(now: datetime) -> actions.Passage:
    return actions.Passage("the valley", now, now + timedelta(hours=6), 2, "road 7", "buses", 2, "Heron")


@pytest.fixture
def operation(world: World) -> Operation:  # noqa: F811
    return sealed(world)


def test_both_starts_are_heard_from_the_channel_once(world: World, operation: Operation) -> None:  # noqa: F811
    assert hear(world, operation).taken == 2
    assert queries.machine(operation).phase == lib.Phase.STARTED
    assert hear(world, operation) == actions.Heard(0)


def test_the_desk_hears_by_itself_after_messages_came(world: World, operation: Operation) -> None:  # noqa: F811
    flow.advance()
    operation.refresh_from_db()
    assert operation.phase == "started"


def test_our_notice_is_acknowledged_by_their_message(world: World, operation: Operation) -> None:  # noqa: F811
    hear(world, operation)
    actions.send_notice(by=world.negotiator, at=world.now, operation=operation, passage=passage(world.now))
    world.deliver()
    notice = operation.notices.get()
    assert not lib.in_force(queries.machine(operation), world.now)
    say(world, "acknowledge", {"of": notice.sha256, "units": "3rd brigade"})
    hear(world, operation)
    assert lib.in_force(queries.machine(operation), world.now)
    assert notice.acknowledgements.get().units == "3rd brigade"


def test_an_acknowledgement_of_an_older_notice_is_refused_with_a_sentence(
    world: World,  # noqa: F811
    operation: Operation,
) -> None:
    hear(world, operation)
    for hours in (6, 7):
        given = passage(world.now)
        given = actions.Passage(*(given.area, given.since, world.now + timedelta(hours=hours), 2, "7", "bus", 2, "H"))
        actions.send_notice(by=world.negotiator, at=world.now, operation=operation, passage=given)
    world.deliver()
    older = operation.notices.order_by("pk").first()
    assert older is not None
    say(world, "acknowledge", {"of": older.sha256, "units": "3rd brigade"})
    before = queries.machine(operation)
    heard = hear(world, operation)
    assert heard.refused == ("This does not speak of the notice in force.",)
    assert queries.machine(operation) == before
    assert hear(world, operation) == actions.Heard(0)


def test_an_acknowledgement_that_names_no_units_is_refused(world: World, operation: Operation) -> None:  # noqa: F811
    actions.send_notice(by=world.negotiator, at=world.now, operation=operation, passage=passage(world.now))
    world.deliver()
    say(world, "acknowledge", {"of": operation.notices.get().sha256})
    assert hear(world, operation).refused == ("An acknowledgement names the units that were told.",)


def test_their_notice_is_acknowledged_by_ours(world: World, operation: Operation) -> None:  # noqa: F811
    hear(world, operation)
    window = {"since": "2026-11-24T09:00:00Z", "until": "2026-11-24T12:00:00Z"}
    about = {"deal": operation.deal.key, "operation": "theirs", "area": "ridge", "routes": "9", "means": "bus"}
    id = say(world, "passage_notice", about | window | {"vehicles": 1, "people_count": 1, "contacts": "Crane"})
    hear(world, operation)
    notice = operation.notices.get()
    assert (notice.party, notice.sha256) == (world.channel.peer, id)
    actions.send_acknowledgement(by=world.negotiator, at=world.now, notice=notice, units="air defence")
    assert lib.in_force(queries.machine(operation), world.now)
    world.deliver()


def test_a_wish_to_end_it_is_heard_and_ends_nothing(world: World, operation: Operation) -> None:  # noqa: F811
    hear(world, operation)
    actions.send_notice(by=world.negotiator, at=world.now, operation=operation, passage=passage(world.now))
    world.deliver()
    of = operation.notices.get().sha256
    say(world, "acknowledge", {"of": of, "units": "3rd brigade"})
    say(world, "revocation_request", {"of": of, "reason": "fighting nearby"})
    hear(world, operation)
    now = queries.machine(operation)
    assert lib.in_force(now, world.now)
    assert lib.lamp(now, world.now).key == "lamp_revoking"
