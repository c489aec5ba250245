"""Our end of a channel on disk: box keys that go, messages that show more later, newcomers that wait."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.accounts.identity import desk_identity
from desk.channel import actions, boxes, ends
from desk.channel.models import Alarm, Message
from homeward import keys
from homeward.channel.carriers import folder
from homeward.channel.certificate import Role, issue
from homeward.channel.errors import BadCard, BadMessage
from homeward.channel.party import Keyring, Party
from homeward.keys import Identity
from tests.desk.channel.conftest import PEER_SEED, World


def say(world: World, text: str) -> None:
    by, data = world.negotiator, {"note": text}
    actions.compose(by=by, at=world.now, channel=world.channel, kind="note", data=data)
    world.deliver()


def hear(world: World, text: str) -> Path:
    act = world.peer.act("note", {"note": text}, world.peer_exp())
    path = world.peer.send(world.peer.say(act, world.now), ends.inbox(world.channel), world.now)
    world.receive()
    return path


def test_old_box_keys_go_and_what_was_read_is_not_asked_for_again(world: World) -> None:
    say(world, "first")
    early = hear(world, "early").read_bytes()
    for number in range(4):
        say(world, f"ours {number}")
        hear(world, f"theirs {number}")
    kept = boxes.load(world.channel, desk_identity())
    assert len(kept.kept) == 3
    with pytest.raises(BadMessage, match="cannot be opened"):
        Party(ends.keyring(world.channel), ends.joined(world.channel), kept).open(early)
    assert not world.receive().refused
    assert not Alarm.objects.exists()


def test_the_box_keys_are_readable_by_their_owner_alone(world: World, settings: Any) -> None:
    say(world, "first")
    [path] = (Path(settings.VAR) / "keys" / "boxes").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_bytes(b"{}")
    with pytest.raises(BadCard, match="box keys is damaged"):
        ends.end_of(world.channel)


def test_what_is_disclosed_later_is_kept_with_the_message(world: World) -> None:
    act = world.peer.act("note", {"note": "between them"}, world.peer_exp(), to=("MDL",))
    spoken = world.peer.say(act, world.now)
    head = world.peer.seal_head(spoken, world.now)
    assert head
    folder.put(ends.inbox(world.channel), head)
    assert len(world.receive().new) == 1
    folder.put(ends.inbox(world.channel), world.peer.disclose(spoken, "VRH", world.now))
    assert len(world.receive().new) == 1
    held = ends.end_of(world.channel).transcript.get(spoken.id)
    assert held
    assert held.act.data == {"note": "between them"}
    assert len(world.receive().new) == 0


def newcomer(world: World) -> Party:
    """A tablet of the other side."""
    identity, root = (Identity.from_seed(keys.derive(PEER_SEED, name), name) for name in ("ZLS-t1", "ZLS-root"))
    certificate = issue(root, "ZLS", Role.DEVICE, identity.public, world.now, world.now + timedelta(days=30))
    return Party(Keyring("ZLS", identity, (), world.peer.keyring.card, certificate), world.peer.channel)


def test_a_device_of_the_other_side_is_heard_once_its_certificate_has_come(world: World) -> None:
    device = newcomer(world)
    assert device.keyring.certificate
    act = device.act("certificate", {"certificate": device.keyring.certificate.to_value()}, world.peer_exp())
    first = device.say(act, world.now)
    second = device.say(device.act("note", {"note": "On the road."}, world.peer_exp()), world.now)
    device.send(second, ends.inbox(world.channel), world.now)
    world.receive()
    assert Message.objects.get().party == ""
    device.send(first, ends.inbox(world.channel), world.now)
    world.receive()
    assert [one.id for one in ends.end_of(world.channel).transcript.held] == [first.id, second.id]
    assert not Alarm.objects.exists()
