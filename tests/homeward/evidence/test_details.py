"""What a line says of the person it names."""

from __future__ import annotations

import pytest

from homeward.evidence.details import details
from homeward.linkage.born import years_of


@pytest.mark.parametrize(
    ("line", "age"),
    [
        ("Коваль Іван, 32 роки, у камері 12", "32"),
        ("Коваль Иван, 41 год, СИЗО", "41"),
        ("Коваль Иван, 25 лет", "25"),
        ("Ivan Koval, 27-year-old soldier", "27"),
        ("Ivan Koval, aged 30", "30"),
    ],
)
def test_an_age_is_read(line: str, age: str) -> None:
    assert {one.property: one.value for one in details(line)}["age_stated"] == age


@pytest.mark.parametrize("line", ["32 окрема бригада", "у 2014 році", "12 камера"])
def test_other_numbers_are_no_age(line: str) -> None:
    assert "age_stated" not in {one.property for one in details(line)}


def test_an_age_gives_the_two_years_of_birth() -> None:
    assert years_of(32, 2024) == "1991/1992"
