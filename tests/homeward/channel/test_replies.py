from __future__ import annotations

from datetime import timedelta

import pytest

from homeward.canonical import Value
from homeward.channel.message import Message
from homeward.channel.party import Party
from homeward.channel.replies import Replies, replies
from tests.homeward.channel.parties import AT, EXP, note, offer, party, pass_on


def answered(end: Party, kind: str, of: Message, late: bool = False, **data: Value) -> Message:
    at = of.act.exp + timedelta(seconds=1) if late else AT
    return end.say(end.act(kind, {"of": of.id, **data}, EXP + timedelta(days=9)), at)


def after(kind: str, by: str, late: bool = False, **data: Value) -> Replies:
    ours, theirs = party("VRH"), party("ZLS")
    first = note(ours)
    pass_on(first, theirs)
    end = {"VRH": ours, "ZLS": theirs}[by]
    answered(end, kind, first, late, **data)
    found = replies(end.transcript.effective, end.transcript.roster)
    return found.get(first.id, Replies())


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        ("acknowledge", {}, Replies(acknowledged=frozenset({"ZLS"}))),
        ("comply", {}, Replies(complied=frozenset({"ZLS"}))),
        ("reject", {"reason": "no"}, Replies(rejected=frozenset({"ZLS"}))),
        ("recall", {"reason": "no"}, Replies()),
        ("update", {"with": "a" * 64}, Replies()),
    ],
)
def test_each_verb_of_the_other_side_says_one_thing_only(kind: str, data: dict[str, Value], expected: Replies) -> None:
    assert after(kind, "ZLS", **data) == expected


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        ("recall", {"reason": "wrong"}, Replies(recalled=True)),
        ("update", {"with": "a" * 64}, Replies(replaced_by="a" * 64)),
        ("acknowledge", {}, Replies()),
        ("comply", {}, Replies()),
    ],
)
def test_a_party_recalls_and_updates_its_own_and_answers_the_other_sides(
    kind: str, data: dict[str, Value], expected: Replies
) -> None:
    assert after(kind, "VRH", **data) == expected


def test_an_answer_after_the_message_had_run_out_changes_nothing() -> None:
    assert after("acknowledge", "ZLS", late=True) == Replies()


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (Replies(acknowledged=frozenset({"ZLS", "MDL"})), "Acknowledged by MDL, ZLS"),
        (Replies(acknowledged=frozenset({"ZLS"}), complied=frozenset({"ZLS"})), "ZLS complies"),
        (Replies(complied=frozenset({"MDL"}), rejected=frozenset({"ZLS"})), "Rejected by ZLS"),
        (Replies(answered=frozenset({"ZLS"})), "Answered by ZLS"),
        (Replies(answered=frozenset({"ZLS"}), recalled=True), "Recalled by its author"),
        (Replies(replaced_by="a" * 64), "Replaced by a newer message"),
    ],
)
def test_what_became_of_a_message_is_said_with_the_weightiest_first(found: Replies, sentence: str) -> None:
    assert found.saying.in_language("en") == sentence


def test_another_form_that_names_a_message_answers_it() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    first = offer(ours)
    pass_on(first, theirs)
    theirs.say(theirs.act("decline", {"deal": "d1", "on": first.id}, EXP), AT)
    found = replies(theirs.transcript.effective, theirs.transcript.roster)
    assert found[first.id] == Replies(answered=frozenset({"ZLS"}))


def test_several_parties_answer() -> None:
    ours, theirs, between = party("VRH"), party("ZLS"), party("MDL")
    first = note(ours)
    pass_on(first, theirs, between)
    pass_on(answered(theirs, "acknowledge", first), ours)
    pass_on(answered(between, "acknowledge", first), ours)
    found = replies(ours.transcript.effective, ours.transcript.roster)
    assert found[first.id].acknowledged == {"ZLS", "MDL"}
