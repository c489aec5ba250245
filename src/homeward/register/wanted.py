"""What a case needs most, in the order in which to ask for it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from homeward.register.fold import PersonView


@dataclass(frozen=True, slots=True)
class Wanted:
    """A data point without which the case is weak: whom to `ask` (family, unit, red_cross) and why."""

    key: str
    ask: str
    reason: str


def missing(view: PersonView) -> tuple[Wanted, ...]:
    """What is wanted and nobody has stated yet."""
    return tuple(one for one in _wanted() if one.key not in view.properties)


@cache
def _wanted() -> tuple[Wanted, ...]:
    text = resources.files("homeward.register").joinpath("data", "wanted.csv").read_text("utf-8")
    return tuple(Wanted(row["key"], row["ask"], row["reason"]) for row in csv.DictReader(text.splitlines()))
