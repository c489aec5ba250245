"""The one place where the desk learns what time it is."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.conf import settings


def now() -> datetime:
    """The time in UTC; HOMEWARD_NOW (ISO 8601) holds it still, for screenshots and tests."""
    fixed: str | None = settings.HOMEWARD_NOW
    return datetime.fromisoformat(fixed).astimezone(UTC) if fixed else datetime.now(UTC)


def today() -> date:
    return now().date()
