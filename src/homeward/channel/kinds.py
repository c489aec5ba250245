"""The kinds of messages: numbered fixed forms, kept in kinds.csv, the same for both sides and all languages.

A form names its fields and what may stand in each. Free text stands only in fields of the type `free`, which pages
mark as such. A commitment binds the party and needs the approval of its principals.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources

from homeward.canonical import Value
from homeward.channel.errors import BadForm

MAX_PEOPLE = 2000


@dataclass(frozen=True, slots=True)
class Field:
    """A place in a form: what may stand there, and for a choice out of which words."""

    name: str
    type: str
    optional: bool
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A form: its number on the wire, its word here, whether it binds, its fields in order."""

    number: int
    key: str
    commitment: bool
    fields: tuple[Field, ...]


def kind(key: str) -> Kind:
    """The form named `key`; raises BadForm for an unknown one."""
    found = kinds().get(key)
    if found is None:
        raise BadForm("unknown_kind", kind=key)
    return found


def numbered(number: int) -> Kind:
    """The form with this number on the wire; raises BadForm for an unknown one."""
    for form in kinds().values():
        if form.number == number:
            return form
    raise BadForm("unknown_kind", kind=number)


@cache
def kinds() -> Mapping[str, Kind]:
    """All forms by their words, in the order of their numbers."""
    text = resources.files("homeward.channel").joinpath("kinds.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    forms = [Kind(int(row["number"]), row["key"], row["commitment"] == "yes", _fields(row["fields"])) for row in rows]
    return {form.key: form for form in forms}


def check(form: Kind, data: Value) -> Mapping[str, Value]:
    """`data`, if they are what `form` asks for: no field missing, unknown or badly filled; else raises BadForm."""
    if not isinstance(data, Mapping):
        raise BadForm("form_not_fields", kind=form.key)
    known = {field.name for field in form.fields}
    for name in data:
        if name not in known:
            raise BadForm("form_unknown_field", kind=form.key, field=name)
    for field in form.fields:
        _check_field(form, field, data)
    return data


def _check_field(form: Kind, field: Field, data: Mapping[str, Value]) -> None:
    if field.name not in data:
        if field.optional:
            return
        raise BadForm("form_missing_field", kind=form.key, field=field.name)
    value = data[field.name]
    good = value in field.choices if field.choices else _TYPES[field.type](value)
    if not good:
        raise BadForm("form_bad_field", kind=form.key, field=field.name)


def _fields(text: str) -> tuple[Field, ...]:
    return tuple(_field(*part.split(":")) for part in text.split())


def _field(name: str, written: str) -> Field:
    type_, _, choices = written.rstrip("?)").partition("(")
    return Field(name, type_, written.endswith("?"), tuple(choices.split("|")) if choices else ())


def _matches(pattern: str) -> Callable[[Value], bool]:
    compiled = re.compile(pattern)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _is_number(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10**9


def _is_day(value: Value) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_moment(value: Value) -> bool:
    try:
        return isinstance(value, str) and write_moment(read_moment(value)) == value
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


def _is_ids(value: Value) -> bool:
    if not isinstance(value, list | tuple) or len(value) > MAX_PEOPLE:
        return False
    return all(_is_word(row) for row in value) and len(set(value)) == len(value)


_is_word = _matches(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
_is_text = _matches(r"[^\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]{1,300}")
_is_edtf = _matches(r"[0-9X?~%./-]{4,30}")
_TYPES: Mapping[str, Callable[[Value], bool]] = {
    "word": _is_word,
    "text": _is_text,
    "free": _matches(r"[^\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]{1,4000}"),
    "hash": _matches(r"[0-9a-f]{64}"),
    "edtf": _is_edtf,
    "number": _is_number,
    "day": _is_day,
    "moment": _is_moment,
    "person": _is_person,
    "people": _is_people,
    "ids": _is_ids,
    "terms": lambda value: isinstance(value, Mapping),
}


def write_moment(at: datetime) -> str:
    """A time on the wire: UTC, whole seconds, such as 2026-11-24T09:00:00Z."""
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def read_moment(text: str) -> datetime:
    """The time that `text` names; raises ValueError for any other spelling."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
