"""A message as the machine of a deal sees it, and the persons an offer names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from homeward.canonical import Value


@dataclass(frozen=True, slots=True)
class Event:
    """A message: its kind, the party that sent it, its id, its times (UTC) and data; `marked` are the mediators that
    postmarked it, each with the time (UTC). What is not said reads empty."""

    kind: str
    by: str
    id: str
    at: datetime
    exp: datetime
    data: Mapping[str, Value]
    marked: Mapping[str, datetime] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The text under `key`."""
        return _text(self.data.get(key, ""))

    def mapping(self, key: str) -> Mapping[str, Value]:
        """The object under `key`."""
        return _mapping(self.data.get(key, {}))

    def people(self, key: str) -> tuple[Named, ...]:
        """The persons under `key`."""
        value = self.data.get(key, ())
        rows = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
        return tuple(Named.from_value(row) for row in rows)


@dataclass(frozen=True, slots=True)
class Named:
    """A person in an offer: the id in the offering side's register, the name and the birth date (EDTF) it goes by."""

    id: str
    name: str
    born: str = ""

    def to_value(self) -> dict[str, Value]:
        return {"id": self.id, "name": self.name, "born": self.born}

    @classmethod
    def from_value(cls, value: Value) -> Named:
        """The person that `to_value` wrote."""
        row = _mapping(value)
        return cls(*(_text(row.get(key, "")) for key in ("id", "name", "born")))


def _mapping(value: Value) -> Mapping[str, Value]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
