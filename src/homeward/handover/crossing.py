"""One stage from setting out to the receipt: move, turn back, roll-call, count, receipt."""

from __future__ import annotations

from dataclasses import replace

from homeward.handover import safety
from homeward.handover.balance import too_far
from homeward.handover.event import Event
from homeward.handover.stage import Count, Outcome, Seal, Stage, StageState, covers
from homeward.handover.state import Operation, Phase, Step, moved, refused


def move(operation: Operation, event: Event) -> Step:
    """A stage sets out: in its turn, once every place of its round has safe passage, and not if even full attendance
    would put a side too far ahead."""
    stage = operation.stage(event.data.get("stage"))
    if operation.phase is not Phase.STARTED:
        return refused(operation, "not_started")
    if stage not in operation.next_stages or stage.state is not StageState.WAITING:
        return refused(operation, "not_its_turn")
    if party := too_far(operation, stage, stage.manifest):
        return refused(operation, "step", party=party, points=operation.step)
    done = safety.depart(operation, event, stage.place)
    if not done.moved:
        return done
    if waiting := safety.dark(operation, event.at, stage):
        return refused(operation, "interlock", places=", ".join(waiting))
    return moved(done.operation.with_stage(replace(stage, state=StageState.MOVING)), "moving", event)


def turn_back(operation: Operation, event: Event) -> Step:
    """Everybody goes back to where they came from; what a roll-call said is forgotten, unless somebody signed it."""
    stage = _named(operation, event)
    if stage is None or stage.receipts:
        return refused(operation, "not_moving")
    back = operation.with_stage(_fresh(stage))
    return moved(safety.arrive(back, event.at, stage.place), "turned_back", event)


def roll_call(operation: Operation, event: Event) -> Step:
    """Everybody and every body of the stage is marked once; until somebody signs, it may be taken again."""
    stage = _named(operation, event)
    if stage is None or stage.receipts:
        return refused(operation, "not_moving")
    marks = {outcome: event.texts(outcome) for outcome in Outcome}
    seals = {seal: event.texts(seal) for seal in Seal}
    instead, witness = frozenset(event.texts("instead")), event.text("witness").strip()
    if not covers(marks.values(), stage.manifest) or instead & stage.manifest:
        return refused(operation, "roll_call_incomplete")
    if not covers(seals.values(), stage.bodies):
        return refused(operation, "seals_incomplete")
    if marks[Outcome.REFUSES] and not witness:
        return refused(operation, "no_witness")
    if party := too_far(operation, stage, frozenset(marks[Outcome.PRESENT])):
        return refused(operation, "step", party=party, points=operation.step)
    called = replace(
        _fresh(stage),
        state=StageState.CALLED,
        marks=frozenset((id, outcome) for outcome, ids in marks.items() for id in ids),
        seals=frozenset((id, seal) for seal, ids in seals.items() for id in ids),
        instead=instead,
        witness=witness,
    )
    return moved(operation.with_stage(called), "called", event)


def count(operation: Operation, event: Event) -> Step:
    """What a side or the observer counted at the crossing; a later count replaces its own earlier one."""
    stage = _named(operation, event)
    if stage is None or stage.state is not StageState.CALLED or stage.receipts:
        return refused(operation, "not_called")
    given = Count(event.by, event.number("receive"), event.number("give"))
    others = tuple(one for one in stage.counts if one.by != event.by)
    counts = tuple(sorted((*others, given), key=lambda one: one.by))
    return moved(operation.with_stage(replace(stage, counts=counts)), "counted", event)


def receipt(operation: Operation, event: Event) -> Step:
    """A signature under the one receipt of the stage, once the counts agree with the roll-call."""
    stage = _named(operation, event)
    if stage is None or stage.state is not StageState.CALLED:
        return refused(operation, "not_called")
    if (wrong := _uncounted(operation, stage)) is not None:
        return wrong
    sha256 = event.text("sha256")
    if not sha256 or stage.sha256 not in ("", sha256):
        return refused(operation, "another_receipt")
    if event.by in stage.receipts:
        return refused(operation, "signed_before")
    receipts = stage.receipts | {event.by}
    done = receipts == set(operation.signers)
    state = StageState.RECEIPTED if done else StageState.CALLED
    after = operation.with_stage(replace(stage, sha256=sha256, receipts=receipts, state=state))
    return moved(safety.arrive(after, event.at, stage.place), "receipted", event)


def _uncounted(operation: Operation, stage: Stage) -> Step | None:
    wrong = [one.by for one in stage.counts if one != stage.crossed(one.by)]
    if wrong:
        return refused(operation, "counts_differ", parties=", ".join(wrong))
    counted = {one.by for one in stage.counts}
    missing = [party for party in operation.signers if party not in counted]
    if operation.observer and missing:
        return refused(operation, "counts_missing", parties=", ".join(missing))
    return None


def _named(operation: Operation, event: Event) -> Stage | None:
    """The stage on the road of which an event speaks; it need not say so when there is only one."""
    if "stage" not in event.data:
        return operation.moving[0] if len(operation.moving) == 1 else None
    stage = operation.stage(event.data["stage"])
    return stage if stage and stage.on_the_road else None


def _fresh(stage: Stage) -> Stage:
    return Stage(
        stage.number, stage.receive, stage.give, stage.place, stage.round, stage.bodies_received, stage.bodies_given
    )
