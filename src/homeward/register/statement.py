"""The statement, the atom of the register: who says what of whom, on what ground, of when.

Statements are never changed or deleted. A mistake is answered by a retraction; a contradiction by both standing
side by side. What a person "is" is a fold over statements (see `homeward.register.fold`)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Script(StrEnum):
    """The script a value was written in (ISO 15924)."""

    CYRILLIC = "Cyrl"
    LATIN = "Latn"
    MIXED = "Zyyy"


class Sensitivity(StrEnum):
    """Who may see a value: the levels of data_points.csv, from the most open to the most closed."""

    PUBLIC = "public"
    FAMILY = "family"
    RESTRICTED = "restricted"
    SECRET = "secret"  # noqa: S105 -- a level, not a password


@dataclass(frozen=True, slots=True)
class Grade:
    """The Admiralty grade: reliability of the source A-F, credibility of what it says 1-6 (F and 6: cannot be
    judged)."""

    reliability: str
    credibility: int

    def __str__(self) -> str:
        return f"{self.reliability}{self.credibility}"


@dataclass(frozen=True, slots=True)
class Source:
    """The evidence item a statement rests on (SHA-256) and the place in it, such as `line 4` or `chars 120-148`."""

    item: str
    locator: str


@dataclass(frozen=True, slots=True)
class Statement:
    """`property` is a key of data_points.csv; `value` its canonical form and `written` the letters as they stood.
    `true_on` is when it was true and `said_on` when it was said (both EDTF, empty if unknown); `recorded_at` is
    when it came into the register (UTC), `recorded_by` who put it there, `asserted_by` who says so."""

    id: str
    subject: str
    property: str
    value: str
    written: str
    script: Script
    source: Source
    asserted_by: str
    grade: Grade
    true_on: str
    said_on: str
    recorded_at: datetime
    recorded_by: str
    sensitivity: Sensitivity


@dataclass(frozen=True, slots=True)
class Retraction:
    """Takes a statement out of every fold from `at` on, and says why; the statement itself stays."""

    statement: str
    at: datetime
    by: str
    reason: str


def script_of(text: str) -> Script:
    """The script of the letters in `text`: Cyrillic, Latin, or mixed when both or neither occur."""
    names = {unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()}
    if names == {"CYRILLIC"}:
        return Script.CYRILLIC
    return Script.LATIN if names == {"LATIN"} else Script.MIXED
