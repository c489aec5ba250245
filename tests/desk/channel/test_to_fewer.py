"""A message that names fewer than everybody: the others follow the chain by its head, and open nothing."""

from __future__ import annotations

from pathlib import Path

from desk.channel import actions, ends
from desk.channel.models import Message
from homeward.channel.party import Party
from tests.desk.channel.conftest import World


def carried(world: World, to: Party, party: str, path: Path) -> list[str]:
    """What `to` takes in of the bag for everybody and of its own folder, as kinds; nothing is refused there."""
    actions.export_to_folder(by=world.negotiator, at=world.now, channel=world.channel, path=path)
    folders = [folder for folder in (path, path / party) if folder.exists()]
    found = [to.collect(folder, world.now) for folder in folders]
    assert not any(one.refused for one in found)
    return [arrival.message.act.kind for one in found for arrival in one.new]


def test_each_party_gets_what_it_can_open(world: World, tmp_path: Path) -> None:
    by, at, channel = world.negotiator, world.now, world.channel
    data = {"terms": "a" * 64, "size": 6, "root": "b" * 64}
    actions.compose(by=by, at=at, channel=channel, kind="note", data={"note": "first"})
    actions.compose(by=by, at=at, channel=channel, kind="match_commit", data=data, to=["MDL"])
    actions.compose(by=by, at=at, channel=channel, kind="note", data={"note": "last"})

    assert sorted(carried(world, world.mediator, "MDL", tmp_path)) == ["match_commit", "note", "note"]
    assert sorted(carried(world, world.peer, "ZLS", tmp_path)) == ["match_commit", "note", "note"]
    heads = [one.act for one in world.peer.transcript.held if one.act.kind == "match_commit"]
    assert [(act.whole, dict(act.data)) for act in heads] == [(False, {})]
    assert [dict(one.act.data) for one in world.mediator.transcript.held][1] == data
    assert [bool(row.head) for row in Message.objects.order_by("seq")] == [False, True, False]


def test_what_everybody_can_open_lies_in_the_folder_of_the_channel_alone(world: World, tmp_path: Path) -> None:
    actions.compose(by=world.negotiator, at=world.now, channel=world.channel, kind="note", data={"note": "words"})
    actions.export_to_folder(by=world.negotiator, at=world.now, channel=world.channel)
    assert not [path for path in ends.outbox(world.channel).iterdir() if path.is_dir()]
