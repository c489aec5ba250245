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
