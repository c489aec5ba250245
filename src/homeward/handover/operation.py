"""The crossing as a pure machine: (operation, event) → (operation, saying). Both sides can run it over the same log.

- Nothing starts before both parties say so; a sealed deal alone moves nobody.
- Safe passage is a lease (`homeward.channel.passage`): a stage moves only while every party and the mediator have
  acknowledged *this* notice, within its window; nothing of it changes while people are on the road.
- Where several places cross at once, nobody sets out in any of them before every place of the round has safe passage.
  Who must acknowledge may be named later, never while people are on the road.
- Rounds follow each other: in no place does a stage move before every place has the receipts of the round before.
- Somebody else may come instead of a person of the manifest, if one side proposes it and the other agrees before the
  roll-call (`homeward.handover.substitution`).
- At a roll-call everybody is present, absent, refuses before a witness, has died or is held back; bodies go by their
  seals; those who came instead are named. A roll-call that would put a side ahead by more than the agreed step is
  refused: some are held back, or the stage turns back.
- Both sides and the observer count; then all sign one and the same receipt.
- An operation may end between stages; what each side still owes is `homeward.handover.balance.owed`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from homeward.handover import crossing, safety, substitution
from homeward.handover.event import Event as Event
from homeward.handover.safety import in_force as in_force
from homeward.handover.safety import lamp as lamp
from homeward.handover.stage import Outcome as Outcome
from homeward.handover.stage import Seal as Seal
from homeward.handover.stage import Stage as Stage
from homeward.handover.stage import StageState as StageState
from homeward.handover.state import OVER, Step, moved, refused
from homeward.handover.state import Operation as Operation
from homeward.handover.state import Phase as Phase


def step(operation: Operation, event: Event) -> Step:
    """What `event` does; an event out of turn changes nothing and is answered with the reason."""
    if event.by not in _speakers(operation, event.kind):
        return refused(operation, "not_a_party")
    if operation.phase in OVER:
        return refused(operation, "over")
    move = _MOVES.get(event.kind)
    return move(operation, event) if move else refused(operation, "no_such_act")


def replay(operation: Operation, events: Iterable[Event]) -> Operation:
    """The operation after all `events` of its log, in order."""
    for event in events:
        operation = step(operation, event).operation
    return operation


def _speakers(operation: Operation, kind: str) -> tuple[str, ...]:
    """The parties; the mediator and the guarantors speak of safe passage, the observer of counts and receipts."""
    if kind in ("count", "receipt"):
        return operation.signers
    if kind in ("acknowledge", "ask_revocation"):
        others = (operation.mediator, *(party for _place, party in operation.guarantors))
        return (*operation.parties, *(party for party in others if party))
    return operation.parties


def _start(operation: Operation, event: Event) -> Step:
    if event.by in operation.started:
        return refused(operation, "started_before")
    started = operation.started | {event.by}
    phase = Phase.STARTED if started == set(operation.parties) else operation.phase
    return moved(replace(operation, started=started, phase=phase), "started", event)


def _abort(operation: Operation, event: Event) -> Step:
    if operation.moving:
        return refused(operation, "on_the_road")
    return moved(replace(operation, phase=Phase.ABORTED), "aborted", event)


def _close(operation: Operation, event: Event) -> Step:
    if operation.next_stages:
        return refused(operation, "stages_open")
    return moved(replace(operation, phase=Phase.CLOSED), "closed", event)


_MOVES: dict[str, Callable[[Operation, Event], Step]] = {
    "start": _start,
    "notice": safety.notice,
    "guarantor": safety.guarantor,
    "acknowledge": safety.said,
    "ask_revocation": safety.said,
    "agree_revocation": safety.said,
    "check_in": safety.said,
    "move": crossing.move,
    "turn_back": crossing.turn_back,
    "substitute": substitution.propose,
    "substitute_agree": substitution.agree,
    "roll_call": crossing.roll_call,
    "count": crossing.count,
    "receipt": crossing.receipt,
    "abort": _abort,
    "close": _close,
}
