"""A small crossing in which everybody tries everything at every moment, before, in and after the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

from homeward.canonical import Value
from homeward.handover.balance import lead
from homeward.handover.operation import Event, Operation, Stage, StageState, in_force
from tests.models.search import Found, Way, search

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
TIMES = (NINE, NINE + timedelta(hours=9))  # within the window of a notice, and after it
WINDOW: dict[str, Value] = {"since": NINE.isoformat(), "until": (NINE + timedelta(hours=6)).isoformat()}
SIDES = ("VRH", "ZLS")
GUARANTOR = "GUA"


@dataclass(frozen=True, slots=True)
class Model:
    """The model of the crossing `new` over `step`, which is the machine's or one with a rule broken. `absences`: not
    everybody comes; `further`: somebody else guarantees, or comes instead; `narrow`: nobody says what is not his."""

    new: Operation
    step: Callable[[Operation, Event], Any]
    notices: tuple[str, ...] = ("n1",)
    absences: bool = True
    further: bool = False
    narrow: bool = False

    def run(self, most: int = 0) -> Found:
        events = self.events()
        return search([self.new], lambda before: self.ways(before, events), self.wrong, most)

    def events(self) -> list[Event]:
        """Everything that anybody may try."""
        found: list[tuple[str, dict[str, Value]]] = [
            (kind, {}) for kind in ("start", "ask_revocation", "agree_revocation", "check_in", "abort", "close", "sing")
        ]
        for name, place in product(self.notices, {stage.place for stage in self.new.stages}):
            sha256 = f"{name}{place}"
            found += [("notice", {"sha256": sha256, "place": place, **WINDOW})]
            found += [("acknowledge", {"of": sha256, "units": "u"})]
        for stage in self.new.stages:
            found += self.of_a_stage(stage)
        if self.further:
            found += self.of_others()
        speakers = (*SIDES, *(party for party in (self.new.observer, self.new.mediator, GUARANTOR) if party))
        stranger = Event("start", "XYZ", NINE, {})
        tried = (Event(kind, by, at, data) for (kind, data), by, at in product(found, speakers, TIMES))
        return [stranger, *(event for event in tried if not self.narrow or self.may(event))]

    def may(self, event: Event) -> bool:
        """Whether an act is one's own to try, at a time that matters to it."""
        own = {"count": self.new.signers, "receipt": self.new.signers}.get(event.kind, SIDES)
        late = event.kind in ("move", "acknowledge", "notice", "depart")
        return event.by in own and (late or event.at == NINE) and event.kind not in ("sing", "check_in")

    def of_others(self) -> Iterator[tuple[str, dict[str, Value]]]:
        """A further party guarantees a place; somebody comes instead of the first of each stage."""
        yield "guarantor", {"guarantor": GUARANTOR, "place": self.new.stages[0].place}
        for stage in self.new.stages:
            swap: dict[str, Value] = {"stage": stage.number, "leaves": stage.receive[0], "comes": "s"}
            yield "substitute", {**swap, "points": 1}
            yield "substitute", {**swap, "points": 9}
            yield "substitute_agree", swap

    def of_a_stage(self, stage: Stage) -> Iterator[tuple[str, dict[str, Value]]]:
        number: dict[str, Value] = {"stage": stage.number}
        yield from ((kind, number) for kind in ("move", "turn_back"))
        yield from (("receipt", {**number, "sha256": sha256}) for sha256 in ("r1", "r2"))
        ours, theirs = [*stage.receive], [*stage.give]
        marks: list[dict[str, Value]] = [{"present": [*ours, *theirs]}, {"present": ours}]
        if self.further:
            marks += [{"present": [*ours[1:], "s", *theirs]}]
        if self.absences:
            marks += [{"present": theirs, "absent": ours}, {"absent": theirs, "died": ours}]
            marks += [{"present": ours, "refuses": theirs, "witness": witness} for witness in ("w", "")]
            marks += [{"present": theirs, "held_back": ours}]
        yield from (("roll_call", {**number, **mark}) for mark in marks)
        if self.new.observer:
            yield from (("count", {**number, "receive": n, "give": n}) for n in (0, 1))

    def ways(self, before: Operation, events: list[Event]) -> Iterator[Way[Operation]]:
        for event in events:
            done = self.step(before, event)
            yield done.saying.key, done.operation, self.unfair(before, event, done)

    def unfair(self, before: Operation, event: Event, done: Any) -> str:
        """What no single act may do."""
        after = done.operation
        if not done.moved:
            return "" if after is before or after == before else f"I11: a refused {event.kind} changed something"
        if before.phase in ("closed", "aborted"):
            return "something happened after the end"
        if event.kind == "move" and (complaint := self.unsafe(before, event)):
            return complaint
        if event.at == TIMES[1] and event.kind in ("move", "acknowledge", "notice"):
            return f"I9: a {event.kind} after the window changed something"
        if event.kind == "abort" and before.moving:
            return "an operation ended with people on the road"
        signed = {stage.sha256 for stage in before.stages if stage.number == event.data.get("stage")} - {""}
        if event.kind == "receipt" and signed - {event.text("sha256")}:
            return "two receipts were signed for one stage"
        return ""

    def unsafe(self, before: Operation, event: Event) -> str:
        """I7: why this stage may not set out."""
        place = next(stage.place for stage in before.stages if stage.number == event.data["stage"])
        if not in_force(before, event.at, place) or before.phase != "started":
            return "I7: a stage set out without safe passage"
        if any(not in_force(before, event.at, one.place) for one in before.next_stages):
            return "I7: a stage set out while another place of its round was dark"
        return ""

    @property
    def people(self) -> int:
        return sum(len(stage.manifest) for stage in self.new.stages)

    def wrong(self, now: Operation) -> str:
        """What must hold at every moment."""
        ours, theirs = ({id for stage in now.stages for id in side(stage)} for side in (_received, _given))
        whole = sum(dict(now.weights).get(id, 1) for id in ours) - sum(dict(now.weights).get(id, 1) for id in theirs)
        if now.step and not min(whole, 0) - now.step <= lead(now) <= max(whole, 0) + now.step:
            return f"I8: a side is ahead by {lead(now)}"
        if not now.started <= set(SIDES):
            return "a stranger said start"
        for stage in now.stages:
            if complaint := self.amiss(now, stage):
                return complaint
        everybody = [id for stage in now.stages for id in stage.manifest]
        if len(set(everybody)) < len(everybody) or len(everybody) != self.people:
            return "I6: somebody stands on two manifests, or a place on one was lost"
        open_rounds = {stage.turn for stage in now.moving}
        left = [stage.turn for stage in now.stages if stage.state is not StageState.RECEIPTED]
        return "a round began before the last was closed everywhere" if open_rounds - {min(left, default=0)} else ""

    def amiss(self, now: Operation, stage: Stage) -> str:
        """What is wrong with one stage."""
        lease, asked = now.lease(stage.place), {*now.parties, now.mediator, *now.named_at(stage.place)} - {""}
        if lease and {lease.mover, *lease.guarantors} != asked:
            return "somebody was not asked to acknowledge"
        if stage.on_the_road and (lease is None or lease.waiting or lease.ended or not lease.on_the_road):
            return "I7: somebody is on the road and the lease is not in force"
        if stage.state not in (StageState.CALLED, StageState.RECEIPTED):
            return ""
        marked = [id for id, _ in stage.marks]
        if sorted(marked) != sorted(stage.manifest):
            return "I8: the roll-call is not the manifest"
        if stage.receipts and any(one != stage.crossed(one.by) for one in stage.counts):
            return "a receipt was signed over counts that differ"
        if any(outcome.value == "refuses" for _, outcome in stage.marks) and not stage.witness:
            return "a refusal stands without a witness"
        if stage.state is StageState.RECEIPTED and stage.receipts != set(now.signers):
            return "a stage was closed before all had signed"
        return ""


def _received(stage: Stage) -> tuple[str, ...]:
    return stage.receive


def _given(stage: Stage) -> tuple[str, ...]:
    return stage.give
