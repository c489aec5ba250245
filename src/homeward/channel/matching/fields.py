"""Reading the fields of a form strictly; what does not fit is refused in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from homeward.canonical import Value
from homeward.channel.matching.errors import MatchingRefused


def text(data: Mapping[str, Value], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str):
        raise MatchingRefused("field_malformed", field=name)
    return value


def number(data: Mapping[str, Value], name: str) -> int:
    """A whole number, not negative."""
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise MatchingRefused("field_malformed", field=name)
    return value


def day(data: Mapping[str, Value], name: str) -> date:
    try:
        return date.fromisoformat(text(data, name))
    except ValueError as error:
        raise MatchingRefused("field_malformed", field=name) from error


def digest(data: Mapping[str, Value], name: str) -> bytes:
    """32 bytes in hexadecimal."""
    try:
        found = bytes.fromhex(text(data, name))
    except ValueError as error:
        raise MatchingRefused("field_malformed", field=name) from error
    if len(found) != 32:
        raise MatchingRefused("field_malformed", field=name)
    return found


def words(data: Mapping[str, Value], name: str) -> tuple[str, ...]:
    value = data.get(name)
    if not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
        raise MatchingRefused("field_malformed", field=name)
    return tuple(str(word) for word in value)


def counts(data: Mapping[str, Value], name: str) -> tuple[tuple[str, int], ...]:
    """Rows of a key and a count, each key once."""
    value = data.get(name)
    rows = value if isinstance(value, list | tuple) else (None,)
    found = tuple((text(row, "key"), number(row, "count")) for row in rows if isinstance(row, Mapping))
    if len(found) != len(rows) or len(dict(found)) != len(found):
        raise MatchingRefused("field_malformed", field=name)
    return found
