"""The crossing as a pure machine: (operation, event) → (operation, saying). Both sides can run it over the same log.

- Nothing starts before both parties say so; a sealed deal alone moves nobody.
- Safe passage is a lease. A stage moves only while every party has acknowledged *this* notice, within its window. An
  acknowledged notice ends early only if the side that moves agrees or gives another, and never while people are on
  the road.
- Stages follow each other: none moves before the one before it is receipted by both, so that walking away gains no
  more than the stage on the road. People absent at roll-calls are not evened out here: the sides see them and may end.
- At a roll-call everybody of the stage is present or absent; those who came instead of others are named.
- Both sides sign one and the same receipt of a stage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from homeward.handover.event import Event as Event
from homeward.words import Saying, saying


class Phase(StrEnum):
    """How far the operation has come."""

    PLANNED = "planned"
    STARTED = "started"
    CLOSED = "closed"
    ABORTED = "aborted"


class StageState(StrEnum):
    """How far one stage has come."""

    WAITING = "waiting"
    MOVING = "moving"
    CALLED = "called"
    RECEIPTED = "receipted"


@dataclass(frozen=True, slots=True)
class Stage:
    """The people who cross together, by id; `present` after the roll-call; `receipts` the parties that signed."""

    number: int
    receive: tuple[str, ...]
    give: tuple[str, ...]
    state: StageState = StageState.WAITING
    present: frozenset[str] = frozenset()
    instead: frozenset[str] = frozenset()
    sha256: str = ""
    receipts: frozenset[str] = frozenset()

    @property
    def manifest(self) -> frozenset[str]:
        return frozenset(self.receive) | frozenset(self.give)

    @property
    def absent(self) -> frozenset[str]:
        return self.manifest - self.present


@dataclass(frozen=True, slots=True)
class Lease:
    """Safe passage: the hash of the notice, who moves, from when until when (UTC), who acknowledged, who wants it
    ended."""

    notice: str
    mover: str
    since: datetime
    until: datetime
    acknowledged: frozenset[str] = frozenset()
    revoking: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """The crossing now; `parties` are the two sides, `started` those that said start."""

    id: str
    parties: tuple[str, str]
    stages: tuple[Stage, ...]
    phase: Phase = Phase.PLANNED
    started: frozenset[str] = frozenset()
    lease: Lease | None = None

    @property
    def on_the_road(self) -> Stage | None:
        """The stage that moves or stands at the crossing unreceipted, if any."""
        moving = (StageState.MOVING, StageState.CALLED)
        return next((stage for stage in self.stages if stage.state in moving), None)

    @property
    def next_stage(self) -> Stage | None:
        return next((stage for stage in self.stages if stage.state is not StageState.RECEIPTED), None)


@dataclass(frozen=True, slots=True)
class Step:
    """The operation after an event, whether it moved, and the sentence that says so or says why not."""

    operation: Operation
    moved: bool
    saying: Saying


def step(operation: Operation, event: Event) -> Step:
    """What `event` does; an event out of turn changes nothing and is answered with the reason."""
    if event.by not in operation.parties:
        return _refused(operation, "not_a_party")
    if operation.phase in (Phase.CLOSED, Phase.ABORTED):
        return _refused(operation, "over")
    move = _MOVES.get(event.kind)
    return move(operation, event) if move else _refused(operation, "no_such_act")


def replay(operation: Operation, events: Iterable[Event]) -> Operation:
    """The operation after all `events` of its log, in order."""
    for event in events:
        operation = step(operation, event).operation
    return operation


def in_force(operation: Operation, at: datetime) -> bool:
    """Whether a stage may move at `at`: every party acknowledged this notice, and its window is open."""
    lease = operation.lease
    return lease is not None and lease.since <= at and binding(operation, at)


def binding(operation: Operation, at: datetime) -> bool:
    """Whether every party acknowledged this notice and its window is not over: it may begin later."""
    lease = operation.lease
    return lease is not None and lease.acknowledged >= set(operation.parties) and at <= lease.until


def lamp(operation: Operation, at: datetime) -> Saying:
    """The state of safe passage in words; `lamp_green` only if `in_force`."""
    lease = operation.lease
    if lease is None:
        return _say("lamp_none")
    waiting = sorted(set(operation.parties) - lease.acknowledged)
    if waiting:
        return _say("lamp_waiting", parties=", ".join(waiting))
    if at < lease.since:
        return _say("lamp_not_yet", since=_moment(lease.since))
    if at > lease.until:
        return _say("lamp_over", until=_moment(lease.until))
    if lease.revoking:
        return _say("lamp_revoking", party=lease.revoking)
    return _say("lamp_green", until=_moment(lease.until))


def _start(operation: Operation, event: Event) -> Step:
    if event.by in operation.started:
        return _refused(operation, "started_before")
    started = operation.started | {event.by}
    phase = Phase.STARTED if started == set(operation.parties) else operation.phase
    return _moved(replace(operation, started=started, phase=phase), "started", event)


def _notice(operation: Operation, event: Event) -> Step:
    if operation.on_the_road:
        return _refused(operation, "on_the_road")
    if operation.lease and event.by != operation.lease.mover and binding(operation, event.at):
        return _refused(operation, "only_mover_agrees")  # else a new notice would end what was acknowledged
    since, until = event.moment("since"), event.moment("until")
    if since is None or until is None or until <= since or until <= event.at:
        return _refused(operation, "window_empty")
    lease = Lease(event.text("sha256"), event.by, since, until, frozenset({event.by}))
    return _moved(replace(operation, lease=lease), "noticed", event)


def _acknowledge(operation: Operation, event: Event) -> Step:
    lease = operation.lease
    if lease is None or event.text("of") != lease.notice:
        return _refused(operation, "another_notice")
    if event.at > lease.until:
        return _refused(operation, "notice_over")
    if event.by in lease.acknowledged:
        return _refused(operation, "acknowledged_before")
    lease = replace(lease, acknowledged=lease.acknowledged | {event.by})
    return _moved(replace(operation, lease=lease), "acknowledged", event)


def _revoke(operation: Operation, event: Event) -> Step:
    """A request alone ends nothing."""
    if operation.lease is None:
        return _refused(operation, "another_notice")
    lease = replace(operation.lease, revoking=event.by)
    return _moved(replace(operation, lease=lease), "revocation_asked", event)


def _agree(operation: Operation, event: Event) -> Step:
    lease = operation.lease
    if lease is None or not lease.revoking or event.by != lease.mover:
        return _refused(operation, "only_mover_agrees")
    if operation.on_the_road:
        return _refused(operation, "on_the_road")
    return _moved(replace(operation, lease=None), "revoked", event)


def _move(operation: Operation, event: Event) -> Step:
    stage = operation.next_stage
    if operation.phase is not Phase.STARTED:
        return _refused(operation, "not_started")
    if stage is None or stage.number != event.data.get("stage") or stage.state is not StageState.WAITING:
        return _refused(operation, "not_its_turn")
    if not in_force(operation, event.at):
        return _refused(operation, "no_passage")
    return _moved(_with(operation, replace(stage, state=StageState.MOVING)), "moving", event)


def _turn_back(operation: Operation, event: Event) -> Step:
    stage = operation.on_the_road
    if stage is None or stage.state is not StageState.MOVING:
        return _refused(operation, "not_moving")
    return _moved(_with(operation, replace(stage, state=StageState.WAITING)), "turned_back", event)


def _roll_call(operation: Operation, event: Event) -> Step:
    stage = operation.on_the_road
    if stage is None or stage.state is not StageState.MOVING:
        return _refused(operation, "not_moving")
    present, absent, instead = (frozenset(event.texts(key)) for key in ("present", "absent", "instead"))
    if present | absent != stage.manifest or present & absent or instead & stage.manifest:
        return _refused(operation, "roll_call_incomplete")
    called = replace(stage, state=StageState.CALLED, present=present, instead=instead)
    return _moved(_with(operation, called), "called", event)


def _receipt(operation: Operation, event: Event) -> Step:
    stage = operation.on_the_road
    if stage is None or stage.state is not StageState.CALLED:
        return _refused(operation, "not_called")
    sha256 = event.text("sha256")
    if not sha256 or stage.sha256 not in ("", sha256):
        return _refused(operation, "another_receipt")
    receipts = stage.receipts | {event.by}
    done = receipts == set(operation.parties)
    state = StageState.RECEIPTED if done else StageState.CALLED
    return _moved(_with(operation, replace(stage, sha256=sha256, receipts=receipts, state=state)), "receipted", event)


def _abort(operation: Operation, event: Event) -> Step:
    if operation.on_the_road:
        return _refused(operation, "on_the_road")
    return _moved(replace(operation, phase=Phase.ABORTED), "aborted", event)


def _close(operation: Operation, event: Event) -> Step:
    if operation.next_stage is not None:
        return _refused(operation, "stages_open")
    return _moved(replace(operation, phase=Phase.CLOSED), "closed", event)


_MOVES: dict[str, Callable[[Operation, Event], Step]] = {
    "start": _start,
    "notice": _notice,
    "acknowledge": _acknowledge,
    "ask_revocation": _revoke,
    "agree_revocation": _agree,
    "move": _move,
    "turn_back": _turn_back,
    "roll_call": _roll_call,
    "receipt": _receipt,
    "abort": _abort,
    "close": _close,
}


def _with(operation: Operation, stage: Stage) -> Operation:
    return replace(operation, stages=tuple(stage if one.number == stage.number else one for one in operation.stages))


def _moved(operation: Operation, key: str, event: Event) -> Step:
    return Step(operation, True, _say(f"did_{key}", party=event.by))


def _refused(operation: Operation, key: str) -> Step:
    return Step(operation, False, _say(f"refused_{key}"))


def _say(key: str, **values: str) -> Saying:
    return saying("handover", key, **values)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
