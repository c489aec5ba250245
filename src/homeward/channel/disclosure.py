"""Selective disclosure: a signed message holds a salted digest of each field, so that a field, or a row of a list, can
be shown to a mediator without the rest, and nobody can guess what was not shown.

All salts come from one salt of the message; each is used for one place only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from homeward import canonical, keys
from homeward.canonical import Value
from homeward.channel.errors import BadMessage

SALT = 32


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What is shown of the data of a message: whole fields, of some lists only certain rows (`parts`: by name of the
    field and number of the row), and the message's salt if everything is shown."""

    data: Mapping[str, Value]
    parts: Mapping[str, Mapping[int, Value]]
    salt: bytes | None = None

    @property
    def whole(self) -> bool:
        return self.salt is not None


def digests(data: Mapping[str, Value], salt: bytes) -> dict[str, str]:
    """The digest of each field, SHA-256 in hexadecimal, under the salt of the message (32 bytes)."""
    return {name: _digest(shown) for name, shown in ((name, _full(name, data[name], salt)) for name in data)}


def whole(data: Mapping[str, Value], salt: bytes) -> Value:
    """Everything disclosed: the data and the salt, from which the reader makes the digests again."""
    return {"data": data, "salt": salt.hex()}


def part(data: Mapping[str, Value], salt: bytes, chosen: Mapping[str, Collection[int] | None]) -> Value:
    """Only the fields `chosen`: None for a whole field, else the numbers of the rows of a list, from 0."""
    return {"fields": {name: _shown(name, data[name], salt, rows) for name, rows in chosen.items()}}


def read(opened: Value, expected: Mapping[str, str]) -> Disclosed:
    """What `opened` shows, held against the digests that were signed; raises BadMessage when it is something else."""
    try:
        if isinstance(opened, Mapping) and set(opened) == {"data", "salt"}:
            return _read_whole(opened["data"], opened["salt"], expected)
        if isinstance(opened, Mapping) and set(opened) == {"fields"}:
            return _read_part(opened["fields"], expected)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadMessage("disclosure_wrong") from error
    raise BadMessage("disclosure_wrong")


def _read_whole(data: Value, salt: Value, expected: Mapping[str, str]) -> Disclosed:
    if not isinstance(data, Mapping) or not isinstance(salt, str) or len(salt) != 2 * SALT or salt.lower() != salt:
        raise TypeError
    if digests(data, bytes.fromhex(salt)) != expected:
        raise BadMessage("disclosure_wrong")
    return Disclosed(data, {}, bytes.fromhex(salt))


def _read_part(fields: Value, expected: Mapping[str, str]) -> Disclosed:
    if not isinstance(fields, Mapping):
        raise TypeError
    data: dict[str, Value] = {}
    parts: dict[str, Mapping[int, Value]] = {}
    for name, shown in fields.items():
        if not isinstance(shown, Mapping) or shown.get("at") != name or _digest(shown) != expected[name]:
            raise BadMessage("disclosure_wrong")
        leaves = shown.get("rows")
        if not isinstance(leaves, list):
            data[name] = shown["value"]
            continue
        rows = {number: row["value"] for number, row in enumerate(leaves) if isinstance(row, Mapping)}
        if len(rows) == len(leaves):
            data[name] = list(rows.values())
        else:
            parts[name] = rows
    return Disclosed(data, parts)


def _full(name: str, value: Value, salt: bytes) -> dict[str, Value]:
    if isinstance(value, list | tuple):
        rows: list[Value] = [_leaf(f"{name}/{number}", row, salt) for number, row in enumerate(value)]
        return {"at": name, "rows": rows, "salt": _salt(name, salt)}
    return _leaf(name, value, salt)


def _shown(name: str, value: Value, salt: bytes, rows: Collection[int] | None) -> Value:
    full = _full(name, value, salt)
    leaves = full.get("rows")
    if rows is None or not isinstance(leaves, list):
        return full
    kept: list[Value] = [leaf if number in rows else _hash(leaf) for number, leaf in enumerate(leaves)]
    return {**full, "rows": kept}


def _leaf(at: str, value: Value, salt: bytes) -> dict[str, Value]:
    return {"at": at, "salt": _salt(at, salt), "value": value}


def _salt(at: str, salt: bytes) -> str:
    return keys.tag(salt, at.encode()).hex()[:SALT]


def _digest(shown: Mapping[str, Value]) -> str:
    """The digest of a field as it is shown: rows that are kept back stand there as their own digests."""
    rows = shown.get("rows")
    if not isinstance(rows, list):
        return _hash(shown)
    name = shown["at"]
    for number, row in enumerate(rows):
        if isinstance(row, Mapping) and row["at"] != f"{name}/{number}":
            raise BadMessage("disclosure_wrong")
    return _hash({**shown, "rows": [row if isinstance(row, str) else _hash(row) for row in rows]})


def _hash(value: Value) -> str:
    return hashlib.sha256(canonical.encode(value)).hexdigest()
