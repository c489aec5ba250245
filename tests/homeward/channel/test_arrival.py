"""The same message again: a copy, sealed anew by an author who did not know, or an old one repeated by somebody."""

from __future__ import annotations

from datetime import timedelta

from homeward.channel.arrival import Arrival, is_old
from homeward.channel.carriers.blob import Blob
from homeward.channel.message import Message
from homeward.channel.party import Party
from tests.homeward.channel.parties import AT, EXP, note, party, pass_on


def come(to: Party, blob: bytes) -> Arrival:
    [arrival] = to.take_in([Blob("x", blob)], AT).arrived
    return arrival


def brought_twice() -> tuple[Party, Party, Message, Arrival]:
    ours, theirs = party("VRH"), party("ZLS")
    spoken = note(theirs)
    come(ours, theirs.seal(spoken, AT))
    return ours, theirs, spoken, come(ours, theirs.seal(spoken, AT))


def test_the_same_bytes_are_a_copy_and_a_new_seal_is_none() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    blob = theirs.seal(note(theirs), AT)
    assert not come(ours, blob).copy
    assert (come(ours, blob).copy, come(ours, blob).resealed) == (True, False)
    assert brought_twice()[3].resealed


def test_what_its_author_may_think_lost_is_not_old() -> None:
    ours, theirs, spoken, _ = brought_twice()
    assert not is_old(spoken, ours.transcript, AT)
    pass_on(note(theirs, "two"), ours)  # they go on without having heard of us
    assert not is_old(spoken, ours.transcript, AT)


def test_what_its_author_knew_to_have_come_is_old() -> None:
    ours, theirs, spoken, _ = brought_twice()
    pass_on(note(ours), theirs)
    pass_on(note(theirs, "two"), ours)
    assert is_old(spoken, ours.transcript, AT)


def test_what_had_run_out_is_old() -> None:
    ours, _theirs, spoken, _ = brought_twice()
    assert is_old(spoken, ours.transcript, EXP + timedelta(seconds=1))
