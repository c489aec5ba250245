"""The crossing, searched: I7, I8, I9 and I11 at every moment, every end reached, every broken rule caught."""

from __future__ import annotations

import pytest

from homeward.handover import balance, crossing, operation, safety
from homeward.handover.operation import Event, Operation, Stage
from tests.models.crossing import NINE, SIDES, WINDOW, Model
from tests.models.search import broken

LINE = Operation("op", SIDES, (Stage(1, ("a",), ("x",)), Stage(2, ("b",), ("y",))), step=1)
ONE = Operation("op", SIDES, (Stage(1, ("a", "b"), ("x", "y")),), step=1)
FIRST = Operation("op", SIDES, (Stage(1, ("a",), ("x",)),), step=1)
SEEN = Operation("op", SIDES, (Stage(1, ("a",), ("x",)),), observer="ICRC", step=1)
BETWEEN = Operation("op", SIDES, (Stage(1, ("a",), ("x",)),), mediator="MDL", step=1)
PLACES = Operation(
    "op",
    SIDES,
    (Stage(1, ("a",), ("x",), "bridge", 1), Stage(2, ("b",), ("y",), "port", 1), Stage(3, ("c",), ("z",), "bridge", 2)),
)


def safe(new: Operation) -> Operation:
    """The operation once both have said start and every place has safe passage."""
    said = [Event("start", by, NINE, {}) for by in SIDES]
    for place in sorted({stage.place for stage in new.stages}):
        said += [Event("notice", "VRH", NINE, {"sha256": f"n1{place}", "place": place, **WINDOW})]
        said += [Event("acknowledge", "ZLS", NINE, {"of": f"n1{place}", "units": "u"})]
    return operation.replay(new, said)


FURTHER = {
    *("did_guarantor", "refused_guarantor_named", "did_substitute", "did_substituted", "refused_no_such_substitute"),
    *("refused_after_the_roll_call", "refused_substitute", "refused_step"),
}
ANSWERS = {
    *("did_started", "did_moving", "did_turned_back", "did_called", "did_receipted", "did_aborted", "did_closed"),
    *("passage_noticed", "passage_acknowledged", "passage_end_asked", "passage_ended", "passage_checked_in"),
    *("refused_not_a_party", "refused_over", "refused_no_such_act", "refused_started_before", "refused_not_started"),
    *("refused_not_its_turn", "refused_not_moving", "refused_roll_call_incomplete", "refused_no_witness"),
    *("refused_step", "refused_not_called", "refused_another_receipt", "refused_signed_before", "refused_stages_open"),
    *("refused_on_the_road", "passage_another_notice", "passage_window_empty", "passage_not_in_force"),
    *("passage_only_mover", "passage_on_the_road", "passage_not_on_the_road", "passage_acknowledged_before"),
    *("passage_ended_before", "passage_notice_over"),
}
COUNTED = {"did_counted", "refused_counts_differ", "refused_counts_missing"}


def test_one_stage_reaches_every_answer_and_nothing_goes_wrong() -> None:
    one, two = Model(ONE, operation.step).run(), Model(LINE, operation.step, absences=False).run(most=1_500)
    assert (one.wrong, two.wrong, one.whole) == ("", "", True)
    assert one.done | two.done == ANSWERS


def test_the_observer_is_counted_with_and_the_mediator_asked() -> None:
    seen = Model(SEEN, operation.step, absences=False).run(most=1_200)
    asked = Model(BETWEEN, operation.step, absences=False).run(most=800)
    assert (seen.wrong, asked.wrong) == ("", "")
    assert seen.done >= COUNTED


def test_two_places_wait_for_each_other() -> None:
    dark = Model(PLACES, operation.step, absences=False, narrow=True).run(most=3_000)
    found = Model(safe(PLACES), operation.step, absences=False, narrow=True).run(most=3_000)
    assert (dark.wrong, found.wrong) == ("", "")
    assert "refused_interlock" in dark.done
    assert "did_receipted" in found.done


def test_who_guarantees_besides_and_who_comes_instead_endangers_nobody() -> None:
    found = Model(safe(FIRST), operation.step, absences=False, further=True).run(most=3_000)
    assert found.wrong == ""
    assert found.done >= FURTHER


RULES = {
    "both say start": (crossing, "if operation.phase is not Phase.STARTED:", "if False:", ONE),
    "in its turn": (crossing, "if stage not in operation.next_stages or", "if stage is None or", LINE),
    "under safe passage": (crossing, "    if not done.moved:\n        return done\n", "", ONE),
    "everybody acknowledges": (safety, "(*operation.parties, operation.mediator)", "operation.parties", BETWEEN),
    "everybody is marked": (crossing, "if not covers(marks.values(), stage.manifest) or", "if", BETWEEN),
    "a witness": (crossing, "if marks[Outcome.REFUSES] and not witness:", "if False:", BETWEEN),
    "no further than the step": (balance, "if after > max(high, before):", "if False:", LINE),
    "counts agree": (crossing, "if (wrong := _uncounted(operation, stage)) is not None:", "if False:", SEEN),
    "all sign": (crossing, "done = receipts == set(operation.signers)", "done = True", ONE),
    "one receipt": (crossing, 'stage.sha256 not in ("", sha256)', "False", ONE),
    "never end on the road": (operation, "if operation.moving:", "if False:", ONE),
    "nothing after the end": (operation, "if operation.phase in OVER:", "if False:", ONE),
    "no place of the round is dark": (
        crossing,
        "if waiting := safety.dark(operation, event.at, stage):",
        "if False:",
        PLACES,
    ),
    "parties alone": (operation, "if event.by not in _speakers(operation, event.kind):", "if False:", ONE),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_broken_rule_is_found_out(rule: str) -> None:
    module, text, instead, new = RULES[rule]
    copy = broken([(module, text, instead)], (balance, safety, crossing, operation))
    assert any(Model(start, copy.step).run(most=6_000).wrong for start in (new, safe(new)))


WIDE = Operation(
    "op",
    SIDES,
    (Stage(1, ("a",), ("x",), "bridge", 1), Stage(2, ("b",), ("y",), "port", 1), Stage(3, ("c",), ("z",), "bridge", 2)),
    observer="ICRC",
    step=1,
)
BIG = (
    (Model(LINE, operation.step, ("n1", "n2")), 250_000),
    (Model(SEEN, operation.step, ("n1", "n2")), 150_000),
    (Model(safe(FIRST), operation.step, ("n1", "n2"), further=True), 150_000),
    (Model(WIDE, operation.step, narrow=True), 1_000_000),
    (Model(safe(WIDE), operation.step, absences=False, narrow=True), 100_000),
)


@pytest.mark.soak
@pytest.mark.parametrize(("model", "most"), BIG)
def test_every_state_within_wider_bounds_holds_what_must_hold(model: Model, most: int) -> None:
    found = model.run(most=most)
    assert found.wrong == ""
    assert found.states == most or found.whole
