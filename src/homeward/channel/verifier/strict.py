"""Strict reading: one spelling of every value, and every field of the type it must have."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeAlias

from homeward import keys
from homeward.channel.verifier.errors import BrokenTranscript

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | None"
Object: TypeAlias = "dict[str, Json]"
FAULTS = (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError)
"""What reading a malformed value raises."""
_LARGEST = 262_144
_DEEPEST = 12
_KEY = re.compile(r"[a-z0-9][a-z0-9_]{0,63}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def line(data: bytes) -> Object:
    """The object in one line; raises BrokenTranscript unless it is written in the one right spelling."""
    value = obj(json.loads(data))
    if len(data) > _LARGEST or spelled(value) != data or not unicodedata.is_normalized("NFC", data.decode()):
        raise BrokenTranscript("A line is not in canonical form.")
    if not _plain(value, _DEEPEST):
        raise BrokenTranscript("A line holds a number, a key or a nesting that has no canonical form.")
    return value


def _plain(value: object, levels: int) -> bool:
    """Whether there are only whole numbers below 2^53, words as keys, and at most `levels` levels more."""
    if isinstance(value, dict):
        named = all(_KEY.fullmatch(key) for key in value)
        return levels > 0 and named and all(_plain(one, levels - 1) for one in value.values())
    if isinstance(value, list):
        return levels > 0 and all(_plain(one, levels - 1) for one in value)
    return not isinstance(value, float) and (not isinstance(value, int) or abs(value) < 2**53)


def exact(value: Json, names: str) -> Object:
    """`value`, if it is an object with just these fields."""
    found = obj(value)
    if sorted(found) != sorted(names.split()):
        raise BrokenTranscript("A line has fields missing or too many.")
    return found


def spelled(value: Json) -> bytes:
    """The one right spelling of a value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def digest(value: Json) -> str:
    """SHA-256, in hexadecimal, of the one right spelling."""
    return hashlib.sha256(spelled(value)).hexdigest()


def obj(value: Json) -> Object:
    if not isinstance(value, dict):
        raise TypeError
    return value


def array(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise TypeError
    return value


def text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def whole(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def moment(value: Json) -> str:
    """A time as it is written; as text, times compare as they should."""
    found = text(value)
    if not _MOMENT.fullmatch(found):
        raise ValueError
    datetime.fromisoformat(found)  # no thirteenth month, no twenty-fifth hour
    return found


def day(value: Json) -> str:
    """A day as it is written."""
    found = text(value)
    if not _DAY.fullmatch(found):
        raise ValueError
    date.fromisoformat(found)
    return found


def raw(value: Json, size: int) -> bytes:
    """`size` bytes from their Base64."""
    data = base64.b64decode(text(value), validate=True)
    if len(data) != size:
        raise ValueError
    return data


def signed(holder: Mapping[str, Json], kind: str, body: bytes, signature: Json) -> None:
    """Nothing, if the identity `holder` signed `body` as a `kind`; else raises BrokenTranscript."""
    given = exact(signature, "by ed25519 mldsa")
    data = keys.pre_authentication(kind, body)
    public = raw(holder["ed25519"], 32), raw(holder["mldsa"], 1952)
    if given["by"] != digest(dict(holder)) or not keys.both_hold(
        *public, data, raw(given["ed25519"], 64), raw(given["mldsa"], 3309)
    ):
        raise BrokenTranscript("A signature does not hold.")
