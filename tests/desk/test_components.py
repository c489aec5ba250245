"""The components that every page uses."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from desk.components import age, certainty, certainty_figure


@pytest.mark.parametrize(
    ("value", "figure"), [(0.0, "< 1"), (0.004, "< 1"), (0.87, "87"), (0.99, "99"), (0.996, "> 99"), (1.0, "> 99")]
)
def test_a_judgement_is_never_shown_as_beyond_doubt(value: float, figure: str) -> None:
    assert certainty_figure(value).replace("\N{NO-BREAK SPACE}", " ") == figure


def test_a_certainty_is_a_figure_and_a_word() -> None:
    assert "<b>87 %</b> likely" in certainty(0.87)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), "1 день тому"),
        (date(2026, 11, 22), "2 дні тому"),
        (date(2026, 11, 13), "11 днів тому"),
        (date(2026, 11, 3), "21 день тому"),
        (date(2026, 11, 24), "сьогодні"),
        (date(2026, 11, 26), "через 2 дні"),
        (date(2025, 11, 24), "12 місяців тому"),
        (date(2024, 1, 24), "3 роки тому"),
    ],
)
def test_an_age_has_the_right_plural_in_ukrainian(day: date, words: str) -> None:
    with translation.override("uk"):
        assert age(day) == words


def test_a_date_nobody_knows_is_said_to_be_unknown() -> None:
    assert age(None) == "date not known"
