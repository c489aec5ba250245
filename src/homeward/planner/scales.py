"""What a rank weighs where ranks must balance: the pay bands of GC III art 60, or the cartel of 22 July 1862."""

from __future__ import annotations

import csv
from enum import StrEnum
from functools import cache
from importlib import resources

from homeward.planner.pool import Candidate, points


class Scale(StrEnum):
    """A table of points. The bands are the one scale both sides have ratified; the cartel is history, for scenarios."""

    BANDS = "bands"
    CARTEL_1862 = "cartel_1862"


def weight(one: Candidate, scale: Scale) -> int:
    """The points of this person's rank; on the cartel's scale somebody without a rank counts as a private."""
    return points()[one.rank_band] if scale is Scale.BANDS else cartel().get(one.rank, 1)


@cache
def cartel() -> dict[str, int]:
    """Privates for each normalised rank (STANAG 2116 codes), from data/cartel_1862.csv."""
    text = resources.files("homeward.planner").joinpath("data", "cartel_1862.csv").read_text("utf-8")
    return {row["code"]: int(row["privates"]) for row in csv.DictReader(text.splitlines())}
