"""What may stand in a field of a form: one check for each type that kinds.csv names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from homeward.canonical import Value
from homeward.channel.moment import read_moment

MAX_PEOPLE = 2000
MAX_EXHIBITS = 100
MAX_COUNTS = 64


def holds(type_: str, value: Value) -> bool:
    """Whether `value` may stand in a field of this type."""
    return _TYPES[type_](value)


def _matches(pattern: re.Pattern[str], value: Value) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _are_rows(check: Callable[[Value], bool], most: int, value: Value) -> bool:
    """Whether `value` is a list of at most `most` different rows that each pass `check`."""
    if not isinstance(value, list | tuple) or len(value) > most:
        return False
    return all(check(row) for row in value) and len(set(value)) == len(value)


def _is_number(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10**9


def _is_day(value: Value) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_moment(value: Value) -> bool:
    try:
        return isinstance(value, str) and read_moment(value) is not None
    except ValueError:
        return False


def _is_person(value: Value) -> bool:
    return (
        isinstance(value, Mapping)
        and set(value) == {"id", "name", "born"}
        and _is_word(value["id"])
        and _is_text(value["name"])
        and (value["born"] == "" or _is_edtf(value["born"]))
    )


def _is_people(value: Value) -> bool:
    if not isinstance(value, list | tuple) or len(value) > MAX_PEOPLE or not all(_is_person(row) for row in value):
        return False
    return len({row["id"] for row in value if isinstance(row, Mapping)}) == len(value)


def _are_counts(value: Value) -> bool:
    if not isinstance(value, list | tuple) or len(value) > MAX_COUNTS:
        return False
    rows = [row for row in value if isinstance(row, Mapping) and set(row) == {"key", "count"}]
    good = all(_is_word(row["key"]) and _is_number(row["count"]) for row in rows)
    return good and len({row["key"] for row in rows}) == len(value)


def _is_signature(value: Value) -> bool:
    if not isinstance(value, Mapping) or set(value) != {"by", "ed25519", "mldsa"}:
        return False
    return all(isinstance(one, str) and len(one) <= 5000 for one in value.values())


_is_word = partial(_matches, re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}"))
_is_text = partial(_matches, re.compile(r"[^\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]{1,300}"))
_is_edtf = partial(_matches, re.compile(r"[0-9X?~%./-]{4,30}"))
_is_hash = partial(_matches, re.compile(r"[0-9a-f]{64}"))
_TYPES: Mapping[str, Callable[[Value], bool]] = {
    "word": _is_word,
    "text": _is_text,
    "free": partial(_matches, re.compile(r"[^\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]{1,4000}")),
    "hash": _is_hash,
    "hashes": partial(_are_rows, _is_hash, MAX_EXHIBITS),
    "counts": _are_counts,
    "edtf": _is_edtf,
    "number": _is_number,
    "day": _is_day,
    "moment": _is_moment,
    "person": _is_person,
    "people": _is_people,
    "ids": partial(_are_rows, _is_word, MAX_PEOPLE),
    "signature": _is_signature,
    "terms": lambda value: isinstance(value, Mapping),
    "certificate": lambda value: isinstance(value, Mapping),  # read and checked under its root by the transcript
}
