"""The first page of the day shows what waits, how people fare over time, and what others did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from desk.accounts.models import Role
from desk.audit.actions import record
from desk.today.drawing import over_time, round_step
from desk.today.news import last_seen, news
from desk.today.queries import Month, months
from desk.today.waiting import waiting

Staff = Callable[[str], Any]
SignedIn = Callable[[str], Client]
STAFF = [role for role in Role.values if role not in {"family", "system"}]


@pytest.mark.parametrize("role", STAFF)
def test_every_member_of_staff_may_open_today(signed_in: SignedIn, role: str) -> None:
    page = signed_in(role).get("/")
    assert page.status_code == 200
    assert "Nothing waits for you" in page.content.decode()


def test_the_auditor_is_told_of_refusals_of_the_last_day(staff: Staff, now: datetime) -> None:
    record(by=staff("mediator"), at=now - timedelta(hours=25), act="access.refused")
    record(by=staff("mediator"), at=now - timedelta(hours=23), act="access.refused")
    assert [(one.count, one.url) for one in waiting(staff("auditor"), now)] == [(1, "/audit/?act=access.refused")]


def test_what_waits_for_one_role_does_not_wait_for_another(staff: Staff, now: datetime) -> None:
    record(by=staff("mediator"), at=now, act="access.refused")
    assert waiting(staff("analyst"), now) == []


def test_news_counts_what_others_did_since_the_last_sign_in(staff: Staff, now: datetime) -> None:
    analyst, liaison = staff("analyst"), staff("liaison")
    record(by=liaison, at=now - timedelta(days=3), act="evidence.take_in")
    record(by=analyst, at=now - timedelta(days=2), act="accounts.sign_in")
    record(by=liaison, at=now - timedelta(days=1), act="evidence.take_in")
    record(by=analyst, at=now - timedelta(days=1), act="evidence.take_in")
    record(by=analyst, at=now, act="accounts.sign_in")
    told = news(analyst, last_seen(analyst))
    assert [(one.count, str(one.label), one.url) for one in told] == [(1, "Items of evidence taken in", "/evidence/")]


def test_on_a_first_day_everything_is_news(staff: Staff, now: datetime) -> None:
    record(by=staff("liaison"), at=now - timedelta(days=300), act="evidence.take_in")
    record(by=staff("analyst"), at=now, act="accounts.sign_in")
    assert last_seen(staff("analyst")) is None
    assert [one.count for one in news(staff("analyst"), None)] == [1]


def test_news_of_a_room_that_is_closed_to_the_role_is_not_told(staff: Staff, now: datetime) -> None:
    record(by=staff("liaison"), at=now, act="evidence.take_in")
    assert news(staff("escort"), None) == []


def test_an_empty_register_has_no_months(db: None) -> None:
    assert months() == []


def test_one_month_is_no_chart() -> None:
    assert over_time([Month(date(2026, 1, 1), 3, 0)]) is None


def test_a_chart_draws_both_lines_over_the_months() -> None:
    chart = over_time([Month(date(2026, 1, 1), 10, 0), Month(date(2026, 2, 1), 5, 5)])
    assert chart
    assert (chart.waiting, chart.home) == ("44.0,18.0 702.0,106.0", "44.0,194.0 702.0,106.0")
    assert [level.people for level in chart.levels] == [0, 2, 4, 6, 8, 10]
    assert [tick.first_on for tick in chart.ticks] == [date(2026, 1, 1), date(2026, 2, 1)]


@pytest.mark.parametrize(("most", "step"), [(0, 1), (5, 1), (6, 2), (11, 5), (26, 10), (202, 50), (4300, 1000)])
def test_a_scale_has_round_steps(most: int, step: int) -> None:
    assert round_step(most) == step
