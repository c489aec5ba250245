"""Exports of a messaging channel in the form Telegram Desktop writes, read as a stream of any length.

An export is untrusted: names of files in it are never opened, and only text, time and author are taken.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import ijson

from homeward.errors import HomewardError


class BadExport(HomewardError):
    """The bytes are not an export of a channel."""


@dataclass(frozen=True, slots=True)
class Post:
    """One message with text; `said_at` is in UTC and missing where the export gives no time."""

    number: int
    said_at: datetime | None
    author: str
    text: str


def posts(data: bytes) -> Iterator[Post]:
    """The messages that carry text, in their order, of one channel or of all channels of an account; raises
    BadExport at the place where the JSON breaks."""
    try:
        for place in ("messages.item", "chats.list.item.messages.item"):
            for raw in ijson.items(io.BytesIO(data), place):
                if isinstance(raw, dict) and raw.get("type", "message") == "message":
                    yield from _post(raw)
    except (ijson.JSONError, ValueError, TypeError, OverflowError, OSError) as error:
        raise BadExport("The export of the channel is damaged: it is not well-formed JSON with messages.") from error


def _post(raw: dict[str, object]) -> Iterator[Post]:
    text = _text(raw.get("text"))
    if text:
        yield Post(int(str(raw.get("id", 0))), _time(raw.get("date_unixtime")), str(raw.get("from") or ""), text)


def _text(value: object) -> str:
    """A text is a string, or a list of strings and of pieces with a text of their own."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return "".join(_piece(piece) for piece in value).strip()
    return ""


def _piece(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("text", ""))
    return value if isinstance(value, str) else ""


def _time(value: object) -> datetime | None:
    return datetime.fromtimestamp(int(str(value)), UTC) if value is not None else None
