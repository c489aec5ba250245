"""Dividing a crossing into stages, so that neither side gains by walking away. The seriously wounded and sick cross
first; groups stay together.

Into a number of stages (`divide`): heavier groups are placed first, each into the stage that is lightest so far on
that side (longest processing time first, Graham 1969: never more than 4/3 of the best). Under an agreed step
(`within`): the releases in their best order (`homeward.handover.release`), cut into the fewest stages in which no
side is ahead by more than the step, whichever half of a stage comes first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from homeward.errors import HomewardError
from homeward.handover.bound import Item
from homeward.handover.release import order
from homeward.handover.stage import Stage


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


@dataclass(frozen=True, slots=True)
class _Group:
    """People who cross together; `given` by the first party, or received by it."""

    given: bool
    people: tuple[Crossing, ...]

    @property
    def weight(self) -> int:
        """Its points; those under art 109 are outside every count."""
        return sum(one.points for one in self.people if not one.first)

    @property
    def first(self) -> bool:
        return any(one.first for one in self.people)


def within(receive: Sequence[Crossing], give: Sequence[Crossing], step: int, most: int) -> tuple[Stage, ...]:
    """The fewest stages of at most `most` people each way in which no side is ahead by more than `step` points beyond
    what the whole deal gives it; raises BadStages where there are none, as when one group alone weighs more."""
    if step < 1 or most < 1 or not (receive or give):
        raise BadStages("A crossing needs at least one stage and one person, and the agreed step at least one point.")
    groups = [_Group(given, tuple(one)) for given, side in ((True, give), (False, receive)) for one in _groups(side)]
    later = [one for one in groups if not one.first]
    runs = _cut([*(one for one in groups if one.first), *_ordered(later)], step, most)
    return tuple(
        Stage(number, _ids(run, given=False), _ids(run, given=True)) for number, run in enumerate(runs, start=1)
    )


def _ordered(groups: Sequence[_Group]) -> list[_Group]:
    items = {str(place): one for place, one in enumerate(groups)}
    if not items:
        return []
    sides = (
        [Item(id, one.weight, one.weight) for id, one in items.items() if one.given is way] for way in (True, False)
    )
    return [items[release.item.id] for release in order(*sides).releases]


def _cut(groups: Sequence[_Group], step: int, most: int) -> list[Sequence[_Group]]:
    """The fewest runs of `groups`, in their order, none of which puts a side too far ahead."""
    leads = [0, *accumulate(-one.weight if one.given else one.weight for one in groups)]
    low, high = min(leads[-1], 0) - step, max(leads[-1], 0) + step
    fewest: dict[int, tuple[int, int]] = {0: (0, 0)}  # stages up to here, and where the last of them begins
    for begin in range(len(groups)):
        for end in _ends(groups, begin, (leads[begin], low, high), most) if begin in fewest else ():
            if end not in fewest or fewest[begin][0] + 1 < fewest[end][0]:
                fewest[end] = (fewest[begin][0] + 1, begin)
    if len(groups) not in fewest:
        raise BadStages("The people cannot be divided so that neither side is ever ahead by more than the agreed step.")
    runs, end = list[Sequence[_Group]](), len(groups)
    while end:
        begin = fewest[end][1]
        runs.append(groups[begin:end])
        end = begin
    return runs[::-1]


def _ends(groups: Sequence[_Group], begin: int, corridor: tuple[int, int, int], most: int) -> Iterator[int]:
    """Where a stage that begins at `begin` may end: whichever half of it came first, the lead stays in the corridor."""
    lead, low, high = corridor
    people, weight = [0, 0], [0, 0]
    for end in range(begin, len(groups)):
        one = groups[end]
        people[one.given] += len(one.people)
        weight[one.given] += one.weight
        if max(people) > most or lead + weight[False] > high or lead - weight[True] < low:
            return
        yield end + 1


def _ids(groups: Sequence[_Group], *, given: bool) -> tuple[str, ...]:
    return tuple(one.id for group in groups if group.given is given for one in group.people)


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
