"""The notice of safe passage: its mandatory fields, and the hash an acknowledgement must name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from homeward import canonical
from homeward.canonical import Value
from homeward.channel.errors import ChannelError


class BadNotice(ChannelError):
    """A notice that protects nobody: a mandatory field is missing."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What the side that moves tells those who guarantee its way: area, window (UTC), number of vehicles, routes,
    means, number of people, contacts. Raises BadNotice if one of them is missing."""

    area: str
    since: datetime
    until: datetime
    vehicles: int
    routes: str
    means: str
    persons: int
    contacts: str

    def __post_init__(self) -> None:
        for name in ("area", "routes", "means", "contacts"):
            if not getattr(self, name).strip():
                raise BadNotice("passage_lacks", field=name)
        if self.persons < 1 or self.vehicles < 0:
            raise BadNotice("passage_lacks", field="persons" if self.persons < 1 else "vehicles")

    def to_value(self) -> dict[str, Value]:
        return {
            "area": self.area,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "vehicles": self.vehicles,
            "routes": self.routes,
            "means": self.means,
            "persons": self.persons,
            "contacts": self.contacts,
        }

    def sha256(self, operation: str, party: str) -> str:
        """The hash, in hexadecimal, of this notice given by `party` for `operation`."""
        content: dict[str, Value] = {"operation": operation, "party": party, **self.to_value()}
        return hashlib.sha256(canonical.encode(content)).hexdigest()
