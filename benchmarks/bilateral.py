"""How long the planner needs for a proven optimum and for an explanation, at three sizes.

Made-up pools (seed 1): both sides hold as many; ours in 200 places of very different size, from 600 units, theirs in
8 camps; 8 categories, families of two, people who were not asked yet. Every set of terms asks for all objectives in
the published order and bounds places, units or camps; `plain` alone does not. The time is the slowest of all sets,
the reading of the pool included; of explanations (why somebody is in, why somebody is not) the median, the slowest and
the share of which every level is proven; of clashes (why somebody cannot be in, by which rules) the slowest, and the
share of which the rules are a smallest set."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from statistics import median
from typing import Protocol

from benchmarks import _command
from homeward.planner.explain import why_in, why_not
from homeward.planner.package import Package, Planning
from homeward.planner.pool import Candidate, Direction, Pool, Wish
from homeward.planner.terms import Parity, Terms

ON = date(2026, 11, 24)
SIZES = {"1k": 1000, "10k": 10_000, "50k": 50_000}
CATEGORIES = (
    "woman",
    "under_25",
    "over_60",
    "medical_personnel",
    "civilian",
    "long_held",
    "seriously_wounded",
    "sentenced",
)
PLACES = Terms(300, 300, tolerance=3, most_places=12, unit_share=5, stretchers=40)
TERMS = {
    "plain": Terms(300, 300),
    "places": PLACES,
    "few_places": replace(PLACES, most_places=4, stretchers=20),
    "camps": replace(PLACES, tolerance=0, most_camps=3, civilians=True),
    "points": replace(PLACES, parity=Parity.POINTS, tolerance=10, most_camps=3, civilians=True, odds=60),
    "category": replace(PLACES, parity=Parity.CATEGORY, tolerance=2, most_places=10),
    "ratio": Terms(1000, 1000, Parity.RATIO, 2, (2, 3), most_places=30, unit_share=3, per_day=200, days=4),
}
NARROW = replace(PLACES, most_received=1, most_given=1, tolerance=0, civilians=True, odds=60, per_day=5)
"""Terms under which nobody who may not be parted from another can cross."""
ASKED = 5  # people asked about each way


def pool(number: int) -> Pool:
    chance = random.Random(1)  # noqa: S311 -- a reproducible pool
    people = [_one(chance, way, n) for way in Direction for n in range(number)]
    for n in range(number // 20):
        first = chance.randrange(2) * number + chance.randrange(number // 2) * 2
        pair = (first, first + 1)
        if not any(people[place].group for place in pair):
            for place in pair:
                people[place] = replace(people[place], group=f"family {n}", place=people[first].place)
    return Pool(tuple(people), ON)


def _one(chance: random.Random, way: Direction, number: int) -> Candidate:
    ours = way is Direction.RECEIVE
    return Candidate(
        id=f"{way}-{number}",
        direction=way,
        categories=frozenset(name for name in CATEGORIES if chance.random() < 0.06),
        held_from=ON - timedelta(days=chance.randrange(1400)),
        place=f"place {int(200 * chance.random() ** 2)}" if ours else f"camp {chance.randrange(8)}",
        unit=f"unit {int(600 * chance.random() ** 2)}",
        rank_band=chance.choices(["I", "II", "III", "IV"], [70, 20, 8, 2])[0],
        condition=chance.choice(["good", "sick", "not_wounded"]),
        wish=Wish.WISHES if chance.random() < 0.9 else Wish.NOT_ASKED,
        acceptance=chance.choice([20, 40, 50, 70, 80, 90]),
        region=f"region {chance.randrange(24)}",
    )


class Proven(Protocol):
    """An answer that says whether it is proven."""

    @property
    def proven(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock and of the processor, and whether every level was proven."""

    wall: float
    cpu: float
    proven: bool


def timed(work: Callable[[], Proven]) -> Took:
    wall, cpu = time.perf_counter(), time.process_time()
    proven = work().proven
    return Took(time.perf_counter() - wall, time.process_time() - cpu, proven)


def explained(planning: Planning, package: Package) -> list[Took]:
    """What some explanations took."""
    chance = random.Random(2)  # noqa: S311 -- a reproducible choice
    outside = [one.id for one in planning.pool.candidates if one.id not in package.everybody]
    questions = [(why_in, id) for id in chance.sample(package.receive, ASKED)]
    questions += [(why_not, id) for id in chance.sample(outside, ASKED)]
    return [timed(partial(why, planning, package, id)) for why, id in questions]


def clashes(people: Pool) -> list[Took]:
    """What it took to say which rules keep out people who may not be parted."""
    planning = Planning(people, NARROW)
    package = planning.best()
    kin = [one for one in people.candidates if one.group and one.direction is Direction.RECEIVE]
    out = [one.id for one in kin if not one.outside_counts and one.id not in package.everybody]
    return [timed(partial(why_not, planning, package, id)) for id in out[:ASKED]]


def measure(name: str, number: int, explain: bool) -> dict[str, float]:
    people, figures = pool(number), dict[str, float]()
    took, gap, told = list[Took](), 0, list[Took]()
    for key, terms in TERMS.items():
        planning = Planning(people, terms)
        found: list[Package] = []
        took.append(timed(partial(_best, planning, found)))
        figures[f"seconds_{name}_{key}"] = round(took[-1].wall, 2)
        gap += sum(abs(level.bound - level.value) for level in found[0].levels)
        told += explained(planning, found[0]) if explain else []
    figures |= {
        f"seconds_{name}": round(max(one.wall for one in took), 2),
        f"cpu_seconds_{name}": round(max(one.cpu for one in took), 2),
        f"proven_{name}": sum(one.proven for one in took),
        f"gap_{name}": gap,
    }
    return figures | (_explanations(name, told) | _clashes(name, clashes(people)) if told else {})


def _best(planning: Planning, found: list[Package]) -> Package:
    found.append(planning.best())
    return found[0]


def _explanations(name: str, told: list[Took]) -> dict[str, float]:
    return {
        f"explanation_seconds_{name}": round(median(one.wall for one in told), 2),
        f"explanation_cpu_seconds_{name}": round(median(one.cpu for one in told), 2),
        f"explanation_seconds_slowest_{name}": round(max(one.wall for one in told), 2),
        f"explanation_cpu_seconds_slowest_{name}": round(max(one.cpu for one in told), 2),
        f"explanations_proven_{name}": round(sum(one.proven for one in told) / len(told), 2),
    }


def _clashes(name: str, told: list[Took]) -> dict[str, float]:
    return {
        f"clash_seconds_slowest_{name}": round(max(one.wall for one in told), 2),
        f"clashes_smallest_{name}": round(sum(one.proven for one in told) / len(told), 2),
    }


def main() -> None:
    asked = _command.asked("How long the planner needs for a proven optimum and for an explanation.")
    figures: dict[str, float] = {"sets_of_terms": len(TERMS)}
    for name, number in ({"300": 300} if asked.quick else SIZES).items():
        figures |= measure(name, number, explain=name in ("300", "10k"))
        figures[f"memory_mb_{name}"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    asked.show(figures)


if __name__ == "__main__":
    main()
