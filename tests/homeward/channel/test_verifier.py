"""The verifier against the writer: it accepts what the writer wrote and refuses what the writer refuses."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest

import homeward.channel.verifier
from homeward.channel.certificate import Role
from homeward.channel.export import export, export_fork
from homeward.channel.pairing import Channel, Mandate
from homeward.channel.transcript import Transcript
from homeward.channel.verifier import BrokenTranscript, Verified, verify_fork, verify_transcript
from tests.homeward.channel.parties import AT, EXP, bind, channel, enter, newcomer, note, offer, party, pass_on
from tests.homeward.channel.test_refusals import MESSAGES
from tests.homeward.channel.test_roster import EVENT, ROLL_CALL

BY_THE_CLOCK = {"a day ahead"}
"""What only a reader with a clock refuses."""


def verified(transcript: Transcript) -> Verified:
    return verify_transcript(export(transcript))


def test_newcomers_renewals_revocations_and_scopes_verify() -> None:
    device, ours = newcomer("VRH", "VRH-t1"), party("VRH")
    pass_on(enter(device), ours)
    pass_on(note(device), ours)
    bind(ours, "revoke", {"name": "vrh_t1", "reason": "stolen"})
    found = verified(ours.transcript)
    assert (found.messages, found.ended) == (3, ("vrh_t1",))
    event = party("VRH", EVENT)
    event.say(event.act("roll_call", ROLL_CALL, EXP), AT)
    assert verified(event.transcript).channel == EVENT.id


@pytest.mark.parametrize("name", sorted(set(MESSAGES) - BY_THE_CLOCK))
def test_what_the_writer_refuses_the_verifier_refuses(name: str) -> None:
    head = export(Transcript(channel()))
    with pytest.raises(BrokenTranscript):
        verify_transcript(head + MESSAGES[name][0]() + b"\n")


def test_a_message_outside_the_mandate_in_its_file_is_refused() -> None:
    wide, narrow = Channel(channel().cards, 3), Channel(channel().cards, 3, Mandate.LISTS)
    spoken = offer(party("VRH", wide))
    lines = export(Transcript(narrow)) + spoken.to_bytes() + b"\n"
    with pytest.raises(BrokenTranscript):
        verify_transcript(lines)


def test_a_device_that_negotiates_is_refused() -> None:
    device = newcomer("VRH", "VRH-t1", Role.NEGOTIATOR)
    pass_on(enter(device), ours := party("VRH"))
    device.say(device.act("custody_reply", {"of": "a" * 64, "answer": "held"}, EXP), AT)
    spoken = device.transcript.held[-1]
    other = newcomer("VRH", "VRH-t1", Role.DEVICE)
    file = export(Transcript(channel())) + enter(other).to_bytes() + b"\n"
    assert verify_transcript(export(ours.transcript) + spoken.to_bytes() + b"\n").messages == 2
    with pytest.raises(BrokenTranscript):
        verify_transcript(file + spoken.to_bytes() + b"\n")


def test_a_certificate_that_ran_out_is_refused() -> None:
    end = party("VRH")
    late = AT + timedelta(days=300)
    end.say(end.act("note", {"note": "late"}, late + timedelta(days=9)), late)
    assert verified(end.transcript).messages == 1
    device, longer = (newcomer("VRH", "VRH-t1", days=days) for days in (1, 30))
    enter(longer)
    later = AT + timedelta(days=2)
    said = longer.say(longer.act("note", {"note": "x"}, later + timedelta(days=1)), later)
    short = export(Transcript(channel())) + enter(device).to_bytes() + b"\n"
    assert verify_transcript(short).messages == 1
    assert verified(longer.transcript).messages == 2
    with pytest.raises(BrokenTranscript, match="might not speak then"):
        verify_transcript(short + said.to_bytes() + b"\n")


def test_a_proof_of_a_fork_that_proves_nothing_is_refused() -> None:
    ours = party("ZLS")
    for text in ("one", "other"):
        pass_on(note(party("VRH"), text), ours)
    proof = export_fork(ours.transcript, ours.transcript.forks[0])
    assert verify_fork(proof).author == "vrh"
    for bad in (
        proof[:-9],
        proof.replace(b'\\"seq\\":1', b'\\"seq\\":2', 1),
        proof.replace(b"fork 1", b"fork 2"),
        b"{}",
    ):
        with pytest.raises(BrokenTranscript):
            verify_fork(bad)


def test_the_verifier_shares_no_parsing_code_with_the_writer() -> None:
    folder = Path(homeward.channel.verifier.__file__).parent
    imported = set()
    for file in folder.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("homeward"):
                imported |= {f"{node.module}.{name.name}" for name in node.names}
    outside = {name for name in imported if not name.startswith("homeward.channel.verifier")}
    assert outside == {"homeward.keys", "homeward.errors.HomewardError"}
    text = "".join(file.read_text("utf-8") for file in folder.glob("*.py"))
    used = {part.split("(")[0] for part in text.replace("\n", " ").split("keys.")[1:]}
    assert {name.split()[0].strip() for name in used} == {"pre_authentication", "both_hold"}
