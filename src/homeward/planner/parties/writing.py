"""A table and its clauses written down as the data that `sheet.read` takes."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, cast

from homeward.canonical import Value
from homeward.planner.parties.sheet import CLAUSES, Sheet
from homeward.planner.parties.table import BadTable

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_NAMES: dict[type, str] = {kind: name for name, kind in CLAUSES.items()}


def written(sheet: Sheet) -> dict[str, Value]:
    """What `read` reads; fields that hold what they hold anyway are left out."""
    table = sheet.table
    return {
        "parties": [*table.parties],
        "on": table.on.isoformat(),
        "until": table.until.isoformat(),
        "groups": [_told(one) for one in table.groups],
        "acts": [_told(one) for one in table.acts],
        "clauses": [{"clause": _NAMES[type(one)], **_told(cast("DataclassInstance", one))} for one in sheet.clauses],
    }


def _told(one: DataclassInstance) -> dict[str, Value]:
    given = ((field, getattr(one, field.name)) for field in fields(one))
    return {field.name: _plain(value) for field, value in given if value != field.default}


def _plain(value: object) -> Value:
    match value:
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(value)
        case tuple():
            return [*value]
        case bool() | int() | str() | None:
            return value
    raise BadTable("A table holds words, numbers, days and lists of these.")
