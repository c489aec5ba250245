from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from desk.record import drawing, history, queries


def _compared(on: str, speaker: str) -> history.Compared:
    return next(one for one in history.compared() if (one.published.on, one.published.speaker) == (on, speaker))


@pytest.mark.parametrize(
    ("on", "published", "ours"),
    [("2022-10-02", 808, 709), ("2022-12-31", 1596, 1496), ("2023-04-10", 2105, 1993), ("2026-03-05", 6422, 6372)],
)
def test_the_sum_of_our_rows_stands_beside_what_ukraine_published(on: str, published: int, ours: int) -> None:
    one = _compared(on, "Ukraine")
    assert (one.published.figure, one.ours, one.difference) == (published, ours, ours - published)


def test_a_mediator_counts_both_sides_of_its_own_exchanges() -> None:
    one = _compared("2024-07-17", "United Arab Emirates")
    assert (one.published.figure, one.ours) == (1558, 1599)


def test_every_row_has_a_source_or_is_an_aggregate_that_names_its_article() -> None:
    assert [one.id for one in history.events() if not one.sources] == ["X006"]


def test_no_number_is_not_a_zero() -> None:
    assert next(one for one in history.events() if one.id == "X083").to_ukraine is None


def test_the_chart_ends_at_the_sum_of_all_rows() -> None:
    line = history.cumulative()
    assert line[-1] == (date(2026, 4, 24), 7042, 5620)
    assert drawing.chart(line, ()).years[0].label == "2022"


@pytest.mark.parametrize(("number", "said"), [(0, "—"), (1, "<5"), (4, "<5"), (5, "5")])
def test_small_counts_are_hidden_and_an_unmeasured_zero_is_not_shown(number: int, said: str) -> None:
    assert queries.shown(number) == said


def test_the_public_page_needs_no_account_and_asks_the_register_nothing(client: Client, db: None) -> None:
    page = client.get(reverse("record:public"))
    assert page.status_code == 200
    assert "who-waits" not in page.content.decode()


def test_the_staff_page_shows_who_waits(signed_in: Callable[[str], Client]) -> None:
    page = signed_in("observer").get(reverse("record:record"))
    assert "who-waits" in page.content.decode()


def test_the_staff_page_asks_for_an_account(client: Client, db: None) -> None:
    assert client.get(reverse("record:record")).status_code == 302


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_the_public_page_speaks_the_language_asked_for(client: Client, db: None, language: str) -> None:
    with translation.override("en"):  # the page's language must not outlive the request into other tests
        page = client.get(reverse("record:public"), headers={"accept-language": language})
    assert {"uk": "обмін", "ru": "обмен"}[language] in page.content.decode().lower()


def test_waiting_counts_our_people_by_the_time_since_capture(staff: Any, now: Any) -> None:
    assert [one.step for one in queries.waiting(now.date())] == [0, 1, 2, 3, -1]
