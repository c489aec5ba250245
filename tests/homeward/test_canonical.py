from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable

import pytest
import rfc8785
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from homeward import canonical
from homeward.canonical import MAX_BYTES, NotCanonical

TEXT = st.text(st.characters(codec="utf-8"), max_size=20).map(lambda text: unicodedata.normalize("NFC", text))
KEYS = st.from_regex(r"[a-z0-9][a-z0-9_]{0,10}", fullmatch=True)
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=250, deadline=None)
@given(VALUES)
def test_the_bytes_are_those_of_an_independent_rfc_8785(value: canonical.Value) -> None:
    assert canonical.encode(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@pytest.mark.soak
@pytest.mark.parametrize("part", range(10))
def test_a_hundred_thousand_values_and_their_mutants(part: int, count: Callable[[str, int], None]) -> None:
    seen = 0

    @seed(part)
    @settings(max_examples=10_000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(VALUES, st.data())
    def check(value: canonical.Value, data: st.DataObject) -> None:
        nonlocal seen
        check_against_the_oracle(value, data)
        seen += 1

    check()
    count("values and mutants read as the oracle reads them", seen)


def check_against_the_oracle(value: canonical.Value, data: st.DataObject) -> None:
    good = canonical.encode(value)
    assert good == rfc8785.dumps(value)  # type: ignore[arg-type]
    assert canonical.decode(good) == value
    mutant = bytearray(good)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(mutant)))
        mutant[place : place + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=2))
    try:
        read = canonical.decode(bytes(mutant))
    except NotCanonical:
        return
    assert rfc8785.dumps(read) == bytes(mutant)  # type: ignore[arg-type]


@given(VALUES)
def test_a_value_comes_back_from_its_bytes(value: canonical.Value) -> None:
    assert canonical.decode(canonical.encode(value)) == value


@settings(max_examples=400, deadline=None)
@given(VALUES, st.data())
def test_bytes_that_are_not_the_one_form_are_refused_or_mean_something_else(
    value: canonical.Value, data: st.DataObject
) -> None:
    good = bytearray(canonical.encode(value))
    place = data.draw(st.integers(0, len(good) - 1))
    good[place] = data.draw(st.integers(0, 255))
    try:
        read = canonical.decode(bytes(good))
    except NotCanonical:
        return
    assert canonical.encode(read) == bytes(good)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b"1.0",
        b"1e3",
        b"-0",
        b"01",
        b"NaN",
        b'"\\u0041"',
        b'"\\/"',
        b'"e\xcc\x81"',
        b'"\xff"',
        b'{"A":1}',
        b"[1,]",
        b"",
        b"[" * 5000,
        b"9007199254740992",
    ],
)
def test_another_spelling_of_a_value_is_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        canonical.decode(data)


@pytest.mark.parametrize("value", [1.5, {"A": 1}, {"a" * 65: 1}, {1: 1}, "e\u0301", "\ud800", 2**53, b"x", {1, 2}])
def test_a_value_outside_the_restricted_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical.encode(value)  # type: ignore[arg-type]


def test_depth_and_size_are_bounded() -> None:
    deep: canonical.Value = 1
    for _ in range(13):
        deep = [deep]
    with pytest.raises(NotCanonical, match="deeper than 12"):
        canonical.encode(deep)
    with pytest.raises(NotCanonical, match="at most 262144"):
        canonical.decode(json.dumps("x" * MAX_BYTES).encode())


def nested(depth: int, row: bool) -> canonical.Value:
    value: canonical.Value = 1
    for _ in range(depth):
        value = [value] if row else {"a": value}
    return value


@pytest.mark.parametrize("row", [True, False])
def test_twelve_levels_are_allowed_and_no_more(row: bool) -> None:
    assert canonical.decode(canonical.encode(nested(12, row))) == nested(12, row)
    with pytest.raises(NotCanonical, match=r"^The value is nested deeper than 12 levels\.$"):
        canonical.encode(nested(13, row))


def test_the_limit_is_allowed_and_a_byte_more_is_not() -> None:
    assert canonical.decode(canonical.encode("xx", limit=4), limit=4) == "xx"
    with pytest.raises(NotCanonical, match=r"^The value takes 5 bytes; at most 4 are allowed\.$"):
        canonical.encode("xxx", limit=4)
    with pytest.raises(NotCanonical, match=r"^The message takes 5 bytes; at most 4 are allowed\.$"):
        canonical.decode(b'"xxx"', limit=4)
    large = canonical.encode("x" * MAX_BYTES, limit=2 * MAX_BYTES)
    assert canonical.decode(large, limit=2 * MAX_BYTES) == "x" * MAX_BYTES


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (2**53, "A whole number must be smaller than 2^53."),
        (-(2**53), "A whole number must be smaller than 2^53."),
        ("e\u0301", "Text must be in the Unicode form NFC."),
        ("é\ud800", "Text must not hold half of a surrogate pair."),
        ({"A": 1}, "A key must be a short word of small Latin letters, digits and underscores."),
        ({1: 1}, "A key must be a short word of small Latin letters, digits and underscores."),
        (1.5, "A value of the kind float has no canonical form."),
        ([b"x"], "A value of the kind bytes has no canonical form."),
    ],
)
def test_what_has_no_canonical_form_is_refused_with_its_sentence(value: canonical.Value, sentence: str) -> None:
    with pytest.raises(NotCanonical) as caught:
        canonical.encode(value)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"{", "The bytes are not well-formed JSON."),
        (b"[" * 100_000, "The bytes are not well-formed JSON."),
        (b"\xff", "The bytes are not well-formed JSON."),
        (b"[1, 2]", "The bytes are not in canonical form."),
        (b'"\\u00e9"', "The bytes are not in canonical form."),
    ],
)
def test_bytes_that_are_not_canonical_are_refused_with_their_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(NotCanonical) as caught:
        canonical.decode(data)
    assert str(caught.value) == sentence
