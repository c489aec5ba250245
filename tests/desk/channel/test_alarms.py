"""Alarms in words: replays, lapses, missing acknowledgements; looked at by somebody, never deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desk.channel import actions, ends, queries
from desk.channel.models import Alarm, Look
from desk.errors import Refused
from homeward.channel.carriers import folder
from homeward.channel.message import Message
from homeward.channel.moment import write_moment
from homeward.channel.party import Party
from tests.desk.channel.conftest import MEDIATOR_SEED, PEER_SEED, World, keyring

SignedIn = Callable[[str], Client]


def told(world: World, at: datetime | None = None) -> list[str]:
    return [one.told for one in queries.alarms(at or world.now, "en", world.channel) if one.new]


def spoken(world: World, at: datetime | None = None) -> Message:
    at = at or world.now
    return world.peer.say(world.peer.act("note", {"note": "words"}, at + timedelta(days=7)), at)


def bring(world: World, blob: bytes) -> Any:
    folder.put(ends.inbox(world.channel), blob)
    return world.receive()


def compose(world: World, kind: str, **data: Any) -> None:
    actions.compose(by=world.negotiator, at=world.now, channel=world.channel, kind=kind, data=data)


def test_a_copy_of_what_came_is_no_alarm(world: World) -> None:
    blob = world.peer.seal(spoken(world), world.now)
    bring(world, blob)
    bring(world, blob)
    assert queries.alarms(world.now, "en") == []


def test_an_author_who_seals_anew_what_may_be_lost_makes_a_note(world: World) -> None:
    said = spoken(world)
    for _ in range(2):
        bring(world, world.peer.seal(said, world.now))
    [note] = queries.alarms(world.now, "en")
    assert (note.note, note.new) == (True, False)
    assert "perhaps its author did not know" in note.told


def test_an_old_message_under_a_new_seal_is_an_alarm(world: World) -> None:
    said = spoken(world)
    bring(world, world.peer.seal(said, world.now))
    compose(world, "note", note="we heard you")
    world.deliver()
    bring(world, world.peer.seal(spoken(world), world.now))
    bring(world, world.mediator.disclose(said, "VRH", world.now))  # somebody else who can open it closes it again
    assert told(world) == [
        "An old message was brought again under a new seal, though its author knew that it had come or it had run "
        "out: somebody who can open it is repeating it. It changed nothing."
    ]


def test_a_message_of_another_channel_is_an_alarm_that_names_it(world: World) -> None:
    blob = world.peer.seal(spoken(world), world.now)
    bring(world, blob)
    other = second_channel(world)
    bring(other, blob)
    assert told(other) == [
        "A sealed message of our channel with ZLS was brought here, where it does not belong: somebody is repeating "
        "it. It changed nothing."
    ]


def test_a_message_with_another_time_is_refused_as_forged(world: World) -> None:
    said = spoken(world)
    altered = said.raw.replace(write_moment(said.at).encode(), write_moment(said.at + timedelta(hours=1)).encode())
    bring(world, world.peer.disclose(replace(said, raw=altered), "VRH", world.now))
    assert told(world) == ["The signature under the message is not that of zls: forged or changed."]


def test_what_we_asked_and_nobody_answered_is_an_alarm_the_day_it_runs_out(world: World) -> None:
    compose(world, "list_request", category="wounded", as_of="2026-11-24")
    assert told(world) == []
    later = world.now + actions.ANSWERED_WITHIN + timedelta(seconds=1)
    assert told(world, later) == ["It ran out on 2026-12-01 09:00 UTC and ZLS had not answered it."]


def test_whoever_looks_says_what_was_found_and_the_alarm_stays(world: World, signed_in: SignedIn) -> None:
    bring(world, b"no message")
    client = signed_in("negotiator")
    page = client.get(reverse("channel:alarms")).content.decode()
    assert "Nobody has looked at · 1" in page
    [alarm] = queries.alarms(world.now, "en")
    url = reverse("channel:look", args=[world.channel.public_id])
    client.post(url, {"key": alarm.key, "words": "The stick was damaged; asked for it again."})
    page = client.get(reverse("channel:alarms")).content.decode()
    assert "Nobody has looked at · 0" in page
    assert "negotiator, 2026-11-24 09:00: The stick was damaged; asked for it again." in page
    assert Alarm.objects.count() == Look.objects.count() == 1


def test_today_counts_what_nobody_has_looked_at_and_leads_there(world: World, signed_in: SignedIn) -> None:
    bring(world, b"no message")
    page = signed_in("approver").get(reverse("today:today")).content.decode()
    assert "Alarms on the channel nobody has looked at" in page
    assert reverse("channel:alarms") in page
    [alarm] = queries.alarms(world.now, "en")
    actions.look(by=world.negotiator, at=world.now, channel=world.channel, key=alarm.key, words="seen")
    page = signed_in("approver").get(reverse("today:today")).content.decode()
    assert "Alarms on the channel nobody has looked at" not in page


@pytest.mark.parametrize(("key", "words", "why"), [("no:such", "x", "no such alarm"), ("", " ", "in a sentence")])
def test_a_look_needs_an_alarm_and_a_sentence(world: World, key: str, words: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        actions.look(by=world.negotiator, at=world.now, channel=world.channel, key=key, words=words)


def test_who_may_not_look_reads_only(world: World, signed_in: SignedIn) -> None:
    bring(world, b"no message")
    client, url = signed_in("auditor"), reverse("channel:look", args=[world.channel.public_id])
    assert "I looked at it" not in client.get(reverse("channel:alarms")).content.decode()
    assert client.post(url, {"key": "x", "words": "y"}).status_code == 403


def second_channel(world: World) -> World:
    peer, mediator = keyring(PEER_SEED, "ZLS", world.now, 2), keyring(MEDIATOR_SEED, "MDL", world.now, 0)
    cards = {"peer": peer.card.to_bytes(), "mediator": mediator.card.to_bytes()}
    row = actions.pair(by=world.negotiator, at=world.now, number=2, **cards)
    return replace(world, channel=row, peer=Party(peer, ends.joined(row)))
