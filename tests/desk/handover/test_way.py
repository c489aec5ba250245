"""The way before the road and what the board says of it; roll-calls that know more than present and absent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from desk.channel.models import Deal
from desk.errors import Refused
from desk.handover import actions, queries
from desk.handover.models import Body, Operation, Receipt, Row
from homeward.handover import operation as lib
from homeward.handover import receipt as paper
from homeward.handover.groups import BadStages
from homeward.handover.plan import BadPlan
from homeward.handover.slip import verify_slip
from homeward.keys import Identity
from tests.desk.handover.steps import THEIRS, cleared, crossed, passage


def act(kind: str, operation: Operation, staff: Any, now: datetime, **data: Any) -> lib.Operation:
    return actions.act(by=staff("escort"), at=now, operation=operation, kind=kind, party="VRH", data=data)


def on_the_road(operation: Operation, staff: Any, now: datetime) -> Any:
    """The first stage, moving."""
    cleared(operation, staff, now)
    act("move", operation, staff, now, stage=1)
    return operation.stages.get(number=1)


def bus(now: datetime, **changed: Any) -> actions.Way:
    way = actions.Way("bus", 2, 50, "Camp", "Bridge", now, now + timedelta(hours=2), border="Bridge 3", escorts=1)
    return replace(way, **changed)


def test_the_database_keeps_one_operation_a_deal(operation: Operation, deal: Deal) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Operation.objects.create(deal=deal, title="again", opened_at=operation.opened_at, opened_by=operation.opened_by)


def test_an_ended_operation_frees_its_deal(operation: Operation, deal: Deal, staff: Any, now: datetime) -> None:
    assert actions.abort(by=staff("escort"), at=now, operation=operation, party="VRH") == 4
    assert queries.owed_words(queries.machine(operation)) == [("VRH", 2, 0), ("ZLS", 2, 0)]
    again = actions.open_operation(by=staff("escort"), at=now, deal=deal)
    assert again.stages.count() == 1


def test_nobody_home_crosses_again(deal: Deal, staff: Any, now: datetime) -> None:
    operation = actions.open_operation(by=staff("escort"), at=now, deal=deal)
    cleared(operation, staff, now)
    crossed(operation, staff, now, 1)
    actions.close(by=staff("escort"), at=now, operation=operation, party="VRH")
    other = Deal.objects.create(
        channel=deal.channel,
        key="deal2",
        state="sealed",
        ours=True,
        on="m2",
        terms={},
        people=[],
        give=[],
        receive=deal.receive,
        expires_at=now,
        opened_at=now,
        changed_at=now,
    )
    with pytest.raises(BadPlan, match="Already home: 2"):
        actions.open_operation(by=staff("escort"), at=now, deal=other)
    assert other.operations.count() == 0


def test_a_leg_says_what_it_lacks_until_it_lacks_nothing(operation: Operation, staff: Any, now: datetime) -> None:
    actions.plan_leg(by=staff("escort"), at=now, operation=operation, way=bus(now))
    [shown] = queries.ways(operation, queries.machine(operation), now, "en")
    assert shown.missing == (
        "No notice of safe passage has been given.",
        "Fitness to travel not stated by a doctor: 4.",
    )
    cleared(operation, staff, now)
    for row in Row.objects.all():
        actions.examine(by=staff("escort"), at=now, row=row, fitness="sitting", effects_grams=20_000)
    [shown] = queries.ways(operation, queries.machine(operation), now, "en")
    assert (shown.state, shown.missing) == ("ready", ())


def test_a_leg_that_departs_before_the_last_arrives_is_refused(operation: Operation, staff: Any, now: datetime) -> None:
    actions.plan_leg(by=staff("escort"), at=now, operation=operation, way=bus(now))
    with pytest.raises(BadPlan, match="before the one before it"):
        actions.plan_leg(by=staff("escort"), at=now, operation=operation, way=bus(now + timedelta(hours=1)))


def test_two_who_must_not_meet_are_kept_apart_once(operation: Operation, staff: Any, now: datetime) -> None:
    one, other = Row.objects.order_by("pk")[:2]
    actions.keep_apart(by=staff("escort"), at=now, one=other, other=one, reason="a witness and the accused")
    with pytest.raises(Refused, match="already"):
        actions.keep_apart(by=staff("escort"), at=now, one=one, other=other, reason="again")
    with pytest.raises(Refused, match="two people"):
        actions.keep_apart(by=staff("escort"), at=now, one=one, other=one, reason="himself")
    actions.plan_leg(by=staff("escort"), at=now, operation=operation, way=bus(now, vehicles=1))
    [shown] = queries.ways(operation, queries.machine(operation), now, "en")
    assert "In one vehicle with somebody to be kept apart: 2." in shown.missing


def test_a_seal_stands_on_one_body(operation: Operation, staff: Any, now: datetime) -> None:
    stage = operation.stages.get(number=1)
    actions.add_body(by=staff("escort"), at=now, stage=stage, seal="S-7", direction="receive")
    with pytest.raises(BadPlan, match="Seals used"):
        actions.add_body(by=staff("escort"), at=now, stage=operation.stages.get(number=2), seal="S-7", direction="give")
    assert Body.objects.count() == 1


def test_a_refusal_a_death_and_a_body_stand_on_the_receipt(operation: Operation, staff: Any, now: datetime) -> None:
    by = staff("escort")
    body = actions.add_body(by=by, at=now, stage=operation.stages.get(number=1), seal="S-7", direction="receive")
    stage = on_the_road(operation, staff, now)
    ours, theirs = stage.rows.order_by("-direction")
    with pytest.raises(Refused, match="needs a witness"):
        actions.mark_otherwise(by=by, at=now, row=ours, outcome="refuses")
    actions.mark_otherwise(by=by, at=now, row=ours, outcome="refuses", witness="ICRC 4")
    actions.mark_otherwise(by=by, at=now, row=theirs, outcome="died")
    body.refresh_from_db()
    actions.mark_body(by=by, at=now, body=Body.objects.get(), seal="broken")
    actions.end_roll_call(by=by, at=now, stage=stage, party="VRH")
    signed = paper.verify(bytes(actions.sign_receipt(by=by, at=now, stage=stage).data)).receipt
    assert (signed.witness, len(signed.crossed), signed.bodies[0].state) == ("ICRC 4", 0, "broken")
    assert sorted(why for _, why in signed.stayed) == ["died", "refuses"]


def test_an_agreed_step_makes_as_many_stages_as_it_needs(deal: Deal, staff: Any, now: datetime) -> None:
    deal.terms = {"step": 8}  # one person of the lowest band
    operation = actions.open_operation(by=staff("escort"), at=now, deal=deal, stages=1)
    assert [(stage.rows.count(), stage.round) for stage in operation.stages.all()] == [(2, 1), (2, 2)]
    found = queries.exposure(operation)
    assert (found.worst, found.bound) == (0.25, 0.25)


def test_a_step_that_nobody_can_keep_opens_nothing(deal: Deal, staff: Any, now: datetime) -> None:
    deal.terms = {"step": 7}
    with pytest.raises(BadStages, match="agreed step"):
        actions.open_operation(by=staff("escort"), at=now, deal=deal)
    assert not Operation.objects.exists()


def test_absences_beyond_the_agreed_step_stop_the_roll_call(operation: Operation, staff: Any, now: datetime) -> None:
    Operation.objects.update(step=7)
    stage = on_the_road(operation, staff, now)
    for row in stage.rows.all():
        actions.mark(by=staff("escort"), at=now, row=row, seen=row.direction == "receive")
    with pytest.raises(Refused, match="ahead by more than the agreed step"):
        actions.end_roll_call(by=staff("escort"), at=now, stage=stage, party="VRH")
    assert act("turn_back", operation, staff, now, stage=1).moving == ()


def test_the_observer_counts_and_signs_before_a_stage_is_closed(deal: Deal, staff: Any, now: datetime) -> None:
    by = staff("escort")
    operation = actions.open_operation(by=by, at=now, deal=deal, observer="ICRC")
    stage = on_the_road(operation, staff, now)
    for row in stage.rows.all():
        actions.mark(by=by, at=now, row=row, seen=True)
    actions.end_roll_call(by=by, at=now, stage=stage, party="VRH")
    with pytest.raises(Refused, match="Not counted yet: VRH, ZLS, ICRC"):
        actions.sign_receipt(by=by, at=now, stage=stage)
    for party, number in (("VRH", 2), ("ZLS", 2), ("ICRC", 1)):
        actions.count(by=by, at=now, stage=stage, party=party, receive=number, give=2)
    with pytest.raises(Refused, match="differs from the roll-call: ICRC"):
        actions.sign_receipt(by=by, at=now, stage=stage)
    now_counted = actions.count(by=by, at=now, stage=stage, party="ICRC", receive=2, give=2)
    assert len(now_counted.stages[0].counts) == 3
    assert actions.sign_receipt(by=by, at=now, stage=stage)
    stage.refresh_from_db()
    assert stage.state == "called"


def test_two_places_have_a_lamp_each_and_wait_for_each_other(deal: Deal, staff: Any, now: datetime) -> None:
    by = staff("escort")
    operation = actions.open_operation(by=by, at=now, deal=deal, places=["bridge", "port"])
    assert [(one.place_name, one.round) for one in operation.stages.all()] == [("bridge", 1), ("port", 1)]
    given = actions.give_notice(by=by, at=now, operation=operation, party="VRH", passage=passage(now), place="port")
    actions.acknowledge(by=by, at=now, notice=given, party="ZLS", units="3rd brigade")
    lamps = queries.lamps(operation, queries.machine(operation), now, "en")
    assert [(lamp.place, lamp.green) for lamp in lamps] == [("bridge", False), ("port", True)]


def test_a_leg_waits_for_the_other_place_of_its_round_and_lacks_nothing_once_it_is_over(
    deal: Deal, staff: Any, now: datetime
) -> None:
    by = staff("escort")
    operation = actions.open_operation(by=by, at=now, deal=deal, places=["bridge", "port"])
    actions.plan_leg(by=by, at=now, operation=operation, way=bus(now, stage=1))
    given = actions.give_notice(by=by, at=now, operation=operation, party="VRH", passage=passage(now), place="bridge")
    actions.acknowledge(by=by, at=now, notice=given, party="ZLS", units="3rd brigade")
    [shown] = queries.ways(operation, queries.machine(operation), now, "en")
    assert shown.missing[0] == "Another place waits for safe passage: port."
    actions.abort(by=by, at=now, operation=operation, party="VRH")
    [shown] = queries.ways(operation, queries.machine(operation), now, "en")
    assert (shown.state, shown.missing) == ("over", ())


def test_a_closed_operation_has_no_passage_in_force(operation: Operation, staff: Any, now: datetime) -> None:
    cleared(operation, staff, now)
    actions.abort(by=staff("escort"), at=now, operation=operation, party="VRH")
    [lamp] = queries.lamps(operation, queries.machine(operation), now, "en")
    assert (lamp.green, lamp.words) == (False, "The operation is over; no safe passage is in force.")


def test_fitness_bodies_and_separations_are_entered_on_their_page(operation: Operation, signed_in: Any) -> None:
    escort, address = signed_in("escort"), f"/operations/{operation.public_id}/care/"
    one, other = Row.objects.order_by("pk")[:2]
    escort.post(address, {"what": "examine", "row": one.pk, "fitness": "lying", "kilograms": "12.5"})
    escort.post(address, {"what": "apart", "one": one.pk, "other": other.pk, "reason": "a feud"})
    escort.post(address, {"what": "body", "stage": 1, "seal": "S-7", "direction": "give"})
    page = escort.get(address).content.decode()
    assert all(text in page for text in ('value="12.5"', "a feud", "S-7"))
    one.refresh_from_db()
    assert (one.fitness, one.effects_grams) == ("lying", 12_500)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"what": "examine", "row": 0}, "Say how the person can travel"),
        ({"what": "apart"}, "Name two people of this operation"),
        ({"what": "body", "stage": "x"}, "A body is entered with its seal"),
    ],
)
def test_a_form_that_says_nothing_is_answered_with_a_sentence(
    operation: Operation, signed_in: Any, form: dict[str, Any], sentence: str
) -> None:
    page = signed_in("escort").post(f"/operations/{operation.public_id}/care/", form, follow=True).content.decode()
    assert sentence in page
    assert not Body.objects.exists()


def test_a_refusal_is_told_in_the_language_of_the_page(operation: Operation, signed_in: Any) -> None:
    escort = signed_in("escort")
    form = {"means": "bus", "vehicles": 0, "seats": 0, "start": "A", "end": "B"}
    times = {"departs_at": "2026-11-24T10:00", "arrives_at": "2026-11-24T11:00"}
    address = f"/operations/{operation.public_id}/legs/"
    page = escort.post(address, form | times, follow=True, headers={"accept-language": "uk"}).content.decode()
    assert "Етап без місць нікого не везе" in page


def test_one_person_gets_a_slip_that_verifies_alone(
    operation: Operation, staff: Any, signed_in: Any, now: datetime
) -> None:
    cleared(operation, staff, now)
    receipt: Receipt = crossed(operation, staff, now, 1)
    escort = signed_in("escort")
    data = escort.get(f"/operations/receipt/{receipt.public_id}/slip/1/").content
    assert set(verify_slip(data, {"ZLS": THEIRS.public}).parties) == {"VRH", "ZLS"}
    assert escort.get(f"/operations/receipt/{receipt.public_id}/slip/9/").status_code == 404
    with pytest.raises(paper.BadReceipt):
        verify_slip(data, {"ZLS": Identity.from_seed(b"liar" * 8, "ZLS").public})


def test_the_pack_is_printed_for_those_who_lead_and_the_calendar_names_nobody(
    operation: Operation, staff: Any, signed_in: Any, now: datetime
) -> None:
    actions.plan_leg(by=staff("escort"), at=now, operation=operation, way=bus(now))
    address = f"/operations/{operation.public_id}/"
    assert signed_in("escort").get(f"{address}pack/").content.startswith(b"%PDF-1.7")
    assert signed_in("observer").get(f"{address}pack/").status_code == 403
    agenda = signed_in("observer").get(f"{address}calendar/").content.decode()
    assert "LOCATION:Bridge 3" in agenda
    assert not any(row.person.display_name in agenda for row in Row.objects.all())


def test_what_a_break_would_pay_is_for_those_who_may_weigh(operation: Operation, signed_in: Any) -> None:
    address = f"/operations/{operation.public_id}/"
    page = signed_in("escort").get(f"{address}exposure/").content.decode()
    assert "250 ‰" in page
    assert page.count("<tr>") == 7
    assert signed_in("observer").get(f"{address}exposure/").status_code == 403
    assert "exposure/" not in signed_in("observer").get(address).content.decode()
