"""What a mediator reads and rules on, and that the exported bytes alone give the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from homeward.canonical import Value
from homeward.channel.docket import Case, Held, docket
from homeward.channel.errors import BadMessage
from homeward.channel.export import export
from homeward.channel.imported import imported
from homeward.channel.message import Message
from homeward.channel.witness import cosign
from tests.homeward.channel.parties import AT, EXP, bind, note, pass_on
from tests.homeward.channel.test_dispute import Court


def case(court: Court, end: str = "MDL") -> Case:
    [found] = docket(court.ends[end].transcript)
    return found


def sealed_deal(court: Court) -> None:
    """The offer of the court is accepted and confirmed before the dispute is raised."""
    accepted = court.pass_on(bind(court.ends["ZLS"], "accept", {"deal": "d1", "on": court.subject.id}), "ZLS")
    sealed = court.pass_on(bind(court.ends["VRH"], "confirm", {"deal": "d1", "on": accepted.id}), "VRH")
    court.raised = court.say("ZLS", "dispute", {"deal": "d1", "about": sealed.id, "reason": "Two were not there."})


def heard() -> tuple[Court, Message]:
    court = Court()
    sealed_deal(court)
    for act in (court.seal, court.open):
        for by in ("VRH", "ZLS"):
            act(by)
    data: dict[str, Value] = {"deal": "d1", "about": court.raised.id, "finding": "upheld", "outcome": "end"}
    return court, court.say("MDL", "ruling", {**data, "rests_on": ["article_gc3_109"], "reason": "They were absent."})


def test_before_both_are_sealed_only_hashes_are_seen_and_who_is_awaited() -> None:
    court = Court()
    court.seal("VRH")
    found = case(court)
    assert [bool(one.sealed) for one in found.submissions] == [True, False]
    assert [one.text for one in found.submissions] == ["", ""]
    assert found.awaited(AT) == ("ZLS",)
    assert not found.may_rule(AT)
    assert found.may_rule(EXP + timedelta(seconds=1))


def test_both_submissions_the_ruling_and_its_effect_are_read() -> None:
    court, _ = heard()
    found = next(one for one in docket(court.ends["MDL"].transcript) if one.dispute.id == court.raised.id)
    assert [(one.party, one.text) for one in found.submissions] == [("VRH", "words"), ("ZLS", "words")]
    assert found.submissions[0].exhibits[0].held == Held.MISSING
    assert found.about.held == Held.WHOLE
    assert found.ruling
    assert (found.ruling.finding, found.ruling.rests_on) == ("upheld", ("article_gc3_109",))
    assert found.ruling.effect.key == "deal_ruled_end"


def test_an_exhibit_of_which_only_a_part_is_shown_is_told_so() -> None:
    court = Court()
    hidden = court.ends["VRH"].say(court.ends["VRH"].act("note", {"note": "x", "deal": "d1"}, EXP), AT)
    pass_on(hidden.showing({}), court.ends["MDL"])
    pass_on(hidden, court.ends["ZLS"])
    data: dict[str, Value] = {"deal": "d1", "about": hidden.id, "reason": "See there."}
    court.say("VRH", "dispute", data)
    assert [one.about.held for one in docket(court.ends["MDL"].transcript)][-1] == Held.HEAD
    pass_on(hidden.showing({"deal": None}), court.ends["MDL"])
    assert [one.about.held for one in docket(court.ends["MDL"].transcript)][-1] == Held.PART


def test_the_exported_bytes_alone_give_the_same_docket() -> None:
    court, _ = heard()
    ours = court.ends["MDL"].transcript
    mediator = court.ends["MDL"].keyring.speaker
    ours.witness(cosign(mediator, None, ours.claim("vrh"), (), AT, lambda claim: None))
    again = imported(export(ours))
    assert docket(again) == docket(ours)
    assert export(again) == export(ours)
    assert docket(again) == docket(court.ends["VRH"].transcript)


@pytest.mark.parametrize("data", [b"", b"{}\n", b"[]\n", b'{"format":"homeward transcript 1"}\n', b"\xff"])
def test_a_file_that_is_no_transcript_is_refused(data: bytes) -> None:
    with pytest.raises(BadMessage, match="not a transcript"):
        imported(data)


def test_a_line_that_was_changed_is_refused() -> None:
    court = Court()
    note(court.ends["MDL"], "four")
    file = export(court.ends["MDL"].transcript)
    with pytest.raises(BadMessage):
        imported(file.replace(b"four", b"five"))
