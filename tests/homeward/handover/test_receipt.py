"""A receipt signed by both and by the observer, verified by anybody; a slip shows one person and hides the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from homeward.handover import tree
from homeward.handover.receipt import BadReceipt, Crossed, Handed, Receipt, Signed, sign, verify
from homeward.handover.slip import slips, verify_slip
from homeward.handover.stage import Outcome, Seal
from homeward.keys import Identity

OURS, THEIRS = Identity.from_seed(b"o" * 32, "VRH"), Identity.from_seed(b"t" * 32, "ZLS")
OBSERVER = Identity.from_seed(b"r" * 32, "ICRC")
OSTAP, LIV = Crossed("a", "Остап", "1991", "VRH", "s1"), Crossed("b", "Лів", "1992", "VRH", "s2")
RECEIPT = Receipt(
    "op",
    "deal",
    1,
    "the bridge",
    datetime(2026, 11, 24, tzinfo=UTC),
    (OSTAP, LIV),
    (Handed("seal 7", "ZLS", Seal.BROKEN, "s3"),),
    (("x", Outcome.REFUSES),),
    ("Лев",),
    "ICRC 4",
)
ALL = sign(sign(sign(Signed(RECEIPT), "VRH", OURS), "ZLS", THEIRS), "ICRC", OBSERVER)


def test_all_signatures_hold() -> None:
    found = verify(ALL.to_bytes(), {"VRH": OURS.public, "ZLS": THEIRS.public, "ICRC": OBSERVER.public})
    assert found.receipt == RECEIPT
    assert set(found.parties) == {"VRH", "ZLS", "ICRC"}
    assert found.receipt.marked(Outcome.REFUSES) == ("x",)


@pytest.mark.parametrize("word", ["Остап", "seal 7", "broken", "refuses", "Лев", "ICRC 4", "the bridge", "1992"])
def test_a_changed_word_is_found_out(word: str) -> None:
    other = {"broken": "intact", "refuses": "absent"}.get(word, word[::-1])
    data = ALL.to_bytes().replace(f'"{word}"'.encode(), f'"{other}"'.encode())
    assert data != ALL.to_bytes()
    with pytest.raises(BadReceipt):
        verify(data)


def test_a_stranger_cannot_sign_for_a_party() -> None:
    data = sign(Signed(RECEIPT), "ZLS", OURS).to_bytes()
    with pytest.raises(BadReceipt, match="not the key known"):
        verify(data, {"ZLS": THEIRS.public})


def test_nobody_signs_twice() -> None:
    with pytest.raises(BadReceipt):
        sign(sign(Signed(RECEIPT), "VRH", OURS), "VRH", OURS)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"a letter", b'{"receipt":{},"signatures":{}}'])
def test_other_files_are_no_receipts(data: bytes) -> None:
    with pytest.raises(BadReceipt):
        verify(data)
    with pytest.raises(BadReceipt):
        verify_slip(data)


def test_a_slip_names_one_person_and_bears_all_signatures() -> None:
    first, second, body = slips(ALL)
    data = first.to_bytes()
    assert set(verify_slip(data, {"ZLS": THEIRS.public}).parties) == {"VRH", "ZLS", "ICRC"}
    assert "Остап".encode() in data
    assert all(hidden not in data for hidden in ("Лів".encode(), "Лев".encode(), b"seal 7"))
    assert (verify_slip(second.to_bytes()).entry["name"], body.entry["seal"]) == ("Лів", "seal 7")


def test_a_slip_for_somebody_who_is_not_on_the_receipt_does_not_hold() -> None:
    forged = replace(slips(ALL)[0], entry={**OSTAP.to_value(), "name": "Степан"})
    with pytest.raises(BadReceipt, match="not on the receipt"):
        verify_slip(forged.to_bytes())
    with pytest.raises(BadReceipt):
        verify_slip(replace(slips(ALL)[0], place=1).to_bytes())


def test_a_slip_under_another_head_does_not_hold() -> None:
    slip = slips(ALL)[0]
    with pytest.raises(BadReceipt):
        verify_slip(replace(slip, head={**slip.head, "people": 3}).to_bytes())


def test_the_root_of_a_tree_is_that_of_the_standard() -> None:
    """RFC 9162's tree over the leaves of the test vectors published with Certificate Transparency."""
    leaves = [bytes.fromhex(leaf) for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
    assert tree.root(leaves[:1]) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert tree.root(leaves[:3]) == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13])
def test_every_leaf_climbs_to_the_root(size: int) -> None:
    leaves = [bytes([number]) for number in range(size)]
    for place, leaf in enumerate(leaves):
        assert tree.climbed(leaf, place, size, tree.path(leaves, place)) == tree.root(leaves)
