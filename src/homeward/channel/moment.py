"""Times on the wire (UTC, whole seconds, one spelling) and in sentences."""

from __future__ import annotations

from datetime import UTC, datetime


def write_moment(at: datetime) -> str:
    """A time on the wire: UTC, whole seconds, such as 2026-11-24T09:00:00Z."""
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def read_moment(text: str) -> datetime:
    """The time that `text` names; raises ValueError for any other spelling."""
    at = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    if write_moment(at) != text:
        raise ValueError(text)
    return at


def say_moment(at: datetime) -> str:
    """A time as sentences name it, such as 2026-11-24 09:00 UTC; `at` is in UTC."""
    return f"{at:%Y-%m-%d %H:%M} UTC"
