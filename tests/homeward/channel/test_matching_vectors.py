"""The vectors of docs/protocol-matching.md: what another implementation must come to, value by value."""

from __future__ import annotations

import csv
import hashlib
import json
from functools import cache
from pathlib import Path

from homeward.channel.matching import group, mediated, voprf
from homeward.channel.matching.entries import Entrant, enter
from homeward.channel.matching.pages import Listing
from homeward.channel.matching.terms import Terms
from tests.homeward.channel.rounds import MEDIATED, TERMS

SECRET = b"s" * 32  # decides padding and order only


@cache
def vectors() -> dict[str, str]:
    path = Path(__file__).parents[2] / "vectors" / "matching.csv"
    return {row["name"]: row["value"] for row in csv.DictReader(path.read_text("utf-8").splitlines())}


def value(name: str) -> bytes:
    return bytes.fromhex(vectors()[name])


def content(terms: Terms) -> bytes:
    return enter([Entrant("x", (vectors()["key"], *[None] * 5))], terms, SECRET).contents[0]


def test_the_hash_of_the_terms_is_that_of_their_canonical_bytes() -> None:
    written = vectors()["terms"]

    assert json.loads(written) == {**TERMS.to_value(), "channel": TERMS.channel}
    assert hashlib.sha256(written.encode()).hexdigest() == TERMS.hash == vectors()["terms_hash"]


def test_the_point_of_a_key() -> None:
    assert content(TERMS) == value("content")
    assert value("content") == b"homeward matching 1\0" + value("terms_hash") + vectors()["key"].encode()
    assert group.from_hash(hashlib.sha512(value("content")).digest()) == value("point")


def test_both_blindings_meet_in_one_answer() -> None:
    one, other = int(vectors()["scalar_one"]), int(vectors()["scalar_other"])

    assert group.multiply(one, value("point")) == value("blinded_one")
    assert group.multiply(other, value("point")) == value("blinded_other")
    assert group.multiply(other, value("blinded_one")) == value("answer")
    assert group.multiply(one, value("blinded_other")) == value("answer")


def test_lists_and_pages() -> None:
    one, other = value("blinded_one"), value("blinded_other")
    long = Listing.of([one * 1024, other * 1024, one])

    assert Listing.of([one + other]).root == value("small_list_root")
    assert long.root == value("long_list_root")
    assert long.page(2).to_bytes() == value("last_page")
    assert value("last_page") == b"HWPAGE1\n" + bytes([0, 0, 0, 2, 1]) + long.page(2).proof[0] + one


def test_the_token_of_a_mediator() -> None:
    key = mediated.mediator_key(value("mediator_seed"), MEDIATED)

    assert MEDIATED.hash == vectors()["mediated_terms_hash"]
    assert group.encode(key) == value("mediator_private")
    assert group.base(key) == value("mediator_public")
    assert voprf.evaluate_openly(key, content(MEDIATED))[:32] == value("token")
