"""A mediator as witness and as post office: what it signs, and what it finds out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from homeward.channel import tree
from homeward.channel.errors import BadMessage
from homeward.channel.export import export
from homeward.channel.postmark import Postmark, stamp
from homeward.channel.transcript import Transcript
from homeward.channel.verifier import BrokenTranscript, verify_transcript
from homeward.channel.witness import Claim, Cosignature, cosign
from tests.homeward.channel.parties import AT, channel, keyring, note, party, pass_on

MEDIATOR = keyring("MDL").speaker


class Shelf:
    """What the witness keeps on disk."""

    def __init__(self) -> None:
        self.claim: Claim | None = None
        self.full = False

    def keep(self, claim: Claim) -> None:
        if self.full:
            raise OSError("No space left on device")
        self.claim = claim

    def sign(self, transcript: Transcript, author: str) -> Cosignature:
        claim = transcript.claim(author)
        proof = tree.consistency(transcript.chains.ids(author), self.claim.size if self.claim else 0)
        return cosign(MEDIATOR, self.claim, claim, proof, AT, self.keep)


def test_a_growing_chain_is_signed_again_and_again() -> None:
    ours, shelf = party("VRH"), Shelf()
    for size in (1, 2, 3, 4, 5):
        note(ours)
        signed = shelf.sign(ours.transcript, "vrh")
        assert signed.claim.size == size
        ours.transcript.witness(Cosignature.from_value(signed.to_value()))
    assert len(ours.transcript.testimony.cosignatures) == 5


def test_another_chain_than_the_one_seen_is_not_signed() -> None:
    shelf, ours, other = Shelf(), party("VRH"), party("VRH")
    note(ours, "ten")
    shelf.sign(ours.transcript, "vrh")
    note(other, "twenty")
    note(other, "more")
    with pytest.raises(BadMessage, match="does not continue"):
        shelf.sign(other.transcript, "vrh")
    assert shelf.claim == ours.transcript.claim("vrh")


def test_a_shorter_chain_is_not_signed() -> None:
    shelf, ours = Shelf(), party("VRH")
    first = note(ours)
    note(ours)
    shelf.sign(ours.transcript, "vrh")
    short = party("ZLS")
    pass_on(first, short)
    with pytest.raises(BadMessage, match="does not continue"):
        cosign(MEDIATOR, shelf.claim, short.transcript.claim("vrh"), (), AT, shelf.keep)


def test_nothing_is_signed_before_it_is_kept() -> None:
    shelf, ours = Shelf(), party("VRH")
    note(ours)
    shelf.full = True
    with pytest.raises(OSError, match="No space left"):
        shelf.sign(ours.transcript, "vrh")


def test_the_peer_finds_out_that_the_witness_was_shown_another_chain() -> None:
    ours, other, theirs = party("VRH"), party("VRH"), party("ZLS")
    note(ours, "to the witness")
    signed = Shelf().sign(ours.transcript, "vrh")
    pass_on(note(other, "to the peer"), theirs)
    with pytest.raises(BadMessage, match="saw another chain"):
        theirs.transcript.witness(signed)
    assert theirs.transcript.testimony.cosignatures == ()


@pytest.mark.parametrize(
    "change",
    [
        {"by": "zls"},
        {"by": "nobody"},
        {"at": AT + timedelta(days=1)},
        {"at": AT + timedelta(days=999)},
        {"claim": Claim("c" * 64, "vrh", 1, "f" * 64)},
    ],
)
def test_a_cosignature_that_is_not_a_mediators_of_this_channel_is_refused(change: dict[str, object]) -> None:
    ours = party("VRH")
    note(ours)
    signed = replace(Shelf().sign(ours.transcript, "vrh"), **change)  # type: ignore[arg-type]
    with pytest.raises(BadMessage, match="not one of a mediator"):
        ours.transcript.witness(signed)


def test_the_earliest_postmark_is_kept_and_exported() -> None:
    ours = party("VRH")
    spoken = note(ours)
    for hours in (3, 1, 2):
        mark = stamp(MEDIATOR, spoken.id, AT + timedelta(hours=hours))
        ours.transcript.stamp(Postmark.from_value(mark.to_value()))
    assert ours.transcript.postmarks[spoken.id].at == AT + timedelta(hours=1)
    ours.transcript.witness(Shelf().sign(ours.transcript, "vrh"))
    file = export(ours.transcript)
    found = verify_transcript(file)
    assert (found.postmarked, found.witnessed) == (1, 1)
    for word in (b'"at":"2026-11-24T10:00:00Z","by":"mdl"', b'"author":"vrh"'):
        with pytest.raises(BrokenTranscript):
            verify_transcript(file.replace(word, word.replace(b"10:", b"08:").replace(b"vrh", b"zls")))


def test_the_verifier_holds_a_cosignature_against_the_chain_in_the_file() -> None:
    ours, other = party("VRH"), party("VRH")
    note(ours, "to the witness")
    signed = Shelf().sign(ours.transcript, "vrh")
    note(other, "to the court")
    file = (
        export(ours.transcript).splitlines(keepends=True)[:1] + export(other.transcript).splitlines(keepends=True)[1:]
    )
    ours.transcript.witness(signed)
    line = export(ours.transcript).splitlines(keepends=True)[-1]
    with pytest.raises(BrokenTranscript, match="saw another chain"):
        verify_transcript(b"".join([*file, line]))


@pytest.mark.parametrize("by", ["VRH", "ZLS"])
def test_a_postmark_that_is_not_a_mediators_is_refused(by: str) -> None:
    spoken = note(party("VRH"))
    with pytest.raises(BadMessage, match="not one of a mediator"):
        Transcript(channel()).stamp(stamp(keyring(by).speaker, spoken.id, AT))


@pytest.mark.parametrize("value", [None, {}, {"of": "x", "by": "mdl", "at": "now", "signature": {}}])
def test_a_value_that_is_no_postmark_or_cosignature_is_refused(value: object) -> None:
    for read in (Postmark.from_value, Cosignature.from_value):
        with pytest.raises(BadMessage, match="not a message of this protocol"):
            read(value)  # type: ignore[arg-type]
    with pytest.raises(BadMessage):
        stamp(MEDIATOR, "not a hash", AT)
