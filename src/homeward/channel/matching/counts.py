"""Tier 0: how many, by category. Both sides sign; nobody is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from homeward.canonical import Value
from homeward.channel.matching import fields


@dataclass(frozen=True, slots=True)
class Counts:
    """How many persons of each category a side counts on a day."""

    as_of: date
    counts: Mapping[str, int]

    def to_value(self) -> dict[str, Value]:
        """The fields of the form `match_counts`."""
        rows: list[Value] = [{"key": key, "count": count} for key, count in sorted(self.counts.items())]
        return {"as_of": self.as_of.isoformat(), "counts": rows}

    @classmethod
    def from_value(cls, data: Mapping[str, Value]) -> Counts:
        """The counts that a message of the form `match_counts` holds; raises MatchingRefused."""
        return cls(fields.day(data, "as_of"), dict(fields.counts(data, "counts")))


@dataclass(frozen=True, slots=True)
class Compared:
    """One category: our count, theirs, None where a side was silent."""

    category: str
    ours: int | None
    theirs: int | None

    @property
    def apart(self) -> int | None:
        """Theirs less ours; None where a side was silent, which is not zero."""
        return None if self.ours is None or self.theirs is None else self.theirs - self.ours


def compare(ours: Counts, theirs: Counts) -> tuple[Compared, ...]:
    """Both sides' counts, category by category."""
    names = sorted({*ours.counts, *theirs.counts})
    return tuple(Compared(name, ours.counts.get(name), theirs.counts.get(name)) for name in names)
