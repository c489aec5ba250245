"""What the machine of the crossing answers to each act, word for word, and what it keeps of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from homeward.canonical import Value
from homeward.handover.operation import Event, Operation, Phase, Seal, Stage, StageState, in_force, lamp, replay, step

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SIX = NOW + timedelta(hours=6)
WINDOW: dict[str, Value] = {"since": NOW.isoformat(), "until": SIX.isoformat()}
ONE = Stage(1, ("a", "b"), ("x",), bodies_received=("s1",), bodies_given=("s2",))
NEW = Operation("op", ("VRH", "ZLS"), (ONE, Stage(2, ("c",), ("y",))), observer="ICRC", mediator="MDL")


def act(kind: str, by: str = "VRH", at: datetime = NOW, **data: Value) -> Event:
    return Event(kind, by, at, data)


NOTICE = act("notice", sha256="n1", **WINDOW)
HEARD = [act("acknowledge", party, of="n1", units="u") for party in ("ZLS", "MDL")]
SAFE = [act("start"), act("start", "ZLS"), NOTICE, *HEARD]
CALL = act("roll_call", stage=1, present=["a", "x"], absent=["b"], intact=["s1"], missing=["s2"], instead=["z"])
CALLED = [*SAFE, act("move", stage=1), CALL]
COUNTED = [*CALLED, *(act("count", party, stage=1, receive=1, give=1) for party in ("VRH", "ZLS", "ICRC"))]
SIGNED = [*COUNTED, *(act("receipt", party, stage=1, sha256="r") for party in ("VRH", "ZLS", "ICRC"))]


def said(before: Sequence[Event], event: Event) -> tuple[bool, str, dict[str, str | int]]:
    done = step(replay(NEW, before), event)
    if not done.moved:
        assert done.operation == replay(NEW, before)
    assert all(done.saying.in_language(language) for language in ("en", "uk", "ru"))
    return done.moved, done.saying.key, dict(done.saying.values)


@pytest.mark.parametrize(
    ("before", "event", "key"),
    [
        ((), act("start"), "did_started"),
        ((), NOTICE, "passage_noticed"),
        ([NOTICE], HEARD[0], "passage_acknowledged"),
        ([NOTICE], HEARD[1], "passage_acknowledged"),
        (SAFE, act("ask_revocation", "MDL"), "passage_end_asked"),
        (SAFE, act("move", stage=1), "did_moving"),
        (CALLED[:-1], act("check_in"), "passage_checked_in"),
        (CALLED[:-1], act("turn_back", "ZLS"), "did_turned_back"),
        (CALLED[:-1], CALL, "did_called"),
        (CALLED, act("count", "ICRC", stage=1, receive=1, give=1), "did_counted"),
        (COUNTED, act("receipt", "ICRC", stage=1, sha256="r"), "did_receipted"),
        (SAFE, act("abort"), "did_aborted"),
        ((), act("guarantor", guarantor="TUR"), "did_guarantor"),
    ],
)
def test_each_act_says_who_did_it(before: Sequence[Event], event: Event, key: str) -> None:
    assert said(before, event) == (True, key, {"party": event.by})


@pytest.mark.parametrize(
    ("before", "event", "key"),
    [
        ((), act("start", "XYZ"), "refused_not_a_party"),
        ((), act("start", "ICRC"), "refused_not_a_party"),
        ((), act("notice", "MDL", sha256="n1", **WINDOW), "refused_not_a_party"),
        ((), act("sing"), "refused_no_such_act"),
        ([act("start")], act("start"), "refused_started_before"),
        ([act("abort")], act("start"), "refused_over"),
        ([NOTICE], act("move", stage=1), "refused_not_started"),
        (SAFE, act("move", stage=2), "refused_not_its_turn"),
        (SAFE, act("move", stage=9), "refused_not_its_turn"),
        (SAFE, act("move"), "refused_not_its_turn"),
        (CALLED, act("move", stage=1), "refused_not_its_turn"),
        (SAFE[:3], act("move", stage=1), "passage_not_in_force"),
        (SAFE[:2], act("move", stage=1), "passage_not_in_force"),
        (SAFE[:2], act("acknowledge", "ZLS", of="n1", units="u"), "passage_another_notice"),
        (SAFE[:2], act("check_in"), "passage_another_notice"),
        (SAFE[:3], act("acknowledge", "ZLS", of="", units="u"), "passage_another_notice"),
        (SAFE[:3], act("acknowledge", "ZLS", of="n1"), "passage_no_units"),
        (SAFE, act("turn_back", stage=1), "refused_not_moving"),
        (SAFE, CALL, "refused_not_moving"),
        (SAFE, act("turn_back", stage=9), "refused_not_moving"),
        (CALLED[:-1], act("count", stage=1, receive=1, give=1), "refused_not_called"),
        (CALLED[:-1], act("receipt", stage=1, sha256="r"), "refused_not_called"),
        (CALLED, act("receipt", "MDL", stage=1, sha256="r"), "refused_not_a_party"),
        (COUNTED, act("receipt", stage=1), "refused_another_receipt"),
        (SIGNED[:-1], act("count", stage=1, receive=1, give=1), "refused_not_called"),
        (SIGNED[:-1], act("turn_back", stage=1), "refused_not_moving"),
        (SIGNED[:-1], CALL, "refused_not_moving"),
        (SIGNED[:-1], act("receipt", stage=1, sha256="r"), "refused_signed_before"),
        (SIGNED[:-1], act("receipt", "ICRC", stage=1, sha256="q"), "refused_another_receipt"),
        (SIGNED, act("receipt", stage=1, sha256="r"), "refused_not_called"),
        (SIGNED, act("close"), "refused_stages_open"),
        (CALLED, act("abort"), "refused_on_the_road"),
        ((), act("notice", **WINDOW), "passage_window_empty"),
        ((), act("notice", sha256="n1", since=NOW.isoformat()), "passage_window_empty"),
        ((), act("notice", sha256="n1", until=SIX.isoformat()), "passage_window_empty"),
    ],
)
def test_an_act_out_of_turn_says_why(before: Sequence[Event], event: Event, key: str) -> None:
    assert said(before, event) == (False, key, {})


def test_counts_that_differ_or_lack_are_named() -> None:
    wrong = [*CALLED, act("count", "ZLS", stage=1, receive=2, give=1), act("count", stage=1, receive=1, give=1)]
    receipt = act("receipt", stage=1, sha256="r")
    assert said(wrong, receipt) == (False, "refused_counts_differ", {"parties": "ZLS"})
    assert said(CALLED, receipt) == (False, "refused_counts_missing", {"parties": "VRH, ZLS, ICRC"})
    assert said(COUNTED[:-1], receipt) == (False, "refused_counts_missing", {"parties": "ICRC"})


@pytest.mark.parametrize(
    ("marks", "key"),
    [
        ({"present": ["a", "x"]}, "refused_roll_call_incomplete"),
        ({"present": ["a", "b", "x", "w"]}, "refused_roll_call_incomplete"),
        ({"present": ["a", "b", "x"], "instead": ["b"]}, "refused_roll_call_incomplete"),
        ({"present": ["a", "b", "x"], "intact": []}, "refused_seals_incomplete"),
        ({"present": ["a", "b", "x"], "broken": ["s1"]}, "refused_seals_incomplete"),
        ({"present": ["a", "b"], "refuses": ["x"]}, "refused_no_witness"),
        ({"present": ["a", "b"], "refuses": ["x"], "witness": " "}, "refused_no_witness"),
    ],
)
def test_a_roll_call_marks_everybody_and_every_body_once(marks: dict[str, Value], key: str) -> None:
    call = act("roll_call", **{"stage": 1, "intact": ["s1", "s2"], **marks})
    assert said(CALLED[:-1], call) == (False, key, {})


def test_a_roll_call_is_kept_as_it_was_taken() -> None:
    [stage, _] = replay(NEW, CALLED).stages
    assert (stage.state, stage.witness, stage.instead) == (StageState.CALLED, "", {"z"})
    assert (stage.present, stage.absent, stage.on_the_road) == ({"a", "x"}, {"b"}, True)
    assert stage.seals == {("s1", Seal.INTACT), ("s2", Seal.MISSING)}
    assert (stage.place, stage.round, stage.receive, stage.give) == ("", 0, ("a", "b"), ("x",))
    assert (stage.bodies_received, stage.bodies_given) == (("s1",), ("s2",))
    refused = act("roll_call", stage=1, present=["a", "b"], refuses=["x"], witness=" ICRC 4 ", intact=["s1", "s2"])
    assert replay(NEW, [*CALLED, refused]).stages[0].witness == "ICRC 4"


def test_a_count_replaces_the_earlier_one_of_the_same_party() -> None:
    counts = [act("count", "ZLS", stage=1, receive=2, give=1), act("count", "ICRC", stage=1, receive=1, give=1)]
    [stage, _] = replay(NEW, [*CALLED, *counts, act("count", "ZLS", stage=1, receive=1, give=1)]).stages
    assert [(one.by, one.receive, one.give) for one in stage.counts] == [("ICRC", 1, 1), ("ZLS", 1, 1)]


def test_who_turns_back_is_where_they_came_from_and_nobody_is_on_the_road() -> None:
    later = NOW + timedelta(hours=1)
    back = replay(NEW, [*CALLED, act("turn_back", at=later, stage=1)])
    assert back.stages == NEW.stages
    lease = back.lease()
    assert lease is not None
    assert (lease.on_the_road, lease.heard_at) == (False, later)
    assert replay(NEW, [*CALLED, act("turn_back")]).stages == NEW.stages


def test_the_first_signature_says_that_all_have_arrived() -> None:
    signed = replay(NEW, SIGNED[:-2])
    lease = signed.lease()
    assert (signed.stages[0].sha256, signed.stages[0].receipts, signed.stages[0].state) == ("r", {"VRH"}, "called")
    assert lease is not None
    assert lease.on_the_road  # until the last has signed the stage stands at the crossing
    over = replay(NEW, SIGNED)
    assert over.stages[0].state is StageState.RECEIPTED
    assert over.lease() is not None
    assert not over.lease().on_the_road  # type: ignore[union-attr]


def test_the_way_takes_the_minutes_of_its_notice() -> None:
    slow = act("notice", sha256="n1", minutes=60, **WINDOW)
    ready = replay(NEW, [act("start"), act("start", "ZLS"), slow, *HEARD])
    last = SIX - timedelta(hours=1)
    assert step(ready, act("move", at=last, stage=1)).moved
    late = step(ready, act("move", at=last + timedelta(seconds=1), stage=1))
    assert (late.moved, late.saying.key) == (False, "passage_too_late")


def test_an_operation_that_is_over_keeps_nobody_safe() -> None:
    over = replay(NEW, [*SAFE, act("abort")])
    assert (over.phase, in_force(over, NOW), lamp(over, NOW).key) == (Phase.ABORTED, False, "lamp_closed")
    open_ = replay(NEW, SAFE)
    assert (in_force(open_, NOW), in_force(open_, NOW, "elsewhere"), lamp(open_, NOW).key) == (
        True,
        False,
        "lamp_green",
    )
    assert lamp(open_, NOW, "elsewhere").key == "lamp_none"
    assert lamp(over, NOW).in_language("uk")


def test_an_acknowledgement_may_lapse_before_the_window() -> None:
    hour = (NOW + timedelta(hours=1)).isoformat()
    heard = [act("acknowledge", "ZLS", of="n1", units="u", until=hour), HEARD[1]]
    lease = replay(NEW, [NOTICE, *heard]).lease()
    assert lease is not None
    assert lease.closes == NOW + timedelta(hours=1)


def test_a_word_without_a_hash_is_of_the_lease_of_its_place() -> None:
    port = act("notice", sha256="n2", place="port", **WINDOW)
    asked = replay(NEW, [NOTICE, port, act("ask_revocation", "ZLS", place="port")])
    here, there = asked.lease(), asked.lease("port")
    assert here is not None
    assert there is not None
    assert (here.revoking, there.revoking) == ("", "ZLS")
    assert said([NOTICE, port], act("ask_revocation", "ZLS", of="n9", place="port")) == (
        *(False, "passage_another_notice"),
        {},
    )


def test_a_notice_is_for_its_place_and_asks_everybody_but_the_mover() -> None:
    theirs = replay(NEW, [act("notice", "ZLS", sha256="n2", place="port", **WINDOW)])
    lease = theirs.lease("port")
    assert lease is not None
    assert (lease.notice, lease.mover, lease.guarantors, lease.since, lease.until) == (
        *("n2", "ZLS", ("VRH", "MDL")),
        *(NOW, SIX),
    )
    assert theirs.lease() is None


def test_a_step_that_would_be_overdrawn_is_named() -> None:
    heavy = replace(NEW, step=1, weights=(("x", 9), ("c", 9)))
    done = step(replay(heavy, SAFE), act("move", stage=1))
    assert (done.moved, done.saying.key, dict(done.saying.values)) == (
        *(False, "refused_step"),
        {"party": "ZLS", "points": 1},
    )
    moving = replay(replace(NEW, step=1, weights=(("x", 3),)), [*SAFE, act("move", stage=1)])
    call = act("roll_call", stage=1, present=["x"], absent=["a", "b"], intact=["s1", "s2"])
    done = step(moving, call)
    assert (done.moved, done.saying.key, dict(done.saying.values)) == (
        False,
        "refused_step",
        {"party": "ZLS", "points": 1},
    )
