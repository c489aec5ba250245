"""Vague dates as first and last possible day."""

from __future__ import annotations

from datetime import date

import pytest

from homeward.register.dates import Bounds, NotADate, bounds, canonical


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1991-05-03", date(1991, 5, 3), date(1991, 5, 3)),
        ("1991-02", date(1991, 2, 1), date(1991, 2, 28)),
        ("1991", date(1991, 1, 1), date(1991, 12, 31)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("1991~", date(1991, 1, 1), date(1991, 12, 31)),
        ("1990/1992", date(1990, 1, 1), date(1992, 12, 31)),
        ("../2022", None, date(2022, 12, 31)),
        ("2022-03-05T12:30:00+00:00", date(2022, 3, 5), date(2022, 3, 5)),
    ],
)
def test_a_vague_date_has_bounds(text: str, earliest: date | None, latest: date | None) -> None:
    assert bounds(text) == Bounds(earliest, latest)


@pytest.mark.parametrize("text", ["", "soon", "2023-02-30", "31.02.1990", "1991-13"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(NotADate):
        canonical(text)


def test_a_date_as_written_here_becomes_edtf() -> None:
    assert canonical("3.05.1991 р.") == "1991-05-03"
