from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward import keys
from homeward.keys import BadKey, CannotOpen, ForgedSignature, Identity, PublicIdentity, Signature

ANNA = Identity.from_seed(b"a" * 32, "VRH-1")
BORIS = Identity.from_seed(b"b" * 32, "ZLS-1")
KIND = "homeward message 1"


def test_the_same_seed_gives_the_same_identity() -> None:
    assert Identity.from_seed(b"a" * 32, "VRH-1").public == ANNA.public
    assert ANNA.public.fingerprint != BORIS.public.fingerprint


def test_the_fingerprint_of_a_known_seed_never_changes() -> None:
    assert ANNA.public.fingerprint[:16] == "d7110f6bcbbced60"


def test_a_short_seed_is_refused() -> None:
    with pytest.raises(BadKey, match="at least 32 bytes"):
        Identity.from_seed(b"short", "VRH-1")


def test_an_identity_does_not_print_its_keys() -> None:
    assert repr(ANNA) == f"Identity('VRH-1', {ANNA.public.fingerprint[:16]})"


def test_a_public_identity_survives_the_way_through_a_value() -> None:
    assert PublicIdentity.from_value(ANNA.public.to_value()) == ANNA.public


@pytest.mark.parametrize("value", [None, {}, {"name": "x"}, {**ANNA.public.to_value(), "ed25519": "AAAA"}])
def test_a_value_that_is_no_identity_is_refused(value: keys.Value) -> None:
    with pytest.raises(BadKey):
        PublicIdentity.from_value(value)


def test_the_signed_bytes_are_those_of_dsse() -> None:
    expected = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    assert keys.pre_authentication("http://example.com/HelloWorld", b"hello world") == expected


def test_a_signature_holds_for_its_bytes_and_its_identity() -> None:
    signature = Signature.from_value(keys.sign(ANNA, KIND, b"words").to_value())
    keys.verify(ANNA.public, KIND, b"words", signature)


def test_a_signature_over_other_bytes_another_kind_or_by_another_is_refused() -> None:
    signature = keys.sign(ANNA, KIND, b"words")
    for public, kind, body in [
        (ANNA.public, KIND, b"other words"),
        (ANNA.public, "homeward approval 1", b"words"),
        (BORIS.public, KIND, b"words"),
    ]:
        with pytest.raises(ForgedSignature):
            keys.verify(public, kind, body, signature)


def test_one_good_half_of_a_signature_is_not_enough() -> None:
    good, other = keys.sign(ANNA, KIND, b"words"), keys.sign(ANNA, KIND, b"other")
    for half in (Signature(good.by, good.ed25519, other.mldsa), Signature(good.by, other.ed25519, good.mldsa)):
        with pytest.raises(ForgedSignature):
            keys.verify(ANNA.public, KIND, b"words", half)


def test_every_recipient_opens_what_was_sealed_for_both() -> None:
    blob = keys.seal(b"words", [ANNA.public.box, BORIS.public.box], b"channel")
    assert keys.open_sealed([ANNA.box], blob, b"channel") == keys.open_sealed([BORIS.box], blob, b"channel") == b"words"


def test_nobody_else_and_no_other_channel_opens_it() -> None:
    blob = keys.seal(b"words", [ANNA.public.box], b"channel")
    for identity, context in [(BORIS, b"channel"), (ANNA, b"another")]:
        with pytest.raises(CannotOpen, match="not for this identity"):
            keys.open_sealed([identity.box], blob, context)


@given(st.data())
def test_one_changed_or_missing_byte_is_noticed(data: st.DataObject) -> None:
    blob = bytearray(BLOB)
    place = data.draw(st.integers(0, len(blob) - 1))
    if data.draw(st.booleans()):
        blob[place] ^= data.draw(st.integers(1, 255))
    else:
        del blob[place]
    with pytest.raises(CannotOpen):
        keys.open_sealed([ANNA.box], bytes(blob), b"channel")


BLOB = keys.seal(b"an offer", [ANNA.public.box], b"channel")


def test_a_bomb_is_not_unpacked() -> None:
    blob = keys.seal(bytes(1_000_000), [ANNA.public.box], b"channel")
    with pytest.raises(CannotOpen, match="larger than 1000 bytes"):
        keys.open_sealed([ANNA.box], blob, b"channel", limit=1000)


def test_sealing_needs_a_recipient() -> None:
    with pytest.raises(BadKey, match="1 to 16 recipients"):
        keys.seal(b"words", [], b"channel")


@pytest.mark.parametrize(("length", "padded"), [(0, 0), (1, 1), (9, 10), (100, 104), (1000, 1024), (1025, 1088)])
def test_padding_follows_padme(length: int, padded: int) -> None:
    assert keys.padded_length(length) == padded


@given(st.integers(2, 10**9))
def test_padding_costs_at_most_an_eighth(length: int) -> None:
    assert length <= keys.padded_length(length) <= length * 1.125


@given(st.binary(max_size=5000))
def test_whatever_is_sealed_is_opened_again(body: bytes) -> None:
    assert keys.open_sealed([ANNA.box], keys.seal(body, [ANNA.public.box], b"c"), b"c") == body
