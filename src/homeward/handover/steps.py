"""Dividing a crossing so that no side is ever ahead by more than a step: the releases in their best order
(`homeward.handover.release`), cut into the fewest stages in which no side is ahead by more, whichever half of a stage
comes first. The seriously wounded and sick cross first; groups stay together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from homeward.handover.bound import Item
from homeward.handover.breaking import exposed
from homeward.handover.groups import BadStages, Crossing, Group, groups, items
from homeward.handover.release import order
from homeward.handover.stage import Stage
from homeward.handover.stages import divide

MOST = 2000
"""People each way in one stage, where nothing else is agreed: as many as one message can name."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What stages must keep to: `number` of them if so few do; the agreed `step` in points, 0 for none; the `most`
    people each way in one of them."""

    number: int = 1
    step: int = 0
    most: int = MOST


def within(receive: Sequence[Crossing], give: Sequence[Crossing], step: int, most: int) -> tuple[Stage, ...]:
    """The fewest stages of at most `most` people each way in which no side is ahead by more than `step` points beyond
    what the whole deal gives it; raises BadStages where there are none, as when one group alone weighs more."""
    if step < 1 or most < 1 or not (receive or give):
        raise BadStages("nobody")
    _order, runs = _best(receive, give, step, most)
    return _stages(runs)


def staged(receive: Sequence[Crossing], give: Sequence[Crossing], limits: Limits) -> tuple[Stage, ...]:
    """At most `limits.number` stages in which walking away pays least: of those with the least step that so few allow,
    and of those of equal weight. More, where the agreed step or the most people of a stage ask for more. Raises
    BadStages where no stages keep to the agreed step."""
    cut = _cut_down(receive, give, limits)
    equal = divide(receive, give, len(cut))
    if not _keeps(receive, give, equal, limits):
        return cut
    return min(cut, equal, key=lambda stages: exposed(receive, give, stages).worst)


def _cut_down(receive: Sequence[Crossing], give: Sequence[Crossing], limits: Limits) -> tuple[Stage, ...]:
    """The stages of the best order with the least step that so few allow."""
    if min(limits.number, limits.most) < 1 or not (receive or give):
        raise BadStages("nobody")
    low, high = 1, limits.step or max(1, sum(one.weight for one in (*receive, *give)))
    ordered, best = _best(receive, give, high, limits.most)
    number = max(limits.number, len(best))
    while low < high:
        middle = (low + high) // 2
        found = _cut(ordered, middle, limits.most)
        if found is None or len(found) > number:
            low = middle + 1
        else:
            high, best = middle, found
    return _stages(best)


def _keeps(receive: Sequence[Crossing], give: Sequence[Crossing], stages: Sequence[Stage], limits: Limits) -> bool:
    """Whether `stages` keep to the step and to the most people of a stage."""
    weight = {one.id: one.weight for one in (*receive, *give)}
    sums = [tuple(sum(weight[id] for id in side) for side in (one.receive, one.give)) for one in stages]
    whole, step, lead = sum(came - went for came, went in sums), limits.step or sum(weight.values()), 0
    for stage, (came, went) in zip(stages, sums, strict=True):
        if lead + came > max(whole, 0) + step or lead - went < min(whole, 0) - step:
            return False
        if max(len(stage.receive), len(stage.give)) > limits.most:
            return False
        lead += came - went
    return True


def _best(
    receive: Sequence[Crossing], give: Sequence[Crossing], step: int, most: int
) -> tuple[list[Group], list[Sequence[Group]]]:
    """Everybody in the best order that keeps to the step, and its fewest runs: the order by the first party's own
    worth or, where that goes too far in the agreed points, by these."""
    for own in (True, False):
        ordered = _ordered(*([one if own else replace(one, worth=None) for one in side] for side in (receive, give)))
        if (runs := _cut(ordered, step, most)) is not None:
            return ordered, runs
    raise BadStages("step")


def _ordered(receive: Sequence[Crossing], give: Sequence[Crossing]) -> list[Group]:
    both = [Group(given, tuple(one)) for given, side in ((True, give), (False, receive)) for one in groups(side)]
    worth, later = items(receive, give), [one for one in both if not one.first]
    named = {str(place): one for place, one in enumerate(later)}
    sides = ([_whole(id, one, worth) for id, one in named.items() if one.given is way] for way in (True, False))
    releases = order(*sides).releases if named else ()
    return [*(one for one in both if one.first), *(named[release.item.id] for release in releases)]


def _whole(id: str, group: Group, worth: Mapping[str, Item]) -> Item:
    ones = [worth[person.id] for person in group.people]
    return Item(id, sum(one.cost for one in ones), sum(one.value for one in ones))


def _cut(ordered: Sequence[Group], step: int, most: int) -> list[Sequence[Group]] | None:
    """The fewest runs of `ordered` none of which puts a side too far ahead: each as long as can be, for every part of
    a run that keeps within the step does too. None if a group alone goes beyond it."""
    leads = [0, *accumulate(-one.weight if one.given else one.weight for one in ordered)]
    low, high = min(leads[-1], 0) - step, max(leads[-1], 0) + step
    runs, begin = list[Sequence[Group]](), 0
    while begin < len(ordered):
        end = _end(ordered, begin, (leads[begin], low, high), most)
        if end == begin:
            return None
        runs.append(ordered[begin:end])
        begin = end
    return runs


def _end(ordered: Sequence[Group], begin: int, corridor: tuple[int, int, int], most: int) -> int:
    """Where a run that begins at `begin` must end: whichever half of it came first, the lead stays in the corridor."""
    lead, low, high = corridor
    people, weight = [0, 0], [0, 0]
    for end in range(begin, len(ordered)):
        one = ordered[end]
        people[one.given] += len(one.people)
        weight[one.given] += one.weight
        if max(people) > most or lead + weight[False] > high or lead - weight[True] < low:
            return end
    return len(ordered)


def _stages(runs: Sequence[Sequence[Group]]) -> tuple[Stage, ...]:
    return tuple(
        Stage(number, _ids(run, given=False), _ids(run, given=True)) for number, run in enumerate(runs, start=1)
    )


def _ids(run: Sequence[Group], *, given: bool) -> tuple[str, ...]:
    return tuple(one.id for group in run if group.given is given for one in group.people)
