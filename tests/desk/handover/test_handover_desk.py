"""An operation from the sealed deal to people who are home."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from desk import flow
from desk.accounts.identity import desk_identity
from desk.audit.models import Entry
from desk.channel.models import Deal
from desk.errors import Refused
from desk.handover import actions, queries
from desk.handover.models import Operation, Receipt
from homeward.handover import receipt as paper
from homeward.handover.groups import BadStages
from homeward.handover.plan import BadPlan
from homeward.keys import Identity
from tests.desk.handover.steps import THEIRS, cleared, crossed


def test_a_sealed_deal_becomes_stages_that_weigh_the_same(operation: Operation) -> None:
    board = queries.board(operation, queries.machine(operation), operation.opened_at)
    assert [(one.receive, one.give) for one in board] == [(1, 1), (1, 1)]


def test_an_offer_that_binds_nobody_cannot_be_carried_out(deal: Deal, staff: Any, now: datetime) -> None:
    deal.state = "offered"
    with pytest.raises(Refused, match="accepted and confirmed"):
        actions.open_operation(by=staff("escort"), at=now, deal=deal)


def test_a_deal_has_one_operation(operation: Operation, deal: Deal, staff: Any, now: datetime) -> None:
    with pytest.raises(Refused, match="already"):
        actions.open_operation(by=staff("escort"), at=now, deal=deal)


def test_nobody_moves_without_safe_passage(operation: Operation, staff: Any, now: datetime) -> None:
    with pytest.raises(Refused, match="say start first"):
        actions.act(by=staff("escort"), at=now, operation=operation, kind="move", party="VRH", data={"stage": 1})


def test_everybody_who_crossed_is_home_when_the_operation_closes(
    operation: Operation, deal: Deal, staff: Any, now: datetime
) -> None:
    cleared(operation, staff, now)
    for number in (1, 2):
        crossed(operation, staff, now, number)
    assert actions.close(by=staff("escort"), at=now, operation=operation, party="VRH") == 4
    operation.refresh_from_db()
    assert operation.phase == "closed"
    stage = operation.stages.get(number=1)
    assert {row.person.current.as_grade for row in stage.rows.all()} == {"returned"}
    assert Entry.objects.filter(chain__name=operation.chain).count() == 13


def test_a_receipt_countersigned_with_an_unknown_key_is_refused(
    operation: Operation, staff: Any, now: datetime
) -> None:
    cleared(operation, staff, now)
    with pytest.raises(paper.BadReceipt, match="not the key known of ZLS"):
        crossed(operation, staff, now, 1, Identity.from_seed(b"liar" * 8, "ZLS"))
    assert operation.stages.get(number=1).state == "called"


def test_nobody_is_written_down_after_the_roll_call(operation: Operation, staff: Any, now: datetime) -> None:
    cleared(operation, staff, now)
    crossed(operation, staff, now, 1)
    with pytest.raises(Refused, match="on the road"):
        actions.note_arrival(by=staff("escort"), at=now, stage=operation.stages.get(number=1), written="Late")


def test_a_second_acknowledgement_is_refused_with_a_sentence(operation: Operation, staff: Any, now: datetime) -> None:
    cleared(operation, staff, now)
    with pytest.raises(Refused, match="already acknowledged"):
        actions.acknowledge(by=staff("escort"), at=now, notice=operation.notices.get(), party="ZLS", units="b")


def test_a_movement_that_is_refused_stands_in_the_ledgers(operation: Operation, signed_in: Any) -> None:
    address = f"/operations/{operation.public_id}/"
    page = signed_in("escort").post(f"{address}act/", {"kind": "move", "stage": "1"}, follow=True).content.decode()
    assert "VRH tried to set out and was refused." in page
    chains = {entry.chain.name for entry in Entry.objects.filter(act="handover.refused_move")}
    assert chains == {operation.chain, "audit"}
    assert queries.machine(operation).moving == ()


def test_another_receipt_is_refused(operation: Operation, staff: Any, now: datetime) -> None:
    cleared(operation, staff, now)
    ours = crossed(operation, staff, now, 1)
    with pytest.raises(Refused):
        actions.countersign(by=staff("escort"), at=now, receipt=ours, data=bytes(ours.data))


def test_the_board_leads_through_the_crossing(operation: Operation, signed_in: Any, now: datetime) -> None:
    escort, approver = signed_in("escort"), signed_in("approver")
    address = f"/operations/{operation.public_id}/"
    assert "No notice of safe passage has been given." in escort.get(address).content.decode()
    for party in ("VRH", "ZLS"):
        approver.post(f"{address}start/", {"party": party})
    form = {"area": "valley", "since": "2026-11-24T08:00", "until": "2026-11-24T18:00", "vehicles": 2, "persons": 4}
    escort.post(f"{address}notice/", form | {"routes": "7", "means": "bus", "contacts": "Heron", "party": "VRH"})
    given = operation.notices.get()
    told = {"notice": given.public_id, "party": "ZLS", "units": "3rd brigade"}
    escort.post(f"{address}acknowledge/", told)
    assert "Safe passage is in force until" in escort.get(address).content.decode()
    escort.post(f"{address}act/", {"kind": "move", "stage": "1"})
    call = f"{address}stages/1/"
    assert "Still to be marked: <strong data-left>2</strong>." in escort.get(call).content.decode()
    escort.post(f"{call}mark/", {"row": "all", "seen": "yes"})
    escort.post(call, {"arrived": "Somebody else"})
    escort.post(call)
    escort.post(f"{call}sign/")
    ours = Receipt.objects.get()
    both = paper.sign(paper.verify(bytes(ours.data)), "ZLS", THEIRS)
    file = SimpleUploadedFile("receipt.json", both.to_bytes())
    escort.post(f"/operations/receipt/{ours.public_id}/", {"file": file})
    page = escort.get(f"/operations/receipt/{ours.public_id}/").content.decode()
    assert "VRH, ZLS" in page
    assert "Somebody else" in page
    assert paper.verify(escort.get(f"/operations/receipt/{ours.public_id}/file/").content)
    assert "Receipted by both" in escort.get(address).content.decode()


def test_a_refusal_is_told_on_the_board(operation: Operation, signed_in: Any) -> None:
    page = (
        signed_in("escort")
        .post(f"/operations/{operation.public_id}/act/", {"kind": "close"}, follow=True)
        .content.decode()
    )
    assert "Not every stage is receipted by both sides." in page


def test_an_observer_reads_and_does_not_act(operation: Operation, signed_in: Any) -> None:
    address = f"/operations/{operation.public_id}/"
    observer = signed_in("observer")
    assert observer.get(address).status_code == 200
    assert observer.get(f"{address}manifest/").status_code == 200
    for path in ("act/", "notice/", "start/", "stages/1/", "stages/1/mark/", "stages/1/sign/"):
        assert observer.post(address + path).status_code == 403


@pytest.mark.parametrize("role", ["analyst", "liaison", "mediator", "family", "debriefer"])
def test_who_has_no_part_sees_nothing(role: str, operation: Operation, signed_in: Any) -> None:
    assert signed_in(role).get("/operations/").status_code == 403
    assert signed_in(role).get(f"/operations/{operation.public_id}/manifest/").status_code == 403


def test_a_deal_is_carried_out_from_the_page(deal: Deal, signed_in: Any) -> None:
    client = signed_in("escort")
    assert "Carry out a deal" in client.get("/operations/").content.decode()
    form = {"deal": deal.public_id, "title": "The bridge", "stages": 2}
    assert client.post("/operations/", form).status_code == 302
    assert Operation.objects.get().stages.count() == 2


def test_our_key_signs_our_receipt(operation: Operation, staff: Any, now: datetime) -> None:
    cleared(operation, staff, now)
    receipt = crossed(operation, staff, now, 1)
    keys = {"VRH": desk_identity().public, "ZLS": THEIRS.public}
    assert paper.verify(bytes(receipt.data), keys).parties == ("VRH", "ZLS")


def way(now: datetime, **changed: Any) -> actions.Way:
    given = {"means": "bus", "vehicles": 1, "seats": 50, "start": "A", "end": "B"}
    return actions.Way(**given | {"departs_at": now, "arrives_at": now + timedelta(hours=1)} | changed)


def test_a_leg_is_planned_with_a_seat_for_everybody(operation: Operation, staff: Any, now: datetime) -> None:
    assert queries.seats_missing(operation) == 4
    actions.plan_leg(by=staff("escort"), at=now, operation=operation, way=way(now, seats=3))
    assert queries.seats_missing(operation) == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [({"seats": 0}, "without seats"), ({"vehicles": 0}, "without seats"), ({"end": " "}, "a start and an end")],
)
def test_a_leg_that_carries_nobody_is_refused(
    operation: Operation, staff: Any, now: datetime, changed: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(BadPlan, match=sentence):
        actions.plan_leg(by=staff("escort"), at=now, operation=operation, way=way(now, **changed))
    assert operation.legs.count() == 0


def test_a_leg_cannot_arrive_before_it_departs(operation: Operation, staff: Any, now: datetime) -> None:
    with pytest.raises(BadPlan, match="arrive after"):
        actions.plan_leg(by=staff("escort"), at=now, operation=operation, way=way(now, arrives_at=now))


def test_a_leg_is_planned_from_the_board(operation: Operation, signed_in: Any) -> None:
    form = {"means": "foot", "vehicles": 0, "seats": 9, "start": "Gate", "end": "Bridge"}
    times = {"departs_at": "2026-11-24T10:00", "arrives_at": "2026-11-24T11:00"}
    address = f"/operations/{operation.public_id}/legs/"
    page = signed_in("escort").post(address, form | times, follow=True).content.decode()
    assert "Gate → Bridge" in page
    assert "a seat for everybody" in page


def test_nobody_is_looked_for_in_our_own_receipt(operation: Operation, staff: Any, now: datetime) -> None:
    cleared(operation, staff, now)
    item = actions.keep_receipt(by=staff("escort"), at=now, receipt=crossed(operation, staff, now, 1))
    flow.advance()
    item.refresh_from_db()
    assert (item.state, item.mentions.count()) == ("read", 0)


def test_a_party_named_on_the_board_must_acknowledge_too(
    operation: Operation, signed_in: Any, staff: Any, now: datetime
) -> None:
    cleared(operation, staff, now)
    escort, address = signed_in("escort"), f"/operations/{operation.public_id}/"
    escort.post(f"{address}guarantor/", {"guarantor": "TUR"})
    page = escort.get(address).content.decode()
    assert "no acknowledgement of this notice by TUR" in page
    told = {"notice": operation.notices.get().public_id, "party": "TUR", "units": "air control"}
    escort.post(f"{address}acknowledge/", told)
    assert "Safe passage is in force until" in escort.get(address).content.decode()


def test_a_check_in_says_where_the_column_is(operation: Operation, signed_in: Any, staff: Any, now: datetime) -> None:
    cleared(operation, staff, now)
    actions.act(by=staff("escort"), at=now, operation=operation, kind="move", party="VRH", data={"stage": 1})
    escort, address = signed_in("escort"), f"/operations/{operation.public_id}/"
    escort.post(f"{address}check-in/", {"notice": operation.notices.get().public_id, "where": "the ford"})
    assert "(the ford)" in escort.get(address).content.decode()


def test_an_empty_manifest_opens_nothing(deal: Deal, staff: Any, now: datetime) -> None:
    deal.give, deal.receive = [], []
    with pytest.raises(BadStages, match="at least one stage, one person"):
        actions.open_operation(by=staff("escort"), at=now, deal=deal)
    assert not Operation.objects.exists()


def test_a_person_on_two_manifests_opens_nothing(operation: Operation, deal: Deal, staff: Any, now: datetime) -> None:
    again = Deal.objects.create(
        channel=deal.channel, key="deal2", state="sealed", ours=True, on="m2", terms={}, people=[], give=[],
        receive=deal.receive[:1], expires_at=now, opened_at=now, changed_at=now,
    )  # fmt: skip
    with pytest.raises(BadPlan, match="another operation under way: 1"):
        actions.open_operation(by=staff("escort"), at=now, deal=again)
    assert Operation.objects.count() == 1
