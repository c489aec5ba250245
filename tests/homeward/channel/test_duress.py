from __future__ import annotations

from homeward.channel import duress
from homeward.channel.message import Message
from homeward.channel.party import Party
from tests.homeward.channel.parties import AT, EXP, note, party

SECRET = b"duress".ljust(32)


def forced(end: Party) -> Message:
    """`end` is made to write, and used its second PIN."""
    place = end.transcript.place(end.name)
    nonce = duress.nonce(SECRET, end.channel.id, end.name, place.prev)
    return end.say(end.act("note", {"note": "All is well."}, EXP), AT, nonce=nonce)


def test_only_the_own_headquarters_can_tell() -> None:
    end = party("VRH")
    free, under = note(end), forced(end)
    assert duress.marked(SECRET, under)
    assert not duress.marked(SECRET, free)
    assert not duress.marked(b"another".ljust(32), under)


def test_a_message_under_duress_looks_like_any_other() -> None:
    end = party("VRH")
    bodies = [note(end), forced(end), forced(end)]
    assert len({message.nonce for message in bodies}) == 3
    assert {len(message.nonce) for message in bodies} == {32}
    assert party("ZLS").transcript.add(bodies[0], AT) == "held"


def test_the_nonce_of_a_known_secret_never_changes() -> None:
    found = duress.nonce(SECRET, "a" * 64, "vrh", "0" * 64).hex()
    assert found == "666154768ea9ab5268aa5a0d63a1f39ce95f85565e8105fb08395c80c1be6687"
