"""What is known of a person, as rules look at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Fact(StrEnum):
    """What a rule may look at; the values are those of the register's data points of these names."""

    SEX = "sex"
    KIND = "person_kind"
    HEALTH = "hc_last_state"
    RANK_BAND = "rank_band_gc"
    UNIT = "unit"
    PLACE = "facility"


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of somebody: `facts` by name, birth and captivity as EDTF (empty: not known), the categories that
    a record `states`, and whether the person is `home`."""

    id: str
    facts: Mapping[Fact, str] = field(default_factory=dict)
    born: str = ""
    held_from: str = ""
    states: frozenset[str] = frozenset()
    home: bool = False

    @property
    def kind(self) -> str:
        """The kind of person, empty if not known."""
        return self.facts.get(Fact.KIND, "")
