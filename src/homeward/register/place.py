"""Where people are, whom they served with, and with whom they were taken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    """What a place is in the course of a captivity."""

    REGION = "region"
    SETTLEMENT = "settlement"
    COLLECTING_POINT = "collecting_point"
    REMAND_PRISON = "remand_prison"
    COLONY = "colony"
    CAMP = "camp"
    HOSPITAL = "hospital"
    CROSSING = "crossing"
    OTHER = "other"


DETENTION = frozenset(
    {PlaceKind.COLLECTING_POINT, PlaceKind.REMAND_PRISON, PlaceKind.COLONY, PlaceKind.CAMP, PlaceKind.HOSPITAL}
)


@dataclass(frozen=True, slots=True)
class Place:
    """`names` holds every form known, the first is the one shown; `x` and `y` are kilometres east and south of the
    corner of the map; `party` is the code of the side that controls it; `parent` the id of the place it lies in."""

    id: str
    names: tuple[str, ...]
    kind: PlaceKind
    party: str
    x: float | None = None
    y: float | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A military unit: `number` is its conventional number, empty if unknown; `parent` the id of the unit above
    it."""

    id: str
    names: tuple[str, ...]
    number: str
    party: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class CaptureEvent:
    """A capture of several people at once; `happened_on` is EDTF, `place` a place's id, `party` the captured
    people's side."""

    id: str
    title: str
    happened_on: str
    place: str | None
    party: str
