"""One entry of an operation's log. What it says is read strictly: a field of another kind counts as not said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from homeward.canonical import Value


@dataclass(frozen=True, slots=True)
class Event:
    """What `kind` of act, by which party, when (UTC), with which data."""

    kind: str
    by: str
    at: datetime
    data: Mapping[str, Value]

    def text(self, key: str) -> str:
        """The text under `key`, empty if there is none."""
        value = self.data.get(key)
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """The list under `key`, empty if there is none."""
        value = self.data.get(key)
        rows = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
        return tuple(str(one) for one in rows)

    def number(self, key: str) -> int:
        """The whole number under `key`, 0 if there is none."""
        value = self.data.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0

    def moment(self, key: str) -> datetime | None:
        """The time under `key`; None if there is none, or none with its offset from UTC."""
        try:
            found = datetime.fromisoformat(self.text(key))
        except ValueError:
            return None
        return found if found.tzinfo else None
