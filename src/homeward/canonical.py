"""Canonical bytes of a value: everything that is hashed or signed is written this way.

A restricted form of RFC 8785 (JSON Canonicalization Scheme): keys are short ASCII words, text is in Unicode
form NFC, numbers are integers below 2^53. One value has one byte form, so a hash or a signature speaks of the value.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from homeward.errors import HomewardError

Value = None | bool | int | str | Sequence["Value"] | Mapping[str, "Value"]

MAX_DEPTH = 12
MAX_BYTES = 256 * 1024
_SURROGATE = re.compile("[\ud800-\udfff]")
_KEY = re.compile(r"[a-z0-9][a-z0-9_]{0,63}\Z")


class NotCanonical(HomewardError):
    """The value or the bytes are outside the restricted form."""


def encode(value: Value, limit: int = MAX_BYTES) -> bytes:
    """The one byte form of `value`; raises NotCanonical for floats, odd keys, text not in NFC, or too much of it."""
    _check(value, 0)
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8")
    if len(data) > limit:
        raise NotCanonical(f"The value takes {len(data)} bytes; at most {limit} are allowed.")
    return data


def decode(data: bytes, limit: int = MAX_BYTES) -> Value:
    """The value of canonical `data`; raises NotCanonical unless encoding it again gives the same bytes."""
    if len(data) > limit:
        raise NotCanonical(f"The message takes {len(data)} bytes; at most {limit} are allowed.")
    try:
        value: Value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NotCanonical("The bytes are not well-formed JSON.") from error
    if encode(value, limit) != data:
        raise NotCanonical("The bytes are not in canonical form.")
    return value


def _check(value: object, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise NotCanonical(f"The value is nested deeper than {MAX_DEPTH} levels.")
    match value:
        case None | bool():
            return
        case int():
            _check_number(value)
        case str():
            _check_text(value)
        case Mapping():
            _check_keys(value)
            _check_all(value.values(), depth + 1)
        case list() | tuple():
            _check_all(value, depth + 1)
        case _:
            raise NotCanonical(f"A value of the kind {type(value).__name__} has no canonical form.")


def _check_all(values: Iterable[object], depth: int) -> None:
    for value in values:
        _check(value, depth)


def _check_number(value: int) -> None:
    if abs(value) >= 2**53:
        raise NotCanonical("A whole number must be smaller than 2^53.")


def _check_text(value: str) -> None:
    if value.isascii():
        return
    if not unicodedata.is_normalized("NFC", value):
        raise NotCanonical("Text must be in the Unicode form NFC.")
    if _SURROGATE.search(value):
        raise NotCanonical("Text must not hold half of a surrogate pair.")


def _check_keys(keys: Iterable[object]) -> None:
    if not all(isinstance(key, str) and _KEY.match(key) for key in keys):
        raise NotCanonical("A key must be a short word of small Latin letters, digits and underscores.")
