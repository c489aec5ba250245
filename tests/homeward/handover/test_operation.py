"""The crossing machine: nobody moves without safe passage, and nobody is ahead by more than a stage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.canonical import Value
from homeward.handover.operation import (
    Event,
    Operation,
    Phase,
    Stage,
    StageState,
    in_force,
    lamp,
    replay,
    step,
)

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
NEW = Operation("op", ("VRH", "ZLS"), (Stage(1, ("a",), ("x",)), Stage(2, ("b",), ("y",))))


def act(kind: str, by: str = "VRH", at: datetime = NOW, **data: Value) -> Event:
    return Event(kind, by, at, data)


NOTICE = act("notice", sha256="n1", since=NOW.isoformat(), until=(NOW + timedelta(hours=6)).isoformat())
STARTED = [act("start"), act("start", "ZLS")]
CLEARED = [*STARTED, NOTICE, act("acknowledge", "ZLS", of="n1")]
FIRST = [
    act("move", stage=1),
    act("roll_call", present=["a", "x"], absent=[], instead=[]),
    act("receipt", sha256="r1"),
    act("receipt", "ZLS", sha256="r1"),
]


def after(*events: Event) -> Operation:
    return replay(NEW, events)


def refusal(operation: Operation, event: Event) -> str:
    done = step(operation, event)
    assert not done.moved
    assert done.operation == operation
    return done.saying.key


def test_it_starts_only_when_both_say_so() -> None:
    assert after(act("start")).phase is Phase.PLANNED
    assert after(*STARTED).phase is Phase.STARTED


def test_nobody_moves_before_both_started_and_all_acknowledged() -> None:
    assert refusal(after(NOTICE), act("move", stage=1)) == "refused_not_started"
    assert refusal(after(*STARTED, NOTICE), act("move", stage=1)) == "refused_no_passage"
    assert after(*CLEARED, act("move", stage=1)).stages[0].state is StageState.MOVING


def test_an_acknowledgement_of_another_notice_counts_for_nothing() -> None:
    assert refusal(after(*STARTED, NOTICE), act("acknowledge", "ZLS", of="n0")) == "refused_another_notice"


def test_a_new_notice_needs_new_acknowledgements() -> None:
    again = act("notice", sha256="n2", since=NOW.isoformat(), until=(NOW + timedelta(hours=9)).isoformat())
    assert not in_force(after(*CLEARED, again), NOW)


def test_the_other_side_cannot_end_safe_passage_by_a_notice_of_its_own() -> None:
    window = {"since": NOW.isoformat(), "until": (NOW + timedelta(hours=6)).isoformat()}
    assert refusal(after(*CLEARED), act("notice", "ZLS", sha256="n2", **window)) == "refused_only_mover_agrees"
    late = NOW + timedelta(hours=7)
    later = {"since": late.isoformat(), "until": (late + timedelta(hours=6)).isoformat()}
    assert step(after(*CLEARED), act("notice", "ZLS", at=late, sha256="n2", **later)).moved


@pytest.mark.parametrize("since", ["", "soon", "2026-11-24T09:00", 9])
def test_a_notice_without_a_readable_time_is_refused(since: Value) -> None:
    asked = act("notice", sha256="n1", since=since, until=(NOW + timedelta(hours=6)).isoformat())
    assert refusal(NEW, asked) == "refused_window_empty"


def test_a_notice_is_acknowledged_once() -> None:
    assert refusal(after(*CLEARED), act("acknowledge", "ZLS", of="n1")) == "refused_acknowledged_before"


def test_the_window_closes() -> None:
    late = NOW + timedelta(hours=7)
    assert refusal(after(*CLEARED), act("move", at=late, stage=1)) == "refused_no_passage"
    assert lamp(after(*CLEARED), late).key == "lamp_over"


def test_a_wish_to_end_safe_passage_ends_nothing_until_the_mover_agrees() -> None:
    asked = after(*CLEARED, act("ask_revocation", "ZLS"))
    assert in_force(asked, NOW)
    assert refusal(asked, act("agree_revocation", "ZLS")) == "refused_only_mover_agrees"
    assert not in_force(step(asked, act("agree_revocation")).operation, NOW)


def test_the_mover_cannot_agree_while_people_are_on_the_road() -> None:
    moving = after(*CLEARED, act("move", stage=1), act("ask_revocation", "ZLS"))
    assert refusal(moving, act("agree_revocation")) == "refused_on_the_road"
    assert refusal(moving, act("abort")) == "refused_on_the_road"


def test_everybody_is_present_or_absent_at_the_roll_call() -> None:
    moving = after(*CLEARED, act("move", stage=1))
    assert refusal(moving, act("roll_call", present=["a"], absent=[], instead=[])) == "refused_roll_call_incomplete"
    called = step(moving, act("roll_call", present=["a"], absent=["x"], instead=["z"])).operation
    assert (called.stages[0].absent, called.stages[0].instead) == ({"x"}, {"z"})


def test_the_next_stage_waits_for_both_receipts_of_the_one_before() -> None:
    half = after(*CLEARED, *FIRST[:3])
    assert refusal(half, act("move", stage=2)) == "refused_not_its_turn"
    assert after(*CLEARED, *FIRST, act("move", stage=2)).stages[1].state is StageState.MOVING


def test_both_sign_the_same_receipt() -> None:
    assert refusal(after(*CLEARED, *FIRST[:3]), act("receipt", "ZLS", sha256="r2")) == "refused_another_receipt"


def test_it_closes_when_every_stage_is_receipted() -> None:
    second = [act("move", stage=2), act("roll_call", present=["b"], absent=["y"], instead=[])]
    signed = [act("receipt", sha256="r"), act("receipt", "ZLS", sha256="r")]
    assert refusal(after(*CLEARED, *FIRST), act("close")) == "refused_stages_open"
    assert after(*CLEARED, *FIRST, *second, *signed, act("close")).phase is Phase.CLOSED


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_the_lamp_speaks(language: str) -> None:
    assert lamp(after(*CLEARED), NOW).key == "lamp_green"
    assert lamp(after(*CLEARED), NOW).in_language(language)
    assert "ZLS" in lamp(after(*STARTED, NOTICE), NOW).in_language(language)


EVENTS = st.sampled_from(
    [
        *CLEARED,
        *FIRST,
        act("move", stage=2),
        act("roll_call", present=["b"], absent=["y"], instead=[]),
        act("receipt", sha256="r2"),
        act("receipt", "ZLS", sha256="r2"),
        act("ask_revocation", "ZLS"),
        act("agree_revocation"),
        act("turn_back"),
        act("abort", "ZLS"),
        act("close"),
    ]
)


@given(st.lists(EVENTS, max_size=30))
def test_whatever_is_tried_no_side_is_ahead_by_more_than_a_stage(events: list[Event]) -> None:
    operation = NEW
    for event in events:
        before, done = operation, step(operation, event)
        operation = done.operation
        if event.kind == "move" and done.moved:
            assert in_force(before, event.at)
        open_stages = [stage for stage in operation.stages if stage.state in (StageState.MOVING, StageState.CALLED)]
        assert len(open_stages) <= 1
        states = [stage.state is StageState.RECEIPTED for stage in operation.stages]
        assert states == sorted(states, reverse=True)
        for stage in operation.stages:
            assert stage.present | stage.absent == stage.manifest
