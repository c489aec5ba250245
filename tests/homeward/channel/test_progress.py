"""From the first draft to the answer: each state of a message of ours and of theirs, by words alone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from homeward.channel.errors import NoQuorum
from homeward.channel.message import Message
from homeward.channel.outcome import Outcomes
from homeward.channel.party import Party
from homeward.channel.progress import Carriage, Draft, Progress, of_draft, of_message
from tests.homeward.channel.parties import AT, EXP, IVAN, PETR, bind, note, offer, party, pass_on

LATER = EXP + timedelta(seconds=1)
OFFER = {"deal": "d1", "terms": {}, "give": [PETR], "receive": [IVAN]}


def state(end: Party, message: Message, at: datetime = AT, by: Carriage | None = None) -> Progress:
    by_id = {message.id: by} if by else {}
    return of_message(message, Outcomes(end.transcript, end.keyring.party, at), by_id)


def test_a_draft_that_binds_is_approved_by_as_many_principals_as_the_card_asks_and_only_while_they_do() -> None:
    ours = party("VRH")
    act = ours.act("offer", OFFER, EXP)  # type: ignore[arg-type]
    one, two = (ours.approve(act, seat, AT) for seat in (1, 2))
    roster = ours.transcript.roster
    assert of_draft(Draft(act, "VRH", "vrh"), roster, AT) == Progress.DRAFT
    assert of_draft(Draft(act, "VRH", "vrh", (one, one)), roster, AT) == Progress.DRAFT
    assert of_draft(Draft(act, "VRH", "vrh", (one, two)), roster, AT) == Progress.APPROVED
    assert of_draft(Draft(act, "VRH", "vrh", (one, two)), roster, AT + timedelta(days=4)) == Progress.DRAFT
    assert of_draft(Draft(act, "VRH", "vrh", (one, two)), roster, EXP) == Progress.EXPIRED
    with pytest.raises(NoQuorum):
        ours.say(act, AT + timedelta(days=4), (one, two))


def test_a_draft_that_binds_nobody_needs_no_approval() -> None:
    ours = party("VRH")
    draft = Draft(ours.act("note", {"note": "words"}, EXP), "VRH", "vrh")
    assert of_draft(draft, ours.transcript.roster, AT) == Progress.APPROVED
    assert of_draft(draft, ours.transcript.roster, EXP) == Progress.EXPIRED


def test_what_was_signed_is_queued_sent_seen_and_answered() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    spoken = offer(ours)
    assert state(ours, spoken) == Progress.SIGNED
    assert state(ours, spoken, by=Carriage.QUEUED) == Progress.QUEUED
    assert state(ours, spoken, by=Carriage.SENT) == Progress.SENT
    assert state(ours, spoken, LATER, by=Carriage.SENT) == Progress.EXPIRED
    pass_on(spoken, theirs)
    pass_on(note(theirs), ours)
    assert state(ours, spoken, by=Carriage.SENT) == Progress.SEEN
    pass_on(bind(theirs, "accept", {"deal": "d1", "on": spoken.id}), ours)
    assert state(ours, spoken) == Progress.ANSWERED
    assert state(theirs, spoken) == Progress.ANSWERED


@pytest.mark.parametrize(
    ("kind", "data", "became"),
    [
        ("acknowledge", {}, Progress.ACKNOWLEDGED),
        ("comply", {}, Progress.ACKNOWLEDGED),
        ("reject", {"reason": "no"}, Progress.REFUSED),
    ],
)
def test_what_came_waits_is_held_and_is_acknowledged_or_refused(
    kind: str, data: dict[str, str], became: Progress
) -> None:
    ours, theirs = party("VRH"), party("ZLS")
    first, second = note(theirs), note(theirs, "two")
    pass_on(second, ours)
    assert state(ours, second) == Progress.PARKED
    pass_on(first, ours)
    assert state(ours, second) == Progress.HELD
    ours.say(ours.act(kind, {"of": second.id, **data}, EXP), AT)
    assert state(ours, second) == became


def test_two_messages_under_one_number_are_a_fork_and_who_was_ended_counts_no_more() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    one, other = note(party("ZLS"), "one"), note(party("ZLS"), "two")
    for said in (one, other):
        pass_on(said, ours)
    assert state(ours, one) == state(ours, other) == Progress.FORK
    ours = party("VRH")
    pass_on(bind(theirs, "revoke", {"name": "zls", "reason": "stolen"}), ours)
    after = note(theirs, "after")
    pass_on(after, ours)
    assert state(ours, after) == Progress.VOID
