"""The deals that messages add up to."""

from __future__ import annotations

from datetime import timedelta

from homeward.channel.message import Message
from homeward.channel.party import Party
from tests.homeward.channel.parties import AT, EXP, bind, offer, party, pass_on

LATE = EXP + timedelta(seconds=1)


def sealed() -> tuple[Party, Party, Party]:
    ends = ours, theirs, between = party("VRH"), party("ZLS"), party("MDL")
    offered = offer(ours)
    pass_on(offered, theirs, between)
    accepted = bind(theirs, "accept", {"deal": "d1", "on": offered.id})
    pass_on(accepted, ours, between)
    pass_on(bind(ours, "confirm", {"deal": "d1", "on": accepted.id}), theirs, between)
    return ends


def rule(between: Party, about: str, at=AT) -> Message:  # type: ignore[no-untyped-def]
    data = {"deal": "d1", "about": about, "finding": "upheld", "outcome": "end", "reason": "It is over."}
    return between.say(between.act("ruling", data, at + timedelta(days=30)), at)


def outcome(end: Party, of: Message) -> tuple[str, str]:
    deals, answers = end.transcript.deals()
    [said] = [one.saying for one in answers if one.message.id == of.id]
    return deals["d1"].state.value, said.in_language("en")


def test_a_ruling_moves_the_deal_only_once_both_were_heard_or_the_time_is_over() -> None:
    ours, _, between = sealed()
    act = ours.act("dispute", {"deal": "d1", "about": "f" * 64, "reason": "No list came."}, EXP)
    disputed = ours.say(act, AT)
    pass_on(disputed, between)
    early = rule(between, disputed.id)
    assert outcome(between, early) == (
        "disputed",
        "Both sides must be heard first, or the time for submissions be over.",
    )
    late = rule(between, disputed.id, LATE)
    assert outcome(between, late)[0] == "ruled"


def test_a_ruling_on_no_dispute_moves_nothing() -> None:
    _, _, between = sealed()
    ruled = rule(between, "f" * 64, LATE)
    assert outcome(between, ruled)[0] == "sealed"
    assert "has not arrived" in outcome(between, ruled)[1]
