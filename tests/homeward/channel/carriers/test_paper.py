"""Twenty digits that confirm a sealed message by telephone."""

from __future__ import annotations

import pytest

from homeward.channel.carriers import paper
from homeward.channel.carriers.errors import CarrierError


def test_both_sides_read_the_same_digits() -> None:
    digits = paper.put(b"one")
    assert [len(group) for group in digits.split(" ")] == [5, 5, 5, 5]
    assert paper.take(digits.replace(" ", "-"), [b"two", b"one"]) == b"one"


def test_other_bytes_have_other_digits() -> None:
    with pytest.raises(CarrierError, match="No sealed message here has these digits"):
        paper.take(paper.put(b"one"), [b"onf", b"two"])


def test_digits_left_out_are_counted() -> None:
    with pytest.raises(CarrierError, match="are 20"):
        paper.take("12345 67890 12345", [b"one"])
