"""The verifier's own strict reading: one spelling of every value, each of the type it must have."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from homeward import canonical, keys
from homeward.channel.verifier import strict
from homeward.channel.verifier.errors import BrokenTranscript
from tests.homeward.channel.parties import keyring

LARGEST = 262_144


def test_a_line_in_its_one_spelling_is_read() -> None:
    assert strict.line('{"a":[1,null,{"b":"é"}]}'.encode()) == {"a": [1, None, {"b": "é"}]}
    longest = b'{"a":"' + b"x" * (LARGEST - 8) + b'"}'
    assert len(longest) == LARGEST
    assert strict.line(longest)["a"]


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}',
        b'{"b":1,"a":1}',
        b'{"a":1,"a":1}',
        b'{"a":"\\u00e9"}',
        '{"a":"e\u0301"}'.encode(),
        b'{"a":"' + b"x" * (LARGEST - 7) + b'"}',
    ],
)
def test_another_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenTranscript) as caught:
        strict.line(data)
    assert str(caught.value) == "A line is not in canonical form."


def nested(levels: int) -> bytes:
    return b'{"a":' * levels + b"1" + b"}" * levels


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1.0}',
        b'{"a":[1.5]}',
        b'{"a":9007199254740992}',
        b'{"a":-9007199254740992}',
        b'{"A":1}',
        b'{"a b":1}',
        b'{"":1}',
        b'{"a":[{"_a":1}]}',
        b'{"' + b"a" * 65 + b'":1}',
        b'{"a":NaN}',
        nested(13),
        b'{"a":' + b"[" * 12 + b"]" * 12 + b"}",
    ],
)
def test_what_has_no_canonical_form_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenTranscript) as caught:
        strict.line(data)
    assert str(caught.value) == "A line holds a number, a key or a nesting that has no canonical form."


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":9007199254740991,"b":-9007199254740991}',
        b'{"' + b"a" * 64 + b'":true}',
        b'{"0_a":[]}',
        nested(12),
        b'{"a":' + b"[" * 11 + b"]" * 11 + b"}",
    ],
)
def test_what_is_just_within_the_bounds_is_read_as_the_writer_reads_it(data: bytes) -> None:
    assert strict.line(data) == canonical.decode(data)


@pytest.mark.parametrize(
    ("read", "good", "bad"),
    [
        (strict.obj, [{}, {"a": 1}], [[], "x", 1, None, True]),
        (strict.array, [[], [1]], [{}, "x", 1, None]),
        (strict.text, ["", "x"], [1, None, [], {}]),
        (strict.whole, [0, -5, 7], [True, False, "1", None, 1.5]),
        (strict.moment, ["2026-11-24T09:00:00Z"], ["2026-11-24T09:00:00", "2026-13-01T00:00:00Z", "", 1, None]),
        (
            strict.moment,
            ["2024-02-29T23:59:59Z"],
            ["x2026-11-24T09:00:00Z", "2026-11-24T09:00:00Zx", "2023-02-29T00:00:00Z"],
        ),
        (strict.day, ["2024-02-29"], ["2023-02-29", "20240229", "2024-2-9", "2024-02-29T00", 1, None]),
    ],
)
def test_a_value_is_of_its_type_or_malformed(read: Callable[[Any], Any], good: list[Any], bad: list[Any]) -> None:
    assert [read(value) for value in good] == good
    for value in bad:
        with pytest.raises((TypeError, ValueError)):
            read(value)


def test_an_object_has_just_its_fields() -> None:
    assert strict.exact({"b": 1, "a": 2}, "a b") == {"a": 2, "b": 1}
    for value in ({"a": 1}, {"a": 1, "b": 2, "c": 3}, {"a": 1, "c": 2}):
        with pytest.raises(BrokenTranscript) as caught:
            strict.exact(value, "a b")  # type: ignore[arg-type]
        assert str(caught.value) == "A line has fields missing or too many."


def test_the_spelling_and_its_hash_are_known() -> None:
    assert strict.spelled({"b": "é", "a": [1, None]}) == '{"a":[1,null],"b":"é"}'.encode()
    assert strict.digest({}) == hashlib.sha256(b"{}").hexdigest()


def test_bytes_have_their_length_and_their_one_alphabet() -> None:
    assert strict.raw(base64.b64encode(b"abc").decode(), 3) == b"abc"
    for value, size in (("YWJj", 4), ("YWJj", 2), ("YW!j", 3), ("YWJj\n", 3), (None, 3)):
        with pytest.raises((TypeError, ValueError)):
            strict.raw(value, size)


def test_a_signature_holds_for_its_signer_its_kind_and_its_words_only() -> None:
    identity, other = keyring("VRH").speaker, keyring("ZLS").speaker
    holder: dict[str, Any] = dict(identity.public.to_value())
    signature: Any = keys.sign(identity, "homeward message 2", b"words").to_value()
    foreign: Any = keys.sign(other, "homeward message 2", b"words").to_value()
    strict.signed(holder, "homeward message 2", b"words", signature)
    for kind, body, given in (
        ("homeward approval 1", b"words", signature),
        ("homeward message 2", b"word", signature),
        ("homeward message 2", b"words", foreign),
        ("homeward message 2", b"words", {**signature, "by": foreign["by"]}),
        ("homeward message 2", b"words", {**signature, "ed25519": foreign["ed25519"]}),
        ("homeward message 2", b"words", {**signature, "mldsa": foreign["mldsa"]}),
    ):
        with pytest.raises(BrokenTranscript) as caught:
            strict.signed(holder, kind, body, given)
        assert str(caught.value) == "A signature does not hold."
    for given in ({**signature, "ed25519": "AAAA"}, {**signature, "mldsa": signature["ed25519"]}):
        with pytest.raises(ValueError):
            strict.signed(holder, "homeward message 2", b"words", given)
