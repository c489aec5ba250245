"""The kinds of messages: numbered fixed forms, kept in kinds.csv, the same for both sides and all languages.

A form names its fields and what may stand in each, which roles may send it, and under which mandates of a channel.
Free text stands only in fields of the type `free`, which pages mark as such. A commitment binds the party and needs
the approval of its principals.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from homeward.canonical import Value
from homeward.channel.errors import BadForm
from homeward.channel.fields import holds

ANY = "any"
"""Stands in the column `mandates` of a form that every channel allows."""


@dataclass(frozen=True, slots=True)
class Field:
    """A place in a form: what may stand there, and for a choice out of which words."""

    name: str
    type: str
    optional: bool
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A form: its number on the wire, its word here, whether it binds, the roles that may send it, the mandates of a
    channel that allow it, its fields in order."""

    number: int
    key: str
    commitment: bool
    roles: frozenset[str]
    mandates: frozenset[str]
    fields: tuple[Field, ...]


def kind(key: str) -> Kind:
    """The form named `key`; raises BadForm for an unknown one."""
    found = kinds().get(key)
    if found is None:
        raise BadForm("unknown_kind", kind=key)
    return found


def numbered(number: int) -> Kind:
    """The form with this number on the wire; raises BadForm for an unknown one."""
    found = _numbered().get(number)
    if found is None:
        raise BadForm("unknown_kind", kind=number)
    return found


@cache
def kinds() -> Mapping[str, Kind]:
    """All forms by their words, in the order of their numbers."""
    text = resources.files("homeward.channel").joinpath("kinds.csv").read_text("utf-8")
    forms = [_form(row) for row in csv.DictReader(text.splitlines())]
    return {form.key: form for form in forms}


def check(form: Kind, data: Value) -> Mapping[str, Value]:
    """`data`, if they are what `form` asks for: no field missing, unknown or badly filled; else raises BadForm."""
    if not isinstance(data, Mapping):
        raise BadForm("form_not_fields", kind=form.key)
    check_names(form, data)
    for field in form.fields:
        if field.name in data:
            check_field(form, field, data[field.name])
    return data


def check_names(form: Kind, given: Mapping[str, Value]) -> None:
    """Nothing, if the fields `given` are known and none is missing; else raises BadForm."""
    known = {field.name for field in form.fields}
    for name in given:
        if name not in known:
            raise BadForm("form_unknown_field", kind=form.key, field=name)
    for field in form.fields:
        if field.name not in given and not field.optional:
            raise BadForm("form_missing_field", kind=form.key, field=field.name)


def check_field(form: Kind, field: Field, value: Value) -> None:
    """Nothing, if `value` may stand in `field` of `form`; else raises BadForm."""
    good = value in field.choices if field.choices else holds(field.type, value)
    if not good:
        raise BadForm("form_bad_field", kind=form.key, field=field.name)


@cache
def _numbered() -> Mapping[int, Kind]:
    return {form.number: form for form in kinds().values()}


def _form(row: Mapping[str, str]) -> Kind:
    roles, mandates = (frozenset(row[name].split("|")) for name in ("roles", "mandates"))
    fields = tuple(_field(*part.split(":")) for part in row["fields"].split())
    return Kind(int(row["number"]), row["key"], row["commitment"] == "yes", roles, mandates, fields)


def _field(name: str, written: str) -> Field:
    type_, _, choices = written.rstrip("?)").partition("(")
    return Field(name, type_, written.endswith("?"), tuple(choices.split("|")) if choices else ())
