"""The track of questions to the detaining power, and what may not reach a court."""

from __future__ import annotations

from datetime import date, timedelta

from homeward.canonical import Value
from homeward.channel.export import export
from homeward.channel.inquiries import Inquiry, Stage, inquiries, privileged
from homeward.channel.message import Message
from homeward.channel.party import Party
from homeward.channel.render import render
from homeward.channel.verifier import verify_transcript
from tests.homeward.channel.parties import AT, EXP, IVAN, party, pass_on


def ask(end: Party) -> Message:
    data: dict[str, Value] = {"person": IVAN, "asks": "held", "through": "icrc", "asked_on": "2026-11-20"}
    return end.say(end.act("holder_question", {**data, "reference": "ABC-1"}, EXP), AT)


def reply(end: Party, question: Message, answer: str, origin: str) -> Message:
    data = {"of": question.id, "answer": answer, "origin": origin, "replied_on": "2026-11-23"}
    return end.say(end.act("holder_reply", data, EXP), AT)


def track(end: Party) -> Inquiry:
    [found] = inquiries(end.transcript.effective, end.transcript.roster)
    return found


def test_a_question_waits_and_then_is_overdue() -> None:
    ours = party("VRH")
    ask(ours)
    found = track(ours)
    assert (found.by, found.person.name, found.asks, found.through) == ("VRH", IVAN["name"], "held", "icrc")
    assert (found.asked_on, found.reference) == (date(2026, 11, 20), "ABC-1")
    assert found.stage(EXP) == Stage.OPEN
    assert found.stage(EXP + timedelta(seconds=1)) == Stage.OVERDUE


def test_every_reply_is_kept_with_its_day_and_origin() -> None:
    ours, theirs, between = party("VRH"), party("ZLS"), party("MDL")
    question = ask(ours)
    pass_on(question, theirs, between)
    pass_on(reply(theirs, question, "not_known", "holder"), ours)
    pass_on(reply(between, question, "held", "icrc"), ours)
    found = track(ours)
    assert found.stage(EXP + timedelta(days=9)) == Stage.ANSWERED
    assert {(one.by, one.answer, one.privileged, one.replied_on.day) for one in found.replies} == {
        ("ZLS", "not_known", False, 23),
        ("MDL", "held", True, 23),
    }


def test_nobody_answers_its_own_question() -> None:
    ours = party("VRH")
    reply(ours, ask(ours), "held", "holder")
    assert track(ours).replies == ()


def test_what_comes_from_the_red_cross_is_kept_back_from_a_court() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    question = ask(ours)
    pass_on(question, theirs)
    secret = reply(theirs, question, "refuses_return", "icrc")
    pass_on(secret, ours)
    kept_back = privileged(ours.transcript.held)
    assert kept_back == {secret.id}
    file = export(ours.transcript, {id: {} for id in kept_back})
    assert b"refuses_return" in export(ours.transcript)
    assert b"refuses_return" not in file
    assert verify_transcript(file).withheld == 1


def test_the_reply_says_what_may_not_be_done_with_it() -> None:
    text = render(
        "holder_reply", {"of": "a" * 64, "answer": "held", "origin": "icrc", "replied_on": "2026-11-23"}, "uk"
    )
    assert "не використовують у суді" in text.meaning
    assert text.lines[2].rows == ("Червоний Хрест (МКЧХ)",)
