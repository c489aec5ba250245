"""Tier 0: signed counts."""

from __future__ import annotations

from datetime import date

import pytest

from homeward.channel.matching.counts import Compared, Counts, compare
from homeward.channel.matching.errors import MatchingRefused

OURS = Counts(date(2026, 11, 24), {"wounded": 40, "officers": 12})
THEIRS = Counts(date(2026, 11, 20), {"wounded": 31, "women": 3})


def test_a_category_on_which_a_side_is_silent_is_not_zero() -> None:
    assert compare(OURS, THEIRS) == (
        Compared("officers", 12, None),
        Compared("women", None, 3),
        Compared("wounded", 40, 31),
    )
    assert [row.apart for row in compare(OURS, THEIRS)] == [None, None, -9]


def test_counts_survive_their_form() -> None:
    assert OURS.to_value() == {
        "as_of": "2026-11-24",
        "counts": [{"key": "officers", "count": 12}, {"key": "wounded", "count": 40}],
    }
    assert Counts.from_value(OURS.to_value()) == OURS


@pytest.mark.parametrize(
    "rows", [None, "12", [1], [{"key": "a"}], [{"key": "a", "count": -1}], [{"key": "a", "count": True}]]
)
def test_counts_that_are_none_are_refused(rows: object) -> None:
    with pytest.raises(MatchingRefused, match="count"):
        Counts.from_value({"as_of": "2026-11-24", "counts": rows})  # type: ignore[dict-item]


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(MatchingRefused, match="as_of"):
        Counts.from_value({"as_of": "24.11.2026", "counts": []})
