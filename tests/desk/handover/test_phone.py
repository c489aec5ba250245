"""The roll-call on a phone: marks that waited are sent later, once, and what clashes is shown, never overwritten."""

from __future__ import annotations

import io
import json
from datetime import datetime
from typing import Any

import pytest
from PIL import Image

from desk.evidence.queries import store
from desk.handover import actions, queries
from desk.handover.models import Operation, Row
from tests.desk.handover.steps import cleared


@pytest.fixture
def stage(operation: Operation, staff: Any, now: datetime) -> Any:
    """The first stage, on the road."""
    cleared(operation, staff, now)
    actions.act(by=staff("escort"), at=now, operation=operation, kind="move", party="VRH", data={"stage": 1})
    return operation.stages.get(number=1)


def mark(row: Row, mark: str = "present", base: str = "expected", witness: str = "") -> dict[str, Any]:
    return {"row": row.pk, "mark": mark, "base": base, "witness": witness}


def send(client: Any, stage: Any, *marks: Any) -> Any:
    address = f"/operations/{stage.operation.public_id}/stages/1/sync/"
    return client.post(address, json.dumps({"marks": marks}), content_type="application/json")


def test_marks_that_waited_are_taken_in_once(stage: Any, signed_in: Any) -> None:
    escort, (one, other) = signed_in("escort"), stage.rows.all()
    waited = (mark(one), mark(other, "refuses", witness="ICRC 4"))
    for _ in range(2):
        answer = send(escort, stage, *waited).json()
        assert (len(answer["done"]), answer["clashes"]) == (2, [])
    assert Row.objects.get(pk=one.pk).mark == "present"
    assert (Row.objects.get(pk=other.pk).mark, Row.objects.get(pk=other.pk).witness) == ("refuses", "ICRC 4")


def test_what_somebody_else_marked_meanwhile_is_shown_and_kept(
    stage: Any, signed_in: Any, staff: Any, now: datetime
) -> None:
    one = stage.rows.first()
    actions.mark(by=staff("escort"), at=now, row=one, seen=False)
    escort = signed_in("escort")
    [clash] = send(escort, stage, mark(one)).json()["clashes"]
    assert (clash["theirs"], clash["mine"]) == ("absent", "present")
    assert Row.objects.get(pk=one.pk).mark == "absent"
    assert send(escort, stage, mark(one, base="absent")).json()["done"]
    assert Row.objects.get(pk=one.pk).mark == "present"


def test_a_refusal_without_a_witness_comes_back(stage: Any, signed_in: Any) -> None:
    [clash] = send(signed_in("escort"), stage, mark(stage.rows.first(), "refuses")).json()["clashes"]
    assert "needs a witness" in clash["why"]


@pytest.mark.parametrize("body", ["", "[]", '{"marks":[1]}', '{"marks":[{"row":"1"}]}', '{"marks":[{"row":1}]}'])
def test_anything_else_is_refused(stage: Any, signed_in: Any, body: str) -> None:
    address = f"/operations/{stage.operation.public_id}/stages/1/sync/"
    assert signed_in("escort").post(address, body, content_type="application/json").status_code == 400
    assert signed_in("observer").post(address, body, content_type="application/json").status_code == 403


def test_the_question_of_the_family_and_the_portrait_stand_on_the_page(
    stage: Any, signed_in: Any, staff: Any, now: datetime
) -> None:
    row = stage.rows.first()
    actions.ask_at_the_crossing(by=staff("escort"), at=now, row=row, question="The dog's name?", answer="Sirko")
    out = io.BytesIO()
    Image.new("RGB", (400, 500), "grey").save(out, "PNG")
    current = row.person.current
    current.values = {**current.values, "photo_portrait": [store().put(out.getvalue())]}
    current.save()
    page = signed_in("escort").get(f"/operations/{stage.operation.public_id}/stages/1/").content.decode()
    assert all(text in page for text in ("The dog&#x27;s name?", "Sirko", "data:image/png;base64,"))
    assert page.count('<img src="data:') == 1


def test_a_portrait_that_is_no_picture_is_left_out(stage: Any) -> None:
    row = stage.rows.first()
    row.person.current.values = {"photo_portrait": ["0" * 64]}
    assert queries.with_portraits([row])[0].portrait == ""
