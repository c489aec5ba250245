"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """A fixed time for acts."""
    return NOW


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Notes how many of something a long test has seen; the summary of the run tells it."""
    return record_property


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for report in terminalreporter.stats.get("passed", ()):
        for what, number in report.user_properties:
            terminalreporter.write_line(f"{number} {what}: {report.nodeid}")


@pytest.fixture(autouse=True)
def _jobs_run_at_once(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.HOMEWARD_NOW = NOW.isoformat()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """A page asked for in another language must not leave that language to the next test."""
    with translation.override("en"):
        yield


@pytest.fixture
def staff(db: None) -> Callable[[str], Any]:
    """A member of staff in the role asked for, such as staff("analyst")."""
    from desk.accounts.models import User

    def make(role: str) -> Any:
        user, _ = User.objects.get_or_create(username=role, role=role)
        return user

    return make


@pytest.fixture
def signed_in(staff: Callable[[str], Any]) -> Callable[[str], Client]:
    """A client signed in in the role asked for."""

    def make(role: str) -> Client:
        client = Client()
        client.force_login(staff(role))
        return client

    return make
