"""The crossing, searched: I7, I8, I9 and I11 at every moment, every end reached, every broken rule caught."""

from __future__ import annotations

import pytest

from homeward.handover import balance, crossing, operation, safety
from homeward.handover.operation import Operation, Stage
from tests.models.crossing import SIDES, Model
from tests.models.search import broken

LINE = Operation("op", SIDES, (Stage(1, ("a",), ("x",)), Stage(2, ("b",), ("y",))), step=1)
ONE = Operation("op", SIDES, (Stage(1, ("a", "b"), ("x", "y")),), step=1)
SEEN = Operation("op", SIDES, (Stage(1, ("a",), ("x",)),), observer="ICRC", step=1)
BETWEEN = Operation("op", SIDES, (Stage(1, ("a",), ("x",)),), mediator="MDL", step=1)
PLACES = Operation(
    "op",
    SIDES,
    (Stage(1, ("a",), ("x",), "bridge", 1), Stage(2, ("b",), ("y",), "port", 1), Stage(3, ("c",), ("z",), "bridge", 2)),
)
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
    found = Model(PLACES, operation.step, absences=False).run(most=1_500)
    assert found.wrong == ""


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
    "parties alone": (operation, "if event.by not in _speakers(operation, event.kind):", "if False:", ONE),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_broken_rule_is_found_out(rule: str) -> None:
    module, text, instead, new = RULES[rule]
    copy = broken([(module, text, instead)], (balance, safety, crossing, operation))
    assert Model(new, copy.step).run(most=6_000).wrong


@pytest.mark.soak
def test_every_state_within_wider_bounds_holds_what_must_hold() -> None:
    found = [Model(new, operation.step, ("n1", "n2")).run(most=most) for new, most in BIG]
    assert [one.wrong for one in found] == ["", "", ""]
    assert sum(one.states for one in found) >= 280_000


BIG = ((LINE, 250_000), (SEEN, 150_000), (PLACES, 250_000))
