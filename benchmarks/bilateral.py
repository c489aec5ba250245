"""How long the planner needs for a proven optimum and for an explanation, at three sizes.

Made-up pools (seed 1): both sides hold as many; ours in 200 places of very different size, from 600 units, theirs in
8 camps; 8 categories, families of two, people who were not asked yet. Every set of terms asks for all objectives in
the published order and bounds places, units or camps; `plain` alone does not. The time is the slowest of all sets,
the reading of the pool included; of explanations (why somebody is in, why somebody is not) the median, the slowest and
the share of which every level is proven."""

from __future__ import annotations

import random
import resource
import time
from dataclasses import replace
from datetime import date, timedelta
from statistics import median

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


def solved(people: Pool, terms: Terms) -> tuple[Planning, Package, float]:
    started = time.perf_counter()
    planning = Planning(people, terms)
    package = planning.best()
    return planning, package, time.perf_counter() - started


def explained(planning: Planning, package: Package) -> list[tuple[float, bool]]:
    """Of some explanations the seconds, and whether every level of the answer is proven."""
    chance = random.Random(2)  # noqa: S311 -- a reproducible choice
    outside = [one.id for one in planning.pool.candidates if one.id not in package.everybody]
    questions = [(why_in, id) for id in chance.sample(package.receive, ASKED)]
    questions += [(why_not, id) for id in chance.sample(outside, ASKED)]
    found = []
    for why, id in questions:
        started = time.perf_counter()
        proven = why(planning, package, id).proven
        found.append((time.perf_counter() - started, proven))
    return found


def measure(name: str, number: int, explain: bool) -> dict[str, float]:
    people, figures = pool(number), dict[str, float]()
    slowest, gaps, proven, told = 0.0, 0, 0, list[tuple[float, bool]]()
    for key, terms in TERMS.items():
        planning, package, seconds = solved(people, terms)
        figures[f"seconds_{name}_{key}"] = round(seconds, 2)
        slowest, proven = max(slowest, seconds), proven + package.proven
        gaps += sum(abs(level.bound - level.value) for level in package.levels)
        told += explained(planning, package) if explain else []
    figures |= {f"seconds_{name}": round(slowest, 2), f"proven_{name}": proven, f"gap_{name}": gaps}
    if told:
        figures[f"explanation_seconds_{name}"] = round(median(seconds for seconds, _ in told), 2)
        figures[f"explanation_seconds_slowest_{name}"] = round(max(seconds for seconds, _ in told), 2)
        figures[f"explanations_proven_{name}"] = round(sum(yes for _, yes in told) / len(told), 2)
    return figures


def main() -> None:
    asked = _command.asked("How long the planner needs for a proven optimum and for an explanation.")
    figures: dict[str, float] = {"sets_of_terms": len(TERMS)}
    for name, number in ({"300": 300} if asked.quick else SIZES).items():
        figures |= measure(name, number, explain=name in ("300", "10k"))
        figures[f"memory_mb_{name}"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    asked.show(figures)


if __name__ == "__main__":
    main()
