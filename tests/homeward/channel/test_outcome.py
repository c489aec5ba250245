"""Every state of a message is reached by words alone, and each end names it as it sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from homeward.channel.message import Message, write
from homeward.channel.outcome import Outcome, Outcomes, seen_by, seen_by_others
from homeward.channel.party import Party
from tests.homeward.channel.parties import AT, EXP, bind, note, offer, party, pass_on

LATER = EXP + timedelta(seconds=1)


def state(end: Party, message: Message, at=AT) -> tuple[Outcome, str]:  # type: ignore[no-untyped-def]
    found = Outcomes(end.transcript, end.keyring.party, at).of(message)
    return found.outcome, found.saying.in_language("en")


def answered(kind: str, **data: str) -> tuple[Party, Party, Message]:
    ours, theirs = party("VRH"), party("ZLS")
    first = note(theirs)
    pass_on(first, ours)
    answer = ours.say(ours.act(kind, {"of": first.id, **data}, EXP), AT)
    pass_on(answer, theirs)
    return ours, theirs, first


def test_what_we_say_is_sealed_then_seen_and_runs_out_only_if_nobody_read_it() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    first = note(ours)
    assert state(ours, first) == (Outcome.SEALED, "Sealed, not yet seen by the other side")
    assert state(ours, first, LATER)[0] == Outcome.EXPIRED
    pass_on(first, theirs)
    pass_on(note(theirs), ours)
    assert state(ours, first) == (Outcome.SEEN, "Seen by the other side")
    assert state(ours, first, LATER)[0] == Outcome.SEEN


def test_what_asked_for_an_answer_runs_out_though_it_was_seen() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    asked = offer(ours)
    pass_on(asked, theirs)
    pass_on(note(theirs), ours)
    for end in (ours, theirs):
        assert state(end, asked, LATER) == (Outcome.EXPIRED, "Ran out without an answer")


@pytest.mark.parametrize(
    ("kind", "data", "sentence"),
    [
        ("acknowledge", {}, "Acknowledged by VRH"),
        ("comply", {}, "VRH complies"),
        ("reject", {"reason": "no"}, "Rejected by VRH"),
    ],
)
def test_an_answer_is_the_state_at_both_ends(kind: str, data: dict[str, str], sentence: str) -> None:
    ours, theirs, first = answered(kind, **data)
    assert state(ours, first) == state(theirs, first) == (Outcome.ANSWERED, sentence)


def test_what_came_is_held_and_what_came_too_late_says_so() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    first, second = note(theirs), note(theirs, "two")
    pass_on(first, ours)
    assert state(ours, first) == (Outcome.HELD, "Received, signature holds")
    pass_on(second, ours, at=LATER)
    assert state(ours, second, LATER) == (Outcome.LATE, "Had run out when it arrived")


def test_what_waits_for_an_earlier_message_is_parked_until_it_comes() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    first, second = note(theirs), note(theirs, "two")
    pass_on(second, ours)
    assert state(ours, second) == (Outcome.PARKED, "Waits for an earlier message")
    pass_on(first, ours)
    assert state(ours, second)[0] == Outcome.HELD


def test_two_messages_under_one_number_are_forked() -> None:
    ours, one, other = party("VRH"), note(party("ZLS"), "one"), note(party("ZLS"), "two")
    pass_on(one, ours)
    pass_on(other, ours)
    assert state(ours, one) == state(ours, other) == (Outcome.FORKED, "Forked: two messages under one number")


def test_what_a_revoked_holder_said_no_longer_counts() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    revoked = bind(theirs, "revoke", {"name": "zls", "reason": "stolen"})
    after = note(theirs, "after")
    pass_on(revoked, ours)
    pass_on(after, ours)
    assert state(ours, after) == (Outcome.VOID, "No longer counts: its author was ended or forked")


def test_what_is_refused_once_its_past_has_come_says_why() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    first = note(theirs, at=AT + timedelta(hours=3))
    act, place = theirs.act("note", {"note": "back-dated"}, EXP), theirs.transcript.place("zls")
    second = write(act, theirs.keyring.speaker, AT, place, nonce=b"n" * 32)
    pass_on(second, ours, at=AT + timedelta(hours=3))
    assert state(ours, second)[0] == Outcome.PARKED
    pass_on(first, ours, at=AT + timedelta(hours=3))
    assert state(ours, second)[0] == Outcome.DROPPED
    assert "long before what it answers" in state(ours, second)[1]


def test_who_has_seen_what_is_told_by_party() -> None:
    ours, theirs, between = party("VRH"), party("ZLS"), party("MDL")
    first = note(ours)
    pass_on(first, between)
    pass_on(note(between), ours, theirs)
    assert seen_by(ours.transcript, "MDL") == {"vrh": 1}
    assert seen_by(ours.transcript, "ZLS") == {}
    assert seen_by_others(ours.transcript, "VRH") == {"vrh": 1}
