"""Who is ahead, by how much, and what each side still owes. Weights are the agreed points, or a side's own values:
each side may run the same sums over its private values and keep still when they come out wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from homeward.handover.stage import Outcome, Seal, Stage, StageState
from homeward.handover.state import Operation


class Owed(StrEnum):
    """What is owed: a person alive, or a body."""

    PERSON = "person"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Debt:
    """The party `by` still has to hand over `id`, a person or the seal of a body."""

    by: str
    id: str
    what: Owed


def weighed(operation: Operation) -> Mapping[str, int]:
    """The agreed points of everybody on the manifests."""
    named = dict(operation.weights)
    return {id: named.get(id, 1) for stage in operation.stages for id in stage.manifest}


def lead(operation: Operation, values: Mapping[str, int] | None = None) -> int:
    """How far the first party is ahead (negative: the second) in `values`, the agreed points by default: what it
    received less what it gave, roll-calls taken."""
    points = weighed(operation) if values is None else values
    done = (stage for stage in operation.stages if stage.state in (StageState.CALLED, StageState.RECEIPTED))
    return sum(net(stage, stage.present, points) for stage in done)


def net(stage: Stage, present: frozenset[str], points: Mapping[str, int]) -> int:
    """What the first party gains when `present` cross."""
    received = sum(points.get(id, 1) for id in stage.receive if id in present)
    return received - sum(points.get(id, 1) for id in stage.give if id in present)


def corridor(operation: Operation) -> tuple[int, int]:
    """Between which leads the first party may be: the agreed step beyond where the whole deal takes it."""
    points = weighed(operation)
    planned = sum(net(stage, stage.manifest, points) for stage in operation.stages)
    return min(planned, 0) - operation.step, max(planned, 0) + operation.step


def too_far(operation: Operation, stage: Stage, present: frozenset[str]) -> str:
    """The party that would be ahead by more than the agreed step if `present` crossed in `stage`; empty for none, or
    if that lessens a lead."""
    if not operation.step:
        return ""
    low, high = corridor(operation)
    others = operation.with_stage(Stage(stage.number, (), ()))
    before, after = lead(operation), lead(others) + net(stage, present, weighed(operation))
    if after > max(high, before):
        return operation.parties[0]
    return operation.parties[1] if after < min(low, before) else ""


def owed(operation: Operation) -> tuple[Debt, ...]:
    """What each side still has to hand over as things stand: those whose stage was not receipted, the absent and
    those held back, the bodies of those who died or that did not come. Who refused to cross is owed by nobody."""
    ours, theirs = operation.parties
    found: list[Debt] = []
    for stage in operation.stages:
        sides = ((theirs, stage.receive, stage.bodies_received), (ours, stage.give, stage.bodies_given))
        for by, people, bodies in sides:
            found += [Debt(by, id, what) for id in people if (what := _person(stage, id)) is not None]
            found += [Debt(by, seal, Owed.BODY) for seal in bodies if _still_there(stage, seal)]
    return tuple(found)


def _person(stage: Stage, id: str) -> Owed | None:
    if stage.state is not StageState.RECEIPTED:
        return Owed.PERSON
    owing = {Outcome.ABSENT: Owed.PERSON, Outcome.HELD_BACK: Owed.PERSON, Outcome.DIED: Owed.BODY}
    return owing.get(dict(stage.marks)[id])


def _still_there(stage: Stage, seal: str) -> bool:
    return stage.state is not StageState.RECEIPTED or dict(stage.seals)[seal] is Seal.MISSING
