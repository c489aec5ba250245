"""Box keys that do not last: what a stolen key opens, and that nothing is lost on the way."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from homeward import keys
from homeward.channel.carriers.blob import Blob
from homeward.channel.errors import BadCard, BadMessage
from homeward.channel.party import Party, read_sealed
from homeward.channel.ratchet import Boxes
from tests.homeward.channel.parties import AT, keyring, note, party, root


def turn(one: Party, other: Party, at: datetime = AT) -> bytes:
    """`one` says something and `other` reads it; the blob as it was carried."""
    blob = one.seal(note(one, "words", at), at)
    other.receive(Blob("x", blob), at)
    return blob


def test_each_turn_brings_a_new_box_key_and_silence_keeps_the_old() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    assert note(ours).box is not None
    assert note(ours).box is None
    for spoken in ours.transcript.held:
        theirs.transcript.add(spoken, AT)
    assert note(theirs).box is not None
    assert note(ours).box is None
    ours.transcript.add(theirs.transcript.held[-1], AT)
    assert note(ours).box is not None


def test_what_was_sealed_for_a_key_that_is_gone_is_opened_by_nobody_but_the_archive() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    turn(ours, theirs)
    old = turn(theirs, ours)
    for _ in range(3):
        turn(ours, theirs)
        turn(theirs, ours)
    thief = Party(keyring("VRH"), ours.channel, ours.boxes)
    with pytest.raises(BadMessage, match="cannot be opened"):
        thief.open(old)
    assert read_sealed([root("ZLS").box], old, ours.channel).by == "zls"


def test_the_first_messages_lie_open_to_whoever_steals_the_seed() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    first = ours.seal(note(ours), AT)
    assert Party(keyring("ZLS"), ours.channel).open(first).by == "vrh"
    turn(ours, theirs)
    turn(theirs, ours)
    later = ours.seal(note(ours), AT)
    with pytest.raises(BadMessage, match="cannot be opened"):
        Party(keyring("ZLS"), ours.channel).open(later)


def test_a_straggler_is_read_within_the_window() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    turn(ours, theirs)
    turn(theirs, ours)
    straggler = theirs.seal(note(theirs, "late"), AT)
    for _ in range(2):
        turn(ours, theirs)
        assert turn(theirs, ours)
        assert ours.transcript.parked
    assert ours.receive(Blob("x", straggler), AT).added == "held"
    assert not ours.transcript.parked


def test_three_keys_are_kept_and_none_two_weeks_after_it_was_replaced() -> None:
    boxes = Boxes()
    for number in range(5):
        boxes = boxes.with_new(bytes([number]) * 32, AT + timedelta(days=number))
    announced = [box.public for box in reversed(boxes.private)]
    assert [one.seed[0] for one in boxes.pruned(announced, AT + timedelta(days=5)).kept] == [4, 3, 2]
    assert [one.seed[0] for one in boxes.pruned(announced, AT + timedelta(days=17, hours=1)).kept] == [4, 3]
    assert [one.seed[0] for one in boxes.pruned(announced, AT + timedelta(days=99)).kept] == [4]


def test_a_key_that_was_never_announced_is_forgotten() -> None:
    boxes = Boxes().with_new(b"a" * 32, AT).with_new(b"b" * 32, AT)
    assert [one.seed for one in boxes.pruned([boxes.private[1].public], AT).kept] == [b"a" * 32]


def test_a_refused_message_leaves_the_keys_alone() -> None:
    ours = party("VRH")
    with pytest.raises(BadMessage, match="run out before"):
        ours.say(ours.act("note", {"note": "x"}, AT), AT)
    assert ours.boxes == Boxes()


def test_the_keys_survive_their_file_and_a_damaged_file_is_said() -> None:
    boxes = Boxes().with_new(b"a" * 32, AT)
    assert Boxes.from_bytes(boxes.to_bytes()).private[0].public == boxes.private[0].public
    assert "a" * 8 not in repr(boxes)
    for bad in (b"", b"{}", boxes.to_bytes()[:-1], boxes.to_bytes().replace(b"boxes 1", b"boxes 2")):
        with pytest.raises(BadCard, match="box keys is damaged"):
            Boxes.from_bytes(bad)


def test_what_was_lost_is_sealed_anew_for_the_newest_key() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    lost = note(ours, "lost")
    turn(theirs, ours)
    assert ours.unseen("ZLS") == (lost,)
    theirs.receive(Blob("x", ours.seal(lost, AT)), AT)
    turn(theirs, ours)
    assert ours.unseen("ZLS") == ()


def test_a_blob_that_comes_again_is_known_though_its_key_is_gone() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    turn(ours, theirs)
    old = turn(theirs, ours)
    for _ in range(4):
        turn(ours, theirs)
        turn(theirs, ours)
    assert ours.receive(Blob("again", old), AT).added == "known"


def test_a_box_key_has_1216_bytes() -> None:
    box = keys.Box.from_seed(b"s" * 32).public
    assert len(box.to_bytes()) == 1216
    with pytest.raises(keys.BadKey, match="wrong length"):
        keys.PublicBox.from_bytes(box.to_bytes()[1:])
