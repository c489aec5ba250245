"""The values of a crossing: the operation now, and what an event did to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from homeward.channel.passage import Lease
from homeward.handover.event import Event
from homeward.handover.stage import Stage, StageState
from homeward.words import Saying, saying


class Phase(StrEnum):
    """How far the operation has come."""

    PLANNED = "planned"
    STARTED = "started"
    CLOSED = "closed"
    ABORTED = "aborted"


OVER = frozenset({Phase.CLOSED, Phase.ABORTED})


@dataclass(frozen=True, slots=True)
class Substitute:
    """What `by` proposes: that `comes`, who weighs `points`, crosses in `stage` instead of `leaves`."""

    by: str
    stage: int
    leaves: str
    comes: str
    points: int


@dataclass(frozen=True, slots=True)
class Operation:
    """The crossing now. `parties` are the two sides; a `mediator` must acknowledge every notice too, an `observer`
    counts and signs too. `step` is how far a side may be ahead in the points of `weights` (a person not named there
    weighs 1), 0 for no limit. `guarantors` are further parties that must acknowledge, each with its place (empty: every
    place), `substitutes` who is proposed to come instead of whom. `leases` hold the safe passage of each place,
    `started` those that said start."""

    id: str
    parties: tuple[str, str]
    stages: tuple[Stage, ...]
    phase: Phase = Phase.PLANNED
    started: frozenset[str] = frozenset()
    leases: tuple[tuple[str, Lease], ...] = ()
    mediator: str = ""
    observer: str = ""
    step: int = 0
    weights: tuple[tuple[str, int], ...] = ()
    guarantors: tuple[tuple[str, str], ...] = ()
    substitutes: tuple[Substitute, ...] = ()

    @property
    def moving(self) -> tuple[Stage, ...]:
        """The stages that move or stand at a crossing unreceipted."""
        return tuple(stage for stage in self.stages if stage.on_the_road)

    @property
    def next_stages(self) -> tuple[Stage, ...]:
        """The stages whose turn it is: in every place none before the last round is closed in all of them."""
        left = [stage for stage in self.stages if stage.state is not StageState.RECEIPTED]
        turn = min((stage.turn for stage in left), default=0)
        return tuple(stage for stage in left if stage.turn == turn)

    @property
    def signers(self) -> tuple[str, ...]:
        """Who signs every receipt."""
        return (*self.parties, self.observer) if self.observer else self.parties

    def named_at(self, place: str) -> tuple[str, ...]:
        """The further parties that must acknowledge a notice of `place`."""
        return tuple(party for where, party in self.guarantors if where in ("", place))

    def lease(self, place: str = "") -> Lease | None:
        """Safe passage at `place`."""
        return dict(self.leases).get(place)

    def stage(self, number: object) -> Stage | None:
        return next((stage for stage in self.stages if stage.number == number), None)

    def with_stage(self, stage: Stage) -> Operation:
        stages = tuple(stage if one.number == stage.number else one for one in self.stages)
        return replace(self, stages=stages)

    def with_lease(self, place: str, lease: Lease) -> Operation:
        return replace(self, leases=tuple(sorted({**dict(self.leases), place: lease}.items())))


@dataclass(frozen=True, slots=True)
class Step:
    """The operation after an event, whether it moved, and the sentence that says so or says why not."""

    operation: Operation
    moved: bool
    saying: Saying


def moved(operation: Operation, key: str, event: Event) -> Step:
    return Step(operation, True, saying("handover", f"did_{key}", party=event.by))


def refused(operation: Operation, key: str, **values: str | int) -> Step:
    return Step(operation, False, saying("handover", f"refused_{key}", **values))
