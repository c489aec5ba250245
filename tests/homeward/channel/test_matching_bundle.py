"""Files of pages and signed statements from outside: read whole, or refused with a sentence."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward import canonical
from homeward.channel.errors import ChannelError
from homeward.channel.matching import bundle
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.mediated import Evaluated
from homeward.channel.matching.statement import Statement
from homeward.channel.matching.voprf import Proof
from homeward.keys import Identity, sign

US = Identity.from_seed(b"u" * 32, "VRH")
ROOT = bytes(range(32))


def written(blobs: list[bytes]) -> bytes:
    file = io.BytesIO()
    bundle.write(file, ROOT, blobs)
    return file.getvalue()


@given(st.lists(st.binary(max_size=200), max_size=5), st.integers(min_value=0, max_value=60))
def test_a_file_that_was_cut_off_gives_the_pages_it_holds(blobs: list[bytes], cut: int) -> None:
    whole = written(blobs)
    file = io.BytesIO(whole[: max(40, len(whole) - cut)])
    assert bundle.root_of(file) == ROOT
    found = list(bundle.read(file))
    assert found == blobs[: len(found)]
    assert cut or found == blobs


@given(st.binary(max_size=300))
def test_what_is_no_file_of_pages_is_refused(data: bytes) -> None:
    with pytest.raises(MatchingRefused, match="not a page"):
        bundle.root_of(io.BytesIO(data))


def test_a_page_longer_than_any_is_refused_before_it_is_read() -> None:
    file = io.BytesIO(written([]) + (64 * 1024 + 1).to_bytes(4, "big"))
    bundle.root_of(file)
    with pytest.raises(MatchingRefused, match="not a page"):
        list(bundle.read(file))


@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_a_mediators_answer_travels_as_bytes(number: int, values: int) -> None:
    given_ = Evaluated(number, b"\x07" * 32 * values, Proof(5, 6))
    assert Evaluated.from_bytes(given_.to_bytes()) == given_


@given(st.binary(max_size=200))
def test_any_bytes_are_an_answer_or_refused(data: bytes) -> None:
    with pytest.raises(MatchingRefused):
        Evaluated.from_bytes(b"HWEVAL1\n" + data[:71])


@given(st.binary(max_size=200) | st.just(b"{}") | st.just(b'{"body":1,"signature":2}'))
def test_any_bytes_are_signed_or_refused(data: bytes) -> None:
    with pytest.raises(MatchingRefused, match="nothing that VRH signed"):
        Statement.from_bytes(data, US.public)


def test_a_signed_form_that_is_filled_in_wrongly_is_refused() -> None:
    said = Statement(
        "match_answer", {"terms": "a" * 64, "of": "x", "root": "b" * 64}, datetime(2026, 11, 24, tzinfo=UTC)
    )
    with pytest.raises(ChannelError):
        Statement.from_bytes(said.to_bytes(US), US.public)


def test_a_statement_without_a_time_is_refused() -> None:
    body = {"kind": "note", "data": {"note": "words"}, "at": "yesterday"}
    signature = sign(US, "homeward match 1", canonical.encode(body))
    with pytest.raises(MatchingRefused, match="field at"):
        Statement.from_bytes(canonical.encode({"body": body, "signature": signature.to_value()}), US.public)
