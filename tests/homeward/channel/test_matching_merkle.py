"""The Merkle tree against the roots that Certificate Transparency published for these leaves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.channel.matching import merkle

LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
HASHES = [merkle.hash_leaf(bytes.fromhex(leaf)) for leaf in LEAVES]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize(("count", "root"), ROOTS.items())
def test_the_root_is_the_published_one(count: int, root: str) -> None:
    assert merkle.root(HASHES[:count]).hex() == root


@given(st.integers(1, 40).flatmap(lambda count: st.tuples(st.just(count), st.integers(0, count - 1))))
def test_a_proof_places_each_leaf_and_no_other(place: tuple[int, int]) -> None:
    count, number = place
    hashes = [merkle.hash_leaf(bytes([n])) for n in range(count)]
    root, proof = merkle.root(hashes), merkle.prove(hashes, number)

    assert merkle.follow(hashes[number], number, count, proof) == root
    assert merkle.follow(merkle.hash_leaf(b"other"), number, count, proof) != root
    assert merkle.follow(hashes[number], number, count, (*proof, bytes(32))) != root
    assert count == 1 or merkle.follow(hashes[number], (number + 1) % count, count, proof) != root


def test_a_node_is_not_taken_for_a_leaf() -> None:
    assert merkle.hash_leaf(HASHES[0] + HASHES[1]) != merkle.hash_node(HASHES[0], HASHES[1])
