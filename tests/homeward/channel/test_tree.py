"""The tree against the roots that RFC 6962's reference implementation publishes, and against itself."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from homeward.channel import tree

IDS = [hashlib.sha256(bytes([n])).hexdigest() for n in range(40)]


def test_one_message_is_its_own_root() -> None:
    assert tree.root(IDS[:1]) == hashlib.sha256(b"\x00" + bytes.fromhex(IDS[0])).hexdigest()


def test_the_roots_are_those_of_the_reference() -> None:
    # The eight leaves of certificate-transparency's merkletree tests; they are not 32 bytes long like our ids.
    leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    assert tree.root([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert tree.root(leaves[:1]) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert tree.root(leaves[:3]) == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
    assert tree.root(leaves[:7]) == "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"
    assert tree.root(leaves) == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_longer_chain_proves_that_it_continues_a_shorter_one(one: int, other: int) -> None:
    size, longer = sorted((one, other))
    proof = tree.consistency(IDS[:longer], size)
    assert tree.continues(size, tree.root(IDS[:size]), longer, tree.root(IDS[:longer]), proof)


@given(st.integers(1, 39), st.integers(1, 40), st.data())
def test_a_chain_that_was_changed_proves_nothing(size: int, more: int, data: st.DataObject) -> None:
    longer = min(40, size + more)
    changed = list(IDS[:longer])
    place = data.draw(st.integers(0, size - 1))
    changed[place] = "f" * 64
    proof = tree.consistency(changed, size)
    assert not tree.continues(size, tree.root(IDS[:size]), longer, tree.root(changed), proof)


@given(st.integers(1, 39), st.integers(2, 40), st.data())
def test_a_wrong_proof_proves_nothing(size: int, longer: int, data: st.DataObject) -> None:
    proof = list(tree.consistency(IDS[:longer], size)) if size < longer else []
    match data.draw(st.sampled_from(["drop", "add", "swap"])):
        case "drop" if proof:
            del proof[data.draw(st.integers(0, len(proof) - 1))]
        case "swap" if proof:
            proof[data.draw(st.integers(0, len(proof) - 1))] = "f" * 64
        case _:
            proof.append("f" * 64)
    assert not tree.continues(size, tree.root(IDS[:size]), longer, tree.root(IDS[:longer]), proof)
