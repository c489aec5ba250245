"""What is owed after an operation that ended early: in its ledger, on its page, in the next round of the planner."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from desk.audit.models import Entry
from desk.handover import actions, queries
from desk.handover.models import Operation
from desk.planner.queries import ahead
from homeward.handover import receipt as paper
from tests.desk.handover.steps import THEIRS, cleared


def half_crossed(operation: Operation, staff: Any, now: datetime) -> None:
    """The first stage is receipted by both; ours did not come, theirs went home."""
    cleared(operation, staff, now)
    by, stage = staff("escort"), operation.stages.get(number=1)
    actions.act(by=by, at=now, operation=operation, kind="move", party="VRH", data={"stage": 1})
    stage.refresh_from_db()
    for row in stage.rows.all():
        actions.mark(by=by, at=now, row=row, seen=row.direction == "give")
    actions.end_roll_call(by=by, at=now, stage=stage, party="VRH")
    ours = actions.sign_receipt(by=by, at=now, stage=stage)
    both = paper.sign(paper.verify(bytes(ours.data)), "ZLS", THEIRS)
    actions.countersign(by=by, at=now, receipt=ours, data=both.to_bytes())


def test_what_an_end_leaves_owed_comes_into_the_next_round(
    operation: Operation, staff: Any, signed_in: Any, now: datetime
) -> None:
    assert ahead() == 0
    half_crossed(operation, staff, now)
    escort, address = signed_in("escort"), f"/operations/{operation.public_id}/"
    escort.post(f"{address}act/", {"kind": "abort"})
    assert queries.owed_words(queries.machine(operation)) == [("VRH", 1, 0), ("ZLS", 2, 0)]
    [entry] = Entry.objects.filter(act="handover.owed")
    assert entry.chain.name == operation.chain
    assert sorted(row["by"] for row in entry.data["owed"]) == ["VRH", "ZLS", "ZLS"]
    assert "ZLS · people: 2 · bodies: 0" in escort.get(address).content.decode()
    assert ahead() == -1
    page = signed_in("negotiator").get("/planner/new/").content.decode()
    assert 'name="carried" value="-1"' in page


def test_the_one_who_went_home_before_the_end_stays_home(operation: Operation, staff: Any, now: datetime) -> None:
    half_crossed(operation, staff, now)
    actions.abort(by=staff("escort"), at=now, operation=operation, party="VRH")
    went = operation.stages.get(number=1).rows.get(direction="give").person
    stayed = operation.stages.get(number=1).rows.get(direction="receive").person
    assert (went.current.as_grade, stayed.current.as_grade == "returned") == ("returned", False)


def test_the_rest_of_the_deal_is_carried_out_by_another_operation(
    operation: Operation, staff: Any, now: datetime
) -> None:
    half_crossed(operation, staff, now)
    by = staff("escort")
    actions.abort(by=by, at=now, operation=operation, party="VRH")
    rest = actions.open_operation(by=by, at=now, deal=operation.deal)
    went = operation.stages.get(number=1).rows.get(direction="give").person
    assert [(len(one.receive), len(one.give)) for one in queries.machine(rest).stages] == [(2, 1)]
    assert went.public_id not in queries.machine(rest).stages[0].manifest
