"""The made-up conflict: two parties, their units, some two hundred places of detention. All of it is invented.

Everything follows from the seed, piece by piece, so that a person with a given number is the same in a conflict of
two hundred and of a million."""

from __future__ import annotations

import csv
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import accumulate
from random import Random

from homeward.names.lexicon import rows

VRH = "VRH"  # Verkhovia, Ukrainian-speaking
ZLS = "ZLS"  # Zalesia, Russian-speaking
MDL = "MDL"  # the mediator
PLACES = 200
_OURS = 45  # places of detention of VRH; the rest are of ZLS


@dataclass(frozen=True, slots=True)
class Scenario:
    """A conflict: its `seed`, how many `people` were captured on both sides, and the last day that is known."""

    seed: int
    people: int
    until: date

    def random(self, *what: object) -> Random:
        """A random source of its own for each piece of the world."""
        return Random(":".join(map(str, (self.seed, *what))))


@dataclass(frozen=True, slots=True)
class SimPlace:
    """A place of detention: its names in Ukrainian and Russian, and kilometres east and south on the made-up
    map."""

    number: int
    kind: str
    party: str
    uk: str
    ru: str
    x: float
    y: float


def place(scenario: Scenario, number: int) -> SimPlace:
    """Place `number` (0 to 199); the first 45 lie with VRH in the west."""
    random = scenario.random("place", number)
    kinds = _table("kinds")
    kind = random.choices(kinds, [int(row["share"]) for row in kinds])[0]
    names = _table("toponyms")
    name = names[number % len(names)]
    party = VRH if number < _OURS else ZLS
    west, east = (40.0, 360.0) if party == VRH else (420.0, 960.0)
    return SimPlace(
        number,
        kind["kind"],
        party,
        kind["uk"].format(n=number + 1, name=name["uk"]),
        kind["ru"].format(n=number + 1, name=name["ru"]),
        round(random.uniform(west, east), 1),
        round(random.uniform(40.0, 560.0), 1),
    )


def places(scenario: Scenario) -> list[SimPlace]:
    return [place(scenario, number) for number in range(PLACES)]


def holding(captor: str, random: Random) -> int:
    """The number of a place of detention of `captor`."""
    return random.randrange(_OURS) if captor == VRH else random.randrange(_OURS, PLACES)


def unit(party: str, number: int) -> str:
    """The name of a unit in the language of its party."""
    return f"{number}-та окрема бригада" if party == VRH else f"{number}-я отдельная бригада"


def town(party: str, random: Random) -> str:
    """A made-up town of the front, in the language of `party`."""
    return random.choice(_table("toponyms"))["uk" if party == VRH else "ru"]


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    text = resources.files("homeward.simulator").joinpath("data", f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


class Weighted:
    """Rows drawn as often as their weights say."""

    def __init__(self, given: Sequence[dict[str, str]]) -> None:
        self.rows = tuple(given)
        self.sums = list(accumulate(int(row["weight"]) for row in given))

    def draw(self, random: Random) -> dict[str, str]:
        return self.rows[bisect(self.sums, random.randrange(self.sums[-1]))]


@cache
def surnames(party: str) -> Weighted:
    name = "surnames_uk" if party == VRH else "surnames_ru"
    return Weighted([row for row in rows(name) if row["uk"] and row["ru"]])


@cache
def given_names(sex: str) -> Weighted:
    return Weighted([row for row in rows("given") if row["usual"] == "1" and row["sex"] == sex])


@cache
def patronymics(sex: str) -> Weighted:
    return Weighted([row for row in rows("patronymics") if row["usual"] == "1" and row["sex"] == sex])
