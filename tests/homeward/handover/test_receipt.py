"""A receipt signed by both, verified by anybody."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from homeward.handover.receipt import BadReceipt, Crossed, Receipt, Signed, sign, verify
from homeward.keys import Identity

OURS, THEIRS = Identity.from_seed(b"o" * 32, "VRH"), Identity.from_seed(b"t" * 32, "ZLS")
RECEIPT = Receipt(
    "op",
    "deal",
    1,
    "the bridge",
    datetime(2026, 11, 24, tzinfo=UTC),
    (Crossed("a", "Остап", "1991", "VRH"),),
    ("x",),
    ("Лев",),
)


def test_both_signatures_hold() -> None:
    both = sign(sign(Signed(RECEIPT), "VRH", OURS), "ZLS", THEIRS)
    found = verify(both.to_bytes(), {"VRH": OURS.public, "ZLS": THEIRS.public})
    assert found.receipt == RECEIPT
    assert found.parties == ("VRH", "ZLS")


def test_a_changed_name_is_found_out() -> None:
    data = sign(Signed(RECEIPT), "VRH", OURS).to_bytes()
    with pytest.raises(BadReceipt):
        verify(data.replace("Остап".encode(), "Степа".encode()))


def test_a_stranger_cannot_sign_for_a_party() -> None:
    data = sign(Signed(RECEIPT), "ZLS", OURS).to_bytes()
    with pytest.raises(BadReceipt, match="not the key known"):
        verify(data, {"ZLS": THEIRS.public})


def test_nobody_signs_twice() -> None:
    with pytest.raises(BadReceipt):
        sign(sign(Signed(RECEIPT), "VRH", OURS), "VRH", OURS)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"a letter"])
def test_other_files_are_no_receipts(data: bytes) -> None:
    with pytest.raises(BadReceipt):
        verify(data)
