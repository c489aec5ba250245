"""Somebody else comes instead: proposed by one side, agreed to by the other, before the roll-call of the stage.

The place stays on its side, so that the manifest is as long as before; nobody comes who stands on a manifest of the
operation already; and he weighs no more and no less than the agreed step allows."""

from __future__ import annotations

from dataclasses import replace

from homeward.handover.balance import weighed
from homeward.handover.event import Event
from homeward.handover.stage import Stage, StageState
from homeward.handover.state import Operation, Step, Substitute, moved, refused


def propose(operation: Operation, event: Event) -> Step:
    """A proposal of one side; it changes nobody's way before the other agrees."""
    one = Substitute(event.by, event.number("stage"), event.text("leaves"), event.text("comes"), event.number("points"))
    if wrong := _amiss(operation, one):
        return wrong
    others = tuple(said for said in operation.substitutes if said.leaves != one.leaves)
    return moved(replace(operation, substitutes=(*others, one)), "substitute", event)


def agree(operation: Operation, event: Event) -> Step:
    """The other side agrees to exactly what was proposed."""
    named = (event.number("stage"), event.text("leaves"), event.text("comes"))
    found = [one for one in operation.substitutes if (one.stage, one.leaves, one.comes) == named]
    if not found or found[0].by == event.by:
        return refused(operation, "no_such_substitute")
    if wrong := _amiss(operation, found[0]):
        return wrong
    return moved(_changed(operation, found[0]), "substituted", event)


def _amiss(operation: Operation, one: Substitute) -> Step | None:
    """Why this cannot be; None if it can."""
    stage = operation.stage(one.stage)
    if stage is None or stage.state not in (StageState.WAITING, StageState.MOVING):
        return refused(operation, "after_the_roll_call")
    everybody = {id for other in operation.stages for id in other.manifest}
    if one.leaves not in stage.manifest or not one.comes or one.comes in everybody:
        return refused(operation, "substitute")
    if operation.step and abs(one.points - weighed(operation)[one.leaves]) > operation.step:
        return refused(operation, "step", party=one.by, points=operation.step)
    return None


def _changed(operation: Operation, one: Substitute) -> Operation:
    stage = next(stage for stage in operation.stages if stage.number == one.stage)
    left = tuple(said for said in operation.substitutes if said.leaves != one.leaves)
    weights = (*operation.weights, (one.comes, one.points))
    return replace(operation.with_stage(_swapped(stage, one)), substitutes=left, weights=weights)


def _swapped(stage: Stage, one: Substitute) -> Stage:
    receive, give = (
        tuple(one.comes if id == one.leaves else id for id in side) for side in (stage.receive, stage.give)
    )
    return replace(stage, receive=receive, give=give)
