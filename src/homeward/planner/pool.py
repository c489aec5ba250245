"""Who can be exchanged: the people each side holds, as the planner sees them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources

from homeward.errors import HomewardError

ART_109 = frozenset({"seriously_wounded", "seriously_sick"})
"""Categories that go home regardless of number or rank (GC III art 109)."""
VULNERABLE = frozenset({"minor", "woman", "over_60", "under_25", "medical_personnel", "civilian"})
UNWELL = frozenset({"sick", "slightly_wounded", "convalescent", "critical"})


class BadPool(HomewardError):
    """The pool contradicts itself."""


class Direction(StrEnum):
    """Which way a person would cross, as the side that plans sees it."""

    RECEIVE = "receive"
    GIVE = "give"


class Wish(StrEnum):
    """What the person himself wants; nobody is sent against his will while hostilities last (GC III art 109)."""

    WISHES = "wishes"
    REFUSES = "refuses"
    UNDECIDED = "undecided"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who might cross. `categories` are values of the data point ex_category; `rank_band` I-V as in GC III
    art 60, `rank` the normalised rank (rank_code); `condition` a value of hc_last_state; `region` the home region;
    `group` names people who may not be parted, empty for none; `acceptance` the chance in per cent that the holder
    agrees to this person; `retained` medical personnel and chaplains, who are no prisoners (GC III art 33); `deal`
    the other open deal that names this person."""

    id: str
    direction: Direction
    categories: frozenset[str] = frozenset()
    held_from: date | None = None
    place: str = ""
    unit: str = ""
    rank_band: str = "I"
    condition: str = ""
    wish: Wish = Wish.NOT_ASKED
    group: str = ""
    acceptance: int = 100
    rank: str = ""
    region: str = ""
    retained: bool = False
    deal: str = ""

    @property
    def art_109(self) -> bool:
        """Whether the person is seriously wounded or sick: sent home regardless of number or rank (GC III art 109)."""
        return not ART_109.isdisjoint(self.categories)

    @property
    def outside_counts(self) -> bool:
        """Whether the person goes home outside every count: art 109, and retained personnel (GC I art 30)."""
        return self.retained or self.art_109

    def months(self, on: date) -> int:
        """Whole months in captivity on the day `on`; 0 if it is not known since when."""
        if self.held_from is None or self.held_from > on:
            return 0
        return (on.year - self.held_from.year) * 12 + on.month - self.held_from.month - (on.day < self.held_from.day)

    @property
    def since(self) -> tuple[date, str]:
        """Sorts the longest held first, those of whom it is not known last, then by id."""
        return (self.held_from or date.max, self.id)


@dataclass(frozen=True, slots=True)
class Pool:
    """Everybody who might cross, on the day `on`, and how many bodies of our dead they could hand over
    (`bodies_received`) and we of theirs (`bodies_given`). Raises BadPool for a person who stands in it twice."""

    candidates: tuple[Candidate, ...]
    on: date
    bodies_received: int = 0
    bodies_given: int = 0

    def __post_init__(self) -> None:
        if len({one.id for one in self.candidates}) < len(self.candidates):
            raise BadPool("The same person stands in the pool twice.")

    def find(self, id: str) -> Candidate | None:
        return next((one for one in self.candidates if one.id == id), None)


@cache
def points() -> dict[str, int]:
    """The points of each rank band, the one scale both sides have ratified (data/bands.csv)."""
    text = resources.files("homeward.planner").joinpath("data", "bands.csv").read_text("utf-8")
    return {row["band"]: int(row["points"]) for row in csv.DictReader(text.splitlines())}


@cache
def bands() -> dict[str, str]:
    """The rank band of each normalised rank (data point rank_code), from data/ranks.csv."""
    text = resources.files("homeward.planner").joinpath("data", "ranks.csv").read_text("utf-8")
    return {row["code"]: row["band"] for row in csv.DictReader(text.splitlines())}
