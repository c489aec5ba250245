"""What walking away could gain, by number of stages.

Three hundred people each way (seed 1), rank bands as in GC III art 60. Printed for each number of stages: the largest
lead of one side as a share of all points, for stages of equal weight and for stages in the order of the list.
"""

from __future__ import annotations

import random
import time

from benchmarks import _command
from homeward.handover.operation import Stage
from homeward.handover.stages import Crossing, divide, exposure
from homeward.planner.pool import points

PEOPLE = 300


def side(chance: random.Random, name: str) -> list[Crossing]:
    bands = chance.choices(list(points()), [75, 18, 5, 2, 0], k=PEOPLE)
    return [Crossing(f"{name}{number}", points()[band]) for number, band in enumerate(bands)]


def in_list_order(ours: list[Crossing], theirs: list[Crossing], number: int) -> tuple[Stage, ...]:
    """Stages of equal headcount, the highest ranks first: what two hurried sides agree on."""
    first, second = (sorted(people, key=lambda one: -one.points) for people in (ours, theirs))
    size = -(-PEOPLE // number)
    cuts = range(0, PEOPLE, size)
    return tuple(
        Stage(
            place,
            tuple(one.id for one in first[cut : cut + size]),
            tuple(one.id for one in second[cut : cut + size]),
        )
        for place, cut in enumerate(cuts, start=1)
    )


def main() -> None:
    asked = _command.asked("What walking away could gain, by number of stages.")
    chance = random.Random(1)  # noqa: S311 -- a reproducible list
    ours, theirs = side(chance, "a"), side(chance, "x")
    figures: dict[str, float] = {}
    for number in (1, 10) if asked.quick else (1, 2, 5, 10, 20, 30, 60):
        started = time.perf_counter()
        stages = divide(ours, theirs, number)
        figures[f"milliseconds_{number}_stages"] = round((time.perf_counter() - started) * 1000, 1)
        figures[f"exposure_{number}_stages"] = round(exposure(ours, theirs, stages), 4)
        plain = exposure(ours, theirs, in_list_order(ours, theirs, number))
        figures[f"exposure_by_rank_{number}_stages"] = round(plain, 4)
    asked.show(figures)


if __name__ == "__main__":
    main()
