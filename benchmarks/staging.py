"""What walking away could gain: the order of release against its bound, and stages against those of two hurried sides.

Made-up people in the rank bands of GC III art 60 and with months in captivity; a side's value of a person is ten times
the points and the months. Three kinds of lists: both sides value everybody alike; each values its own people up to
half as much again; each has values of its own that agree with the other's only roughly. The figure told is the worst
over the kinds and five seeds for each size; up to ten a side the bound is the best of all orders.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from benchmarks import _command
from homeward.handover.bound import Item
from homeward.handover.release import order
from homeward.handover.stage import Stage
from homeward.handover.stages import Crossing, divide, exposure
from homeward.handover.steps import Limits, staged, within
from homeward.planner.pool import points

Valued = Callable[[random.Random, int], tuple[int, int]]
KINDS: dict[str, Valued] = {
    "alike": lambda chance, worth: (worth, worth),
    "own_more": lambda chance, worth: (worth, worth + chance.randrange(worth // 2 + 1)),
    "roughly": lambda chance, worth: (int(worth * chance.uniform(0.6, 1.4)), int(worth * chance.uniform(0.7, 1.6))),
}
SHORT = (5, 8, 10, 15, 20, 30, 40, 60)
SIZES = (100, 300, 1000)
STEP = 150


def main() -> None:
    asked = _command.asked("What walking away could gain, by order and by stages.")
    sizes, seeds = (SIZES[:2], 2) if asked.quick else (SIZES, 5)
    figures: dict[str, float] = {}
    for size in (*SHORT, *sizes):
        found = [_ordered(kind, size, seed) for kind in KINDS for seed in range(seeds)]
        figures[f"seconds_{size}_a_side"] = max(seconds for seconds, _ in found)
        figures[f"exposure_over_bound_{size}"] = max(over for _, over in found)
    figures["exposure_over_bound"] = max(figures[f"exposure_over_bound_{size}"] for size in sizes)
    figures["exposure_over_bound_short"] = max(figures[f"exposure_over_bound_{size}"] for size in SHORT)
    asked.show(figures | _staged(sizes[1]))


def _ordered(kind: str, size: int, seed: int) -> tuple[float, float]:
    """The seconds an order takes, and its exposure over the bound."""
    chance = random.Random(f"{kind} {size} {seed}")  # noqa: S311 -- a reproducible list
    ours, theirs = ([Item(f"{name}{n}", *KINDS[kind](chance, _worth(chance))) for n in range(size)] for name in "ax")
    started = time.perf_counter()
    found = order(ours, theirs)
    return round(time.perf_counter() - started, 3), round(found.exposure / max(found.bound, 1), 4)


def _worth(chance: random.Random) -> int:
    return 10 * _points(chance) + chance.randrange(60)


def _points(chance: random.Random) -> int:
    return points()[chance.choices(list(points()), [75, 18, 5, 2, 1])[0]]


def _staged(size: int) -> dict[str, float]:
    """What stages expose: under a step, ten of equal weight, and ten in the order of the list."""
    chance = random.Random(1)  # noqa: S311 -- a reproducible list
    receive, give = ([Crossing(f"{name}{n}", _points(chance)) for n in range(size)] for name in "ax")
    started = time.perf_counter()
    stepped = within(receive, give, STEP, size)
    seconds = time.perf_counter() - started
    return {
        "seconds_within_a_step": round(seconds, 3),
        "stages_within_a_step": len(stepped),
        "exposure_within_a_step": round(exposure(receive, give, stepped), 4),
        "exposure_10_best_stages": round(exposure(receive, give, staged(receive, give, Limits(10))), 4),
        "exposure_10_equal_stages": round(exposure(receive, give, divide(receive, give, 10)), 4),
        "exposure_10_stages_by_rank": round(exposure(receive, give, _by_rank(receive, give, 10)), 4),
    }


def _by_rank(receive: list[Crossing], give: list[Crossing], number: int) -> tuple[Stage, ...]:
    """Stages of equal headcount, the highest ranks first: what two hurried sides agree on."""
    first, second = (sorted(people, key=lambda one: -one.points) for people in (receive, give))
    size = -(-len(receive) // number)
    cuts = range(0, len(receive), size)
    return tuple(
        Stage(
            place,
            tuple(one.id for one in first[cut : cut + size]),
            tuple(one.id for one in second[cut : cut + size]),
        )
        for place, cut in enumerate(cuts, start=1)
    )


if __name__ == "__main__":
    main()
