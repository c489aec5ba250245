"""A dispute: both sides fix what they will say before either says it, and only then the mediator rules."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from homeward.canonical import Value
from homeward.channel.dispute import Dispute, disputes, submission_hash
from homeward.channel.message import Message
from homeward.channel.party import Party
from tests.homeward.channel.parties import AT, EXP, offer, party, pass_on

EXHIBIT = "e" * 64


class Court:
    """All three ends hear everything at once."""

    def __init__(self) -> None:
        self.ends = {code: party(code) for code in ("VRH", "ZLS", "MDL")}
        self.subject = self.pass_on(offer(self.ends["VRH"]), "VRH")
        reason: dict[str, Value] = {"deal": "d1", "about": self.subject.id, "reason": "Not as agreed."}
        self.raised = self.say("VRH", "dispute", reason)

    def pass_on(self, spoken: Message, by: str) -> Message:
        pass_on(spoken, *(end for code, end in self.ends.items() if code != by), at=spoken.at)
        return spoken

    def say(self, by: str, kind: str, data: dict[str, Value], at: datetime = AT) -> Message:
        end: Party = self.ends[by]
        return self.pass_on(
            end.say(end.act(kind, data, EXP if kind == "dispute" else EXP + timedelta(days=99)), at), by
        )

    def seal(self, by: str, text: str = "words", at: datetime = AT) -> Message:
        commit = submission_hash(text, [EXHIBIT], "s")
        return self.say(by, "submission_commit", {"of": self.raised.id, "commit": commit}, at)

    def open(self, by: str, text: str = "words") -> Message:
        return self.say(by, "submission", {"of": self.raised.id, "salt": "s", "text": text, "exhibits": [EXHIBIT]})

    def rule(self, at: datetime = AT) -> Message:
        data: dict[str, Value] = {"deal": "d1", "about": self.raised.id, "finding": "partly", "outcome": "continue"}
        return self.say("MDL", "ruling", {**data, "reason": "As the messages show."}, at)

    def outcome(self) -> tuple[Dispute, dict[str, str]]:
        transcript = self.ends["MDL"].transcript
        found, said = disputes(transcript.effective, transcript.roster)
        return found[self.raised.id], {id: told.in_language("en") for id, told in said.items()}


def test_from_the_dispute_to_the_ruling() -> None:
    court = Court()
    stages = [court.outcome()[0].stage]
    for act in (lambda by: court.seal(by), lambda by: court.open(by)):
        for by in ("VRH", "ZLS"):
            act(by)
        stages.append(court.outcome()[0].stage)
    court.rule()
    assert [*stages, court.outcome()[0].stage] == ["raised", "sealed", "heard", "ruled"]


def test_nobody_opens_before_both_are_fixed() -> None:
    court = Court()
    court.seal("VRH")
    early = court.open("VRH")
    dispute, said = court.outcome()
    assert dispute.heard == {}
    assert "only when both are fixed" in said[early.id]


def test_what_is_opened_must_be_what_was_fixed_and_once() -> None:
    court = Court()
    court.seal("VRH")
    court.seal("ZLS")
    again = court.seal("ZLS", "other words")
    other = court.open("ZLS", "other words")
    court.open("ZLS")
    twice = court.open("ZLS")
    dispute, said = court.outcome()
    assert set(dispute.heard) == {"ZLS"}
    assert "fixed already" in said[again.id]
    assert "not the one that was fixed" in said[other.id]
    assert "opened before" in said[twice.id]


def test_the_mediator_hears_both_sides_or_waits_for_the_time_to_run_out() -> None:
    court = Court()
    early = court.rule()
    dispute, said = court.outcome()
    assert "must be heard first" in said[early.id]
    due = dispute.due + timedelta(seconds=1)
    late = court.seal("ZLS", at=due)
    court.rule(due)
    again = court.rule(due)
    dispute, said = court.outcome()
    assert dispute.stage == "ruled"
    assert "time for submissions is over" in said[late.id]
    assert "ruled on already" in said[again.id]


def test_a_submission_on_no_dispute_is_said() -> None:
    court = Court()
    lost = court.say("ZLS", "submission_commit", {"of": "f" * 64, "commit": "c" * 64})
    assert "has not arrived" in court.outcome()[1][lost.id]


def test_the_hash_of_a_submission_is_known() -> None:
    assert submission_hash("words", [], "s") == "d94a267c2a67c4107304e66c8bf694b9013ace3555fcb979f70975d41bc67002"


@pytest.mark.parametrize("other", [("words.", "s"), ("words", "t")])
def test_other_words_or_another_salt_give_another_hash(other: tuple[str, str]) -> None:
    assert submission_hash("words", [], "s") != submission_hash(other[0], [], other[1])
