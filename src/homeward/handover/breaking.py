"""What it would pay either side to walk away at each moment of a crossing that is divided into stages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from homeward.handover.bound import Item, lower_bound
from homeward.handover.groups import Crossing, items
from homeward.handover.stage import Stage


class When(StrEnum):
    """A moment of a stage: before it, or when only one half of it has crossed."""

    BEFORE = "before"
    RECEIVED = "received"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Moment:
    """What walking away would pay the first party and the second then, as shares of the whole deal; below nought, it
    would cost them that. How many would not `come` to the first party, and how many would not `go`."""

    stage: int
    when: When
    first: float
    second: float
    come: int
    go: int


@dataclass(frozen=True, slots=True)
class Exposure:
    """Every moment; the `worst` share that walking away ever pays a side; and the `bound`, below which no order of the
    same people comes, in however many stages."""

    moments: tuple[Moment, ...]
    worst: float
    bound: float


def exposed(receive: Sequence[Crossing], give: Sequence[Crossing], stages: Sequence[Stage]) -> Exposure:
    """The exposure of `stages`, one after the other: the first party's by its own worth of everybody, the second's by
    the agreed points."""
    worth = items(receive, give)
    whole = sum(worth[one.id].cost for one in give) + sum(worth[one.id].value for one in receive) or 1
    moments = tuple(
        Moment(number, when, first / whole, second / whole, len(come), len(go))
        for number, when, come, go in _left(stages)
        for first, second in (_pays(worth, come, go),)
    )
    ours, theirs = ([worth[one.id] for one in side if one.weight] for side in (give, receive))
    bound = lower_bound(ours, theirs) / whole if ours or theirs else 0
    return Exposure(moments, max(0, *(max(one.first, one.second) for one in moments)), bound)


def _left(stages: Sequence[Stage]) -> Iterator[tuple[int, When, frozenset[str], frozenset[str]]]:
    """At each moment: those who are still to come to the first party, and those who are still to go."""
    come = frozenset(id for stage in stages for id in stage.receive)
    go = frozenset(id for stage in stages for id in stage.give)
    for stage in stages:
        yield stage.number, When.BEFORE, come, go
        yield stage.number, When.RECEIVED, come - set(stage.receive), go
        yield stage.number, When.GIVEN, come, go - set(stage.give)
        come, go = come - set(stage.receive), go - set(stage.give)


def _pays(worth: Mapping[str, Item], come: Collection[str], go: Collection[str]) -> tuple[int, int]:
    """What walking away pays each side: what it still has to give, less what it is still to get."""
    first = sum(worth[id].cost for id in go) - sum(worth[id].value for id in come)
    second = sum(worth[id].cost for id in come) - sum(worth[id].value for id in go)
    return first, second
