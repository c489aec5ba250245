"""Dividing a crossing into stages that weigh the same, so that neither side gains by walking away.

The seriously wounded and sick cross first. Groups stay together. Heavier groups are placed first, each into the
stage that is lightest so far on that side (longest processing time first, Graham 1969: never more than 4/3 of the
best)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from homeward.errors import HomewardError
from homeward.handover.operation import Stage


class BadStages(HomewardError):
    """The people cannot be divided like this."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A person who crosses: `points` of the rank band, `group` of people not parted, `first` under GC III art
    109."""

    id: str
    points: int = 1
    group: str = ""
    first: bool = False


def divide(receive: Sequence[Crossing], give: Sequence[Crossing], number: int) -> tuple[Stage, ...]:
    """`number` stages (fewer if there are not enough people); raises BadStages for none."""
    if number < 1 or not (receive or give):
        raise BadStages("A crossing needs at least one stage and one person.")
    most = min(number, max(len(receive), len(give)))
    both = zip(_fill(receive, most), _fill(give, most), strict=True)
    kept = [(ours, theirs) for ours, theirs in both if ours or theirs]
    return tuple(Stage(place, ours, theirs) for place, (ours, theirs) in enumerate(kept, start=1))


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
    for group in _groups(people):
        place = 0 if group[0].first else min(range(number), key=lambda one: (weights[one], one))
        stages[place] += [one.id for one in group]
        weights[place] += sum(one.points for one in group)
    return [tuple(stage) for stage in stages]


def _groups(people: Sequence[Crossing]) -> list[list[Crossing]]:
    """Groups that stay together; those with somebody under art 109 first, then the heaviest."""
    found: defaultdict[str, list[Crossing]] = defaultdict(list)
    for one in people:
        found[one.group or f"\x1f{one.id}"].append(one)
    groups = [sorted(group, key=lambda one: (not one.first, one.id)) for group in found.values()]
    return sorted(groups, key=lambda group: (not group[0].first, -sum(one.points for one in group), group[0].id))
