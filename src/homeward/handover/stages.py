"""Dividing a crossing into a number of stages of equal weight. The seriously wounded and sick cross first; groups stay
together: heavier groups are placed first, each into the stage that is lightest so far on that side (longest processing
time first, Graham 1969: never more than 4/3 of the best)."""

from __future__ import annotations

from collections.abc import Sequence

from homeward.handover.groups import BadStages as BadStages
from homeward.handover.groups import Crossing as Crossing
from homeward.handover.groups import groups
from homeward.handover.stage import Stage


def divide(receive: Sequence[Crossing], give: Sequence[Crossing], number: int) -> tuple[Stage, ...]:
    """`number` stages (fewer if there are not enough people); raises BadStages for none."""
    if number < 1 or not (receive or give):
        raise BadStages("nobody")
    most = min(number, max(len(receive), len(give)))
    both = zip(_fill(receive, most), _fill(give, most), strict=True)
    kept = [(ours, theirs) for ours, theirs in both if ours or theirs]
    return tuple(Stage(place, ours, theirs) for place, (ours, theirs) in enumerate(kept, start=1))


def at_places(
    receive: Sequence[Crossing], give: Sequence[Crossing], rounds: Sequence[Stage], places: Sequence[str]
) -> tuple[Stage, ...]:
    """Each of `rounds` divided over `places` that cross at the same time."""
    named = {one.id: one for one in (*receive, *give)}
    found: list[Stage] = []
    for one in rounds:
        both = ([named[id] for id in one.receive], [named[id] for id in one.give])
        for place, part in zip(places, divide(*both, len(places)), strict=False):
            found.append(Stage(len(found) + 1, part.receive, part.give, place, one.number))
    return tuple(found)


def exposure(receive: Sequence[Crossing], give: Sequence[Crossing], stages: Sequence[Stage]) -> float:
    """The largest lead of one side after any half stage, as a share of all points: what walking away could gain."""
    points = {one.id: one.points for one in (*receive, *give)}
    total = max(sum(points.values()), 1)
    lead, worst = 0, 0
    for stage in stages:
        first = sum(points[id] for id in stage.receive)
        second = sum(points[id] for id in stage.give)
        worst = max(worst, abs(lead + first), abs(lead - second), abs(lead + first - second))
        lead += first - second
    return worst / total


def _fill(people: Sequence[Crossing], number: int) -> list[tuple[str, ...]]:
    stages: list[list[str]] = [[] for _ in range(number)]
    weights = [0] * number
    for group in groups(people):
        place = 0 if group[0].first else min(range(number), key=lambda one: (weights[one], one))
        stages[place] += [one.id for one in group]
        weights[place] += sum(one.points for one in group)
    return [tuple(stage) for stage in stages]
