"""The crossing machine, rule by rule. All orders of all acts are searched in `tests/models`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from homeward.canonical import Value
from homeward.handover.balance import Debt, Owed, lead, owed
from homeward.handover.operation import (
    Event,
    Operation,
    Outcome,
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
CLEARED = [*STARTED, NOTICE, act("acknowledge", "ZLS", of="n1", units="3rd brigade")]
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
    assert refusal(after(*STARTED), act("move", stage=1)) == "passage_not_in_force"
    assert refusal(after(*STARTED, NOTICE), act("move", stage=1)) == "passage_not_in_force"
    assert after(*CLEARED, act("move", stage=1)).stages[0].state is StageState.MOVING


def test_an_acknowledgement_of_another_notice_counts_for_nothing() -> None:
    assert refusal(after(*STARTED, NOTICE), act("acknowledge", "ZLS", of="n0", units="u")) == "passage_another_notice"


def test_a_new_notice_needs_new_acknowledgements() -> None:
    again = act("notice", sha256="n2", since=NOW.isoformat(), until=(NOW + timedelta(hours=9)).isoformat())
    assert not in_force(after(*CLEARED, again), NOW)


def test_the_other_side_cannot_end_safe_passage_by_a_notice_of_its_own() -> None:
    window = {"since": NOW.isoformat(), "until": (NOW + timedelta(hours=6)).isoformat()}
    assert refusal(after(*CLEARED), act("notice", "ZLS", sha256="n2", **window)) == "passage_only_mover"
    late = NOW + timedelta(hours=7)
    later = {"since": late.isoformat(), "until": (late + timedelta(hours=6)).isoformat()}
    assert step(after(*CLEARED), act("notice", "ZLS", at=late, sha256="n2", **later)).moved


@pytest.mark.parametrize("since", ["", "soon", "2026-11-24T09:00", 9])
def test_a_notice_without_a_readable_time_is_refused(since: Value) -> None:
    asked = act("notice", sha256="n1", since=since, until=(NOW + timedelta(hours=6)).isoformat())
    assert refusal(NEW, asked) == "passage_window_empty"


def test_a_notice_is_acknowledged_once() -> None:
    assert refusal(after(*CLEARED), act("acknowledge", "ZLS", of="n1", units="u")) == "passage_acknowledged_before"


def test_the_window_closes() -> None:
    late = NOW + timedelta(hours=7)
    assert refusal(after(*CLEARED), act("move", at=late, stage=1)) == "passage_not_in_force"
    assert lamp(after(*CLEARED), late).key == "lamp_over"


def test_a_wish_to_end_safe_passage_ends_nothing_until_the_mover_agrees() -> None:
    asked = after(*CLEARED, act("ask_revocation", "ZLS"))
    assert in_force(asked, NOW)
    assert refusal(asked, act("agree_revocation", "ZLS")) == "passage_only_mover"
    assert not in_force(step(asked, act("agree_revocation")).operation, NOW)


def test_the_mover_cannot_agree_while_people_are_on_the_road() -> None:
    moving = after(*CLEARED, act("move", stage=1), act("ask_revocation", "ZLS"))
    assert refusal(moving, act("agree_revocation")) == "passage_on_the_road"
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


def sealed(**changed: object) -> Operation:
    """An operation with safe passage, changed as told."""
    given = replace(NEW, **changed)  # type: ignore[arg-type]
    told = [act("acknowledge", party, of="n1", units="u") for party in ("ZLS", given.mediator) if party]
    return replay(given, [*STARTED, NOTICE, *told])


def called(operation: Operation, stage: int = 1, **marks: Value) -> Operation:
    found = replay(operation, [act("move", stage=stage), act("roll_call", stage=stage, **marks)])
    assert found.moving[0].state is StageState.CALLED
    return found


def test_the_lamp_of_an_operation_that_is_over_says_nothing_is_in_force() -> None:
    over = step(after(*CLEARED), act("abort")).operation
    assert (lamp(over, NOW).key, in_force(over, NOW)) == ("lamp_closed", False)


def test_the_mediator_acknowledges_too() -> None:
    waiting = replay(replace(NEW, mediator="MDL"), CLEARED)
    assert refusal(waiting, act("move", stage=1)) == "passage_not_in_force"
    assert step(sealed(mediator="MDL"), act("move", stage=1)).moved


def test_only_the_side_that_moves_sets_out() -> None:
    assert refusal(sealed(), act("move", "ZLS", stage=1)) == "passage_not_in_force"


def test_a_refusal_to_cross_needs_a_witness() -> None:
    moving = step(sealed(), act("move", stage=1)).operation
    marks: dict[str, Value] = {"stage": 1, "present": ["a"], "refuses": ["x"]}
    assert refusal(moving, act("roll_call", **marks)) == "refused_no_witness"
    done = step(moving, act("roll_call", **marks, witness="ICRC 4")).operation
    assert done.stages[0].marked(Outcome.REFUSES) == {"x"}


def test_nobody_is_marked_twice() -> None:
    moving = step(sealed(), act("move", stage=1)).operation
    twice = act("roll_call", stage=1, present=["a", "x"], died=["x"])
    assert refusal(moving, twice) == "refused_roll_call_incomplete"


def test_a_roll_call_that_puts_a_side_too_far_ahead_is_refused() -> None:
    moving = step(sealed(step=2, weights=(("a", 3), ("x", 3))), act("move", stage=1)).operation
    absent = act("roll_call", stage=1, present=["a"], absent=["x"])
    assert refusal(moving, absent) == "refused_step"
    assert "VRH" in step(moving, absent).saying.in_language("en")
    assert step(moving, act("roll_call", stage=1, held_back=["a"], absent=["x"])).moved


def test_absences_of_two_stages_do_not_add_up_beyond_the_step() -> None:
    ahead = called(sealed(step=1), present=["a"], absent=["x"])
    signed = replay(ahead, [act("receipt", sha256="r"), act("receipt", "ZLS", sha256="r")])
    moving = step(signed, act("move", stage=2)).operation
    assert refusal(moving, act("roll_call", stage=2, present=["b"], absent=["y"])) == "refused_step"
    assert step(moving, act("roll_call", stage=2, present=["y"], absent=["b"])).moved


def test_a_stage_that_would_put_a_side_too_far_ahead_does_not_set_out() -> None:
    assert refusal(sealed(step=2, weights=(("a", 5), ("y", 5))), act("move", stage=1)) == "refused_step"


def test_a_deal_that_gives_one_side_more_does_so_without_a_lead() -> None:
    both = sealed(step=1, weights=(("a", 5),))
    assert step(both, act("move", stage=1)).moved


def test_the_observer_counts_and_signs() -> None:
    found = called(sealed(observer="ICRC"), present=["a", "x"])
    assert refusal(found, act("receipt", sha256="r")) == "refused_counts_missing"
    counts = [act("count", party, stage=1, receive=1, give=1) for party in ("VRH", "ZLS", "ICRC")]
    counted = replay(found, counts)
    signed = replay(counted, [act("receipt", party, sha256="r") for party in ("VRH", "ZLS")])
    assert signed.stages[0].state is StageState.CALLED
    assert step(signed, act("receipt", "ICRC", sha256="r")).operation.stages[0].state is StageState.RECEIPTED
    assert refusal(signed, act("receipt", sha256="r")) == "refused_signed_before"


def test_a_count_that_differs_stops_the_receipt_until_it_is_reconciled() -> None:
    found = step(called(sealed(), present=["a", "x"]), act("count", "ZLS", stage=1, receive=1, give=0)).operation
    assert refusal(found, act("receipt", sha256="r")) == "refused_counts_differ"
    again = step(found, act("roll_call", stage=1, present=["a"], absent=["x"])).operation
    recounted = step(again, act("count", "ZLS", stage=1, receive=1, give=0)).operation
    assert step(recounted, act("receipt", sha256="r")).moved


def test_bodies_go_by_their_seals() -> None:
    stages = (replace(NEW.stages[0], bodies_received=("s1", "s2")), NEW.stages[1])
    moving = step(sealed(stages=stages), act("move", stage=1)).operation
    assert refusal(moving, act("roll_call", stage=1, present=["a", "x"], intact=["s1"])) == "refused_seals_incomplete"
    assert step(moving, act("roll_call", stage=1, present=["a", "x"], intact=["s1"], broken=["s2"])).moved


TWO_PLACES = (
    Stage(1, ("a",), ("x",), "bridge", 1),
    Stage(2, ("b",), ("y",), "airport", 1),
    Stage(3, ("c",), ("z",), "bridge", 2),
)


def test_no_place_starts_its_next_stage_before_every_place_closed_the_last() -> None:
    at = {"since": NOW.isoformat(), "until": (NOW + timedelta(hours=6)).isoformat()}
    told = [act("notice", sha256=place, place=place, **at) for place in ("bridge", "airport")]
    heard = [act("acknowledge", "ZLS", of=place, units="u") for place in ("bridge", "airport")]
    both = replay(replace(NEW, stages=TWO_PLACES), [*STARTED, *told, *heard, act("move", stage=1)])
    assert step(both, act("move", stage=2)).moved
    signed = [act("receipt", party, stage=1, sha256="r") for party in NEW.parties]
    first = replay(both, [act("roll_call", stage=1, present=["a", "x"]), *signed])
    assert first.stages[0].state is StageState.RECEIPTED
    assert refusal(first, act("move", stage=3)) == "refused_not_its_turn"


def test_the_lease_of_one_place_moves_nobody_in_another() -> None:
    assert refusal(replay(replace(NEW, stages=TWO_PLACES), CLEARED), act("move", stage=1)) == "passage_not_in_force"


def test_what_each_side_still_owes_after_an_abort() -> None:
    stages = (replace(NEW.stages[0], bodies_received=("s1",)), NEW.stages[1])
    first = called(sealed(stages=stages), held_back=["a"], died=["x"], missing=["s1"])
    signed = [act("receipt", party, sha256="r") for party in NEW.parties]
    over = replay(first, [*signed, act("abort")])
    assert over.phase is Phase.ABORTED
    assert owed(over) == (
        Debt("ZLS", "a", Owed.PERSON),
        Debt("ZLS", "s1", Owed.BODY),
        Debt("VRH", "x", Owed.BODY),
        Debt("ZLS", "b", Owed.PERSON),
        Debt("VRH", "y", Owed.PERSON),
    )


def test_whoever_refused_to_cross_is_owed_by_nobody() -> None:
    first = called(sealed(), present=["x"], refuses=["a"], witness="ICRC 4")
    signed = replay(first, [act("receipt", party, sha256="r") for party in NEW.parties])
    assert {debt.id for debt in owed(signed)} == {"b", "y"}
    assert lead(signed) == -1
    assert lead(signed, {"x": 40}) == -40
