"""Postmarks and cosignatures as a file."""

from __future__ import annotations

import pytest

from homeward.channel import marks
from homeward.channel.errors import BadMessage
from homeward.channel.postmark import stamp
from homeward.channel.witness import agrees, cosign
from tests.homeward.channel.parties import AT, keyring, note, party

MEDIATOR = keyring("MDL").speaker


def test_what_was_written_is_read_again() -> None:
    ours = party("VRH")
    mark = stamp(MEDIATOR, note(ours).id, AT)
    signed = cosign(MEDIATOR, None, ours.transcript.claim("vrh"), (), AT, lambda claim: None)
    file = marks.write([mark], [signed])
    assert marks.is_marks(file)
    assert marks.read(file) == marks.Marks((mark,), (signed,))


@pytest.mark.parametrize("data", [b"[]\n", b"{}\n", b'{"postmark":1,"witness":2}\n', b"\xff", b'{"postmark":{}}\n'])
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(BadMessage):
        marks.read(data)


def test_a_file_with_too_many_lines_is_not_read() -> None:
    with pytest.raises(BadMessage, match="not a file of a mediator"):
        marks.read(b"\n" * (marks.MOST + 1))


def test_a_claim_agrees_contradicts_or_cannot_be_told() -> None:
    ours, other = party("VRH"), party("VRH")
    ids = [note(ours, "one").id, note(ours, "two").id]
    note(other, "another")
    claim = ours.transcript.claim("vrh")
    assert agrees(claim, ids) is True
    assert agrees(claim, ids[:1]) is None
    assert agrees(other.transcript.claim("vrh"), ids) is False
