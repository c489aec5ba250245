"""Time proofs on the heads of a transcript, by an authority made here."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest

from homeward.channel.time_proof import BadTimeProof, Heads, request, verify
from homeward.words import Language
from tests.homeward.channel.authority import Authority
from tests.homeward.channel.parties import channel, note, party

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
HEADS = Heads("a" * 64, {"vrh": (12, "b" * 64), "zls": (9, "c" * 64)})


@cache
def authority() -> Authority:
    return Authority.make("Quiet Clock")


def test_the_request_shows_the_hash_of_the_heads_and_nothing_else() -> None:
    digest = hashlib.sha512(HEADS.to_bytes()).hexdigest()

    # version 1; imprint: SHA-512 and its 64 bytes; no nonce; the certificate is wanted
    expected = "3059" + "020101" + "3051" + "300d06096086480165030402030500" + "0440" + digest + "0101ff"
    assert request(HEADS).hex() == expected


def test_the_newest_message_of_each_author_is_stamped() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    theirs.transcript = ours.transcript
    note(ours)
    second, answer = note(ours), note(theirs)

    assert Heads.of(ours.transcript) == Heads(channel().id, {"vrh": (2, second.id), "zls": (1, answer.id)})


def test_a_stamp_of_a_trusted_authority_gives_its_time() -> None:
    response = authority().stamp(HEADS.to_bytes(), AT)

    assert verify(response, HEADS, [authority().trusted]) == AT


def refused(response: bytes, heads: Heads = HEADS, roots: tuple[bytes, ...] = ()) -> str:
    with pytest.raises(BadTimeProof) as error:
        verify(response, heads, roots or [authority().trusted])
    assert len({error.value.saying.in_language(language) for language in Language}) == 3
    return str(error.value)


def test_a_stamp_on_other_heads_is_refused() -> None:
    response = authority().stamp(HEADS.to_bytes(), AT)

    assert "does not hold" in refused(response, replace(HEADS, heads={**HEADS.heads, "zls": (10, "d" * 64)}))
    assert "does not hold" in refused(response, replace(HEADS, channel="e" * 64))


def test_a_stamp_of_an_authority_that_nobody_trusts_is_refused() -> None:
    response = Authority.make("Quiet Clock").stamp(HEADS.to_bytes(), AT)

    assert "does not hold" in refused(response)


def test_a_certificate_that_is_not_for_stamps_is_refused() -> None:
    other = Authority.make("Code", stamps=False)

    assert "does not hold" in refused(other.stamp(HEADS.to_bytes(), AT), roots=(other.trusted,))


def test_a_stamp_before_the_certificate_was_in_force_is_refused() -> None:
    response = authority().stamp(HEADS.to_bytes(), AT.replace(year=2020))

    assert "does not hold" in refused(response)


def test_a_changed_stamp_is_refused() -> None:
    response = authority().stamp(HEADS.to_bytes(), AT)
    later = response.replace(b"20261124093000Z", b"20261123093000Z")

    assert later != response
    assert "does not hold" in refused(later)


def test_a_refusal_by_the_authority_is_no_proof() -> None:
    assert "does not hold" in refused(authority().stamp(HEADS.to_bytes(), AT, status=2))


@pytest.mark.parametrize("response", [b"", b"\x30\x03\x02\x01\x00", b"not DER", bytes(70_000)])
def test_what_is_no_response_is_refused(response: bytes) -> None:
    assert "no response" in refused(response)


def test_roots_that_are_no_certificates_are_refused() -> None:
    response = authority().stamp(HEADS.to_bytes(), AT)

    assert "no response" in refused(response, roots=(b"-----BEGIN NOTHING-----",))
