"""How long the planner needs for a proven optimum and for an explanation, at two sizes.

Made-up pools (seed 1): both sides hold as many, of 40 places, 60 units, 8 categories; parity in number within 1 %, at
most 12 places, no unit above 20 per cent, 300 people each way ("hard"); and the same without places and units, as the
desk's form begins ("plain").
"""

from __future__ import annotations

import random
import resource
import time
from dataclasses import replace
from datetime import date, timedelta

from benchmarks import _command
from homeward.planner.explain import why_in, why_not
from homeward.planner.pool import Candidate, Direction, Pool, Wish
from homeward.planner.rows import build
from homeward.planner.solve.levels import solve
from homeward.planner.terms import Terms

ON = date(2026, 11, 24)
SIZES = (300, 1000, 10_000)
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
HARD = Terms(300, 300, tolerance=3, most_places=12, unit_share=20, stretchers=40)
TERMS = {"hard": HARD, "plain": replace(HARD, most_places=0, unit_share=0)}


def pool(number: int) -> Pool:
    chance = random.Random(1)  # noqa: S311 -- a reproducible pool
    return Pool(tuple(_one(chance, way, n) for way in Direction for n in range(number)), ON)


def _one(chance: random.Random, way: Direction, number: int) -> Candidate:
    categories = {name for name in CATEGORIES if chance.random() < 0.06}
    return Candidate(
        id=f"{way}-{number}",
        direction=way,
        categories=frozenset(categories),
        held_from=ON - timedelta(days=chance.randrange(1400)),
        place=f"place {chance.randrange(40)}",
        unit=f"unit {chance.randrange(60)}",
        rank_band=chance.choices(["I", "II", "III", "IV"], [70, 20, 8, 2])[0],
        condition=chance.choice(["good", "sick", "not_wounded"]),
        wish=Wish.WISHES,
        acceptance=chance.choice([40, 70, 90]),
    )


def measure(people: Pool, terms: Terms) -> dict[str, float]:
    """Size of the model, seconds to the proven optimum, and to why somebody is in and somebody else is not."""
    model = build(people, terms)
    started = time.perf_counter()
    package = solve(people, terms)
    solved = time.perf_counter()
    inside = {*package.receive, *package.give}
    why_in(people, terms, package, package.receive[0])
    why_not(people, terms, package, next(one.id for one in people.candidates if one.id not in inside))
    explained = time.perf_counter()
    return {
        "columns": len(model.kinds),
        "rows": len(model.rows),
        "home": len(package.receive),
        "proven": int(package.proven),
        "seconds": round(solved - started, 2),
        "explanation_seconds": round((explained - solved) / 2, 2),
    }


def main() -> None:
    asked = _command.asked("How long the planner needs for a proven optimum and for an explanation.")
    figures: dict[str, float] = {}
    for number in SIZES[:1] if asked.quick else SIZES[1:]:
        people = pool(number)
        for name, terms in TERMS.items():
            found = measure(people, terms)
            figures |= {f"{key}_{name}_{number}": value for key, value in found.items()}
    asked.show(figures | {"memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)})


if __name__ == "__main__":
    main()
