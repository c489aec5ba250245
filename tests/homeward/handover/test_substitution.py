"""Somebody else comes instead: both agree, before the roll-call, and the manifest stays as long as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from homeward.canonical import Value
from homeward.handover.operation import Event, Operation, Stage, replay, step
from homeward.handover.stage import StageState

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
NEW = Operation("op", ("VRH", "ZLS"), (Stage(1, ("a",), ("x",)), Stage(2, ("b",), ("y",))), step=1)
SWAP: dict[str, Value] = {"stage": 1, "leaves": "a", "comes": "c"}


def act(kind: str, by: str = "VRH", **changed: Value) -> Event:
    return Event(kind, by, NOW, {**SWAP, "points": 1, **changed})


def refusal(operation: Operation, event: Event) -> str:
    done = step(operation, event)
    assert (done.moved, done.operation) == (False, operation)
    return done.saying.in_language("en")


def test_who_comes_instead_stands_on_the_manifest_once_both_agree() -> None:
    asked = replay(NEW, [act("substitute")])
    assert asked.stages == NEW.stages
    agreed = replay(asked, [act("substitute_agree", "ZLS")])
    assert (agreed.stages[0].receive, agreed.stages[0].give) == (("c",), ("x",))
    assert agreed.substitutes == ()


def test_nobody_agrees_to_what_he_proposed_himself_or_to_something_else() -> None:
    asked = replay(NEW, [act("substitute")])
    for event in (act("substitute_agree"), act("substitute_agree", "ZLS", comes="d")):
        assert refusal(asked, event).startswith("The other side has not proposed")


def test_a_later_proposal_for_the_same_person_takes_the_place_of_the_first() -> None:
    asked = replay(NEW, [act("substitute"), act("substitute", comes="d")])
    assert [one.comes for one in asked.substitutes] == ["d"]


@pytest.mark.parametrize("changed", [{"comes": "b"}, {"comes": "x"}, {"comes": ""}, {"leaves": "b"}, {"leaves": "q"}])
def test_nobody_comes_twice_or_instead_of_somebody_of_another_stage(changed: dict[str, Value]) -> None:
    assert refusal(NEW, act("substitute", **changed)).startswith("Name somebody of this stage")


def test_a_person_of_two_proposals_comes_once() -> None:
    asked = replay(NEW, [act("substitute"), act("substitute", stage=2, leaves="b"), act("substitute_agree", "ZLS")])
    event = act("substitute_agree", "ZLS", stage=2, leaves="b")
    assert refusal(asked, event).startswith("Name somebody of this stage")


def test_nobody_is_exchanged_after_the_roll_call() -> None:
    called = NEW.with_stage(replace(NEW.stages[0], state=StageState.CALLED))
    assert refusal(called, act("substitute")).startswith("The manifest of a stage can change only before")


def test_somebody_too_heavy_for_the_step_does_not_come() -> None:
    assert "ahead by more than the agreed step" in refusal(NEW, act("substitute", points=3))
