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


def keys(court: Court) -> dict[str, tuple[str, dict[str, str | int]]]:
    transcript = court.ends["MDL"].transcript
    said = disputes(transcript.effective, transcript.roster)[1]
    return {id: (told.key, dict(told.values)) for id, told in said.items()}


def test_each_move_says_who_made_it_and_the_dispute_keeps_it() -> None:
    court = Court()
    sealed = [court.seal(by) for by in ("VRH", "ZLS")]
    opened = [court.open(by) for by in ("VRH", "ZLS")]
    ruled = court.rule()
    said = keys(court)
    assert said[court.raised.id] == ("dispute_raised", {"party": "VRH"})
    assert [said[one.id] for one in sealed] == [("dispute_sealed", {"party": by}) for by in ("VRH", "ZLS")]
    assert [said[one.id] for one in opened] == [("dispute_opened", {"party": by}) for by in ("VRH", "ZLS")]
    assert said[ruled.id] == ("dispute_ruled", {"party": "MDL"})
    dispute = court.outcome()[0]
    assert (dispute.id, dispute.deal, dispute.about, dispute.by) == (court.raised.id, "d1", court.subject.id, "VRH")
    assert (dispute.due, dispute.parties, dispute.ruling) == (EXP, ("VRH", "ZLS"), ruled.id)
    assert dispute.sealed == dict.fromkeys(("VRH", "ZLS"), submission_hash("words", [EXHIBIT], "s"))
    assert dispute.heard == {"VRH": opened[0].id, "ZLS": opened[1].id}


def test_until_its_time_is_over_a_submission_is_taken_and_a_ruling_waits() -> None:
    court = Court()
    due = court.outcome()[0].due
    last = court.seal("ZLS", at=due)
    early = court.rule(due)
    said = keys(court)
    assert said[last.id] == ("dispute_sealed", {"party": "ZLS"})
    assert said[early.id] == ("dispute_not_heard", {})
    assert court.outcome()[0].ruling == ""


def test_what_is_refused_says_why_and_leaves_the_dispute_as_it_was() -> None:
    court = Court()
    early = court.open("VRH")
    court.seal("VRH")
    again = court.seal("VRH", "other words")
    court.seal("ZLS")
    other = court.open("VRH", "other words")
    before = court.outcome()[0]
    assert [keys(court)[one.id] for one in (early, again, other)] == [
        ("dispute_not_both_sealed", {}),
        ("dispute_sealed_already", {}),
        ("dispute_not_as_sealed", {}),
    ]
    assert (before.heard, before.sealed["VRH"]) == ({}, submission_hash("words", [EXHIBIT], "s"))


def test_only_one_side_opened_is_not_yet_heard() -> None:
    court = Court()
    for by in ("VRH", "ZLS"):
        court.seal(by)
    court.open("VRH")
    early = court.rule()
    assert court.outcome()[0].stage == "sealed"
    assert keys(court)[early.id] == ("dispute_not_heard", {})


def test_what_is_not_shown_whole_moves_nothing_and_the_rest_is_read() -> None:
    court = Court()
    sealed = court.seal("VRH")
    messages = [one.showing({}) if one.id == sealed.id else one for one in court.ends["MDL"].transcript.effective]
    other = court.seal("ZLS")
    found, said = disputes([*messages, other], court.ends["MDL"].transcript.roster)
    assert set(found[court.raised.id].sealed) == {"ZLS"}
    assert sealed.id not in said


def test_exhibits_are_fixed_with_the_words() -> None:
    assert submission_hash("words", [EXHIBIT], "s") != submission_hash("words", [], "s")
