"""People we hold: the duties of the Convention, kept and shown."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from desk.audit.models import Entry
from desk.custody import actions, queries
from desk.custody.models import Health, Held, Letter, Wish
from desk.errors import Refused
from desk.evidence.actions import take_in
from desk.register.actions import open_place, take_in_inquiries
from homeward.register.place import PlaceKind

TODAY = date(2026, 11, 24)


@pytest.fixture
def camp(staff: Any, now: datetime) -> Any:
    return open_place(by=staff("analyst"), at=now, names=["Camp West"], kind=PlaceKind.CAMP, party="VRH")


@pytest.fixture
def held(staff: Any, now: datetime, camp: Any) -> Held:
    values = {"surname": "Иванов", "first_names": "Олег", "birth_date": "1990-02-03", "rank": "рядовой"}
    return actions.admit(
        by=staff("custodian"),
        at=now,
        party="ZLS",
        values=values,
        camp=camp,
        admitted_on=date(2026, 11, 10),
        health=Health.GOOD,
    )


def test_whoever_is_taken_in_is_held_by_us_in_the_register(held: Held) -> None:
    current = held.person.current
    assert (current.as_grade, current.holding_power) == ("confirmed_held", "VRH")


def test_the_capture_card_is_due_a_week_after_arrival(held: Held) -> None:
    card, inspection = queries.clocks(held, TODAY)
    assert (card.due_on, card.tone) == (date(2026, 11, 17), "bad")
    assert (inspection.due_on, inspection.tone) == (date(2026, 12, 11), "good")


def test_the_clock_of_the_card_stops_when_it_is_sent(held: Held, staff: Any, now: datetime) -> None:
    actions.send_card(by=staff("custodian"), at=now, held=held, sent_on=TODAY)
    assert [clock.key for clock in queries.clocks(held, TODAY)] == ["inspection"]
    assert queries.due(TODAY) == []
    with pytest.raises(Refused, match="already"):
        actions.send_card(by=staff("custodian"), at=now, held=held, sent_on=TODAY)


def test_an_inspection_states_weight_and_health(held: Held, staff: Any, now: datetime) -> None:
    actions.inspect(
        by=staff("custodian"), at=now, held=held, on=TODAY, weight_kg=Decimal("71.5"), health=Health.SICK, finding=""
    )
    held.person.refresh_from_db()
    assert held.person.current.hc_last_state == "sick"
    assert held.person.current.values["hc_weight_kg"] == ["71.5"]


def test_the_private_answer_reaches_the_planner(held: Held, staff: Any, now: datetime) -> None:
    actions.ask_wish(by=staff("custodian"), at=now, held=held, on=TODAY, wish=Wish.REFUSES)
    held.person.refresh_from_db()
    assert held.person.current.ex_wish == "refuses"


def test_work_is_paid_and_bounded(held: Held, staff: Any, now: datetime) -> None:
    week = {"week_of": date(2026, 11, 16), "work": "sewing", "asked": False}
    with pytest.raises(Refused, match="paid"):
        actions.note_labour(by=staff("custodian"), at=now, held=held, hours=8, pay=Decimal(0), **week)
    with pytest.raises(Refused, match="48 hours"):
        actions.note_labour(by=staff("custodian"), at=now, held=held, hours=50, pay=Decimal(9), **week)
    assert actions.note_labour(by=staff("custodian"), at=now, held=held, hours=8, pay=Decimal(9), **week).hours == 8


def test_nothing_happens_before_arrival_or_tomorrow(held: Held, staff: Any, now: datetime) -> None:
    for day in (date(2026, 11, 9), TODAY + timedelta(days=1)):
        with pytest.raises(Refused):
            actions.note_letter(by=staff("custodian"), at=now, held=held, on=day, way=Letter.Way.CARD_OUT)


def test_people_from_a_table_of_capture_cards_get_their_clocks(staff: Any, now: datetime, camp: Any) -> None:
    cards = "surname,first_names,facility,oc_admitted_on,hc_last_state\nПетров,Илья,Camp West,2026-11-20,sick\n"
    item = take_in(
        by=staff("analyst"),
        at=now,
        data=cards.encode(),
        name="cards.csv",
        source="own",
        collector="c",
        collected_at=now,
    )
    take_in_inquiries(by=staff("analyst"), at=now, item=item, party="ZLS")
    (row,) = actions.keep_known(by=staff("custodian"), at=now)
    assert (row.camp, row.admitted_on, row.health) == (camp, date(2026, 11, 20), "sick")
    assert actions.keep_known(by=staff("custodian"), at=now) == []


def test_people_in_no_known_place_are_taken_into_the_camp_named(
    staff: Any, now: datetime, camp: Any, signed_in: Any
) -> None:
    cards = (
        "surname,first_names,holding_power,proof_of_life_kind,custody_from\nПетров,Илья,VRH,capture_card,2026-11-20\n"
    )
    item = take_in(
        by=staff("analyst"),
        at=now,
        data=cards.encode(),
        name="cards.csv",
        source="own",
        collector="c",
        collected_at=now,
    )
    (person,), _ = take_in_inquiries(by=staff("analyst"), at=now, item=item, party="ZLS")
    assert actions.keep_known(by=staff("custodian"), at=now) == []
    assert signed_in("custodian").post("/custody/keep/", {"camp": camp.public_id}).status_code == 302
    assert person.held.camp == camp
    person.refresh_from_db()
    assert person.current.facility == camp


def test_custody_ends_once(held: Held, staff: Any, now: datetime) -> None:
    actions.leave(by=staff("custodian"), at=now, held=held, on=TODAY)
    assert queries.clocks(held, TODAY) == []
    with pytest.raises(Refused, match="ended"):
        actions.leave(by=staff("custodian"), at=now, held=held, on=TODAY)


def test_the_rooms_pages_lead_the_custodian(held: Held, signed_in: Any) -> None:
    client = signed_in("custodian")
    assert "overdue since 2026-11-17" in client.get("/custody/").content.decode()
    address = f"/custody/{held.public_id}/"
    day = {"on": "2026-11-24"}
    posts = {
        "card": {"card-sent_on": "2026-11-24"},
        "inspection": {"inspection-on": "2026-11-24", "inspection-weight_kg": "70", "inspection-health": "good"},
        "wish": {"wish-on": "2026-11-24", "wish-wish": "wishes"},
        "letter": {"letter-on": "2026-11-24", "letter-way": "card_out"},
        "complaint": {"complaint-on": "2026-11-24", "complaint-text": "Cold at night"},
    }
    for what, form in posts.items():
        assert client.post(f"{address}{what}/", form | day).status_code == 302
    page = client.get(address).content.decode()
    for words in ("capture card sent 2026-11-24", "70.0 kg", "wishes to go", "cards 1 of 4", "Cold at night"):
        assert words in page
    complaint = held.complaints.get()
    client.post(f"/custody/complaints/{complaint.public_id}/answer/", {"answer": "Blankets given"})
    assert "Blankets given" in client.get(address).content.decode()
    assert Entry.objects.filter(act="custody.read_person", subject=held.person.public_id).exists()


def test_every_enquiry_of_a_family_is_answered(held: Held, signed_in: Any) -> None:
    client = signed_in("custodian")
    form = {"asked_for": "Иванов Олег", "born": "1990", "by_whom": "his mother", "received_on": "2026-11-01"}
    client.post("/custody/enquiries/", form)
    assert "overdue since 2026-11-15" in client.get("/custody/enquiries/").content.decode()
    enquiry = queries.enquiries().get()
    client.post(f"/custody/enquiries/{enquiry.public_id}/answer/", {"answer": "held, in good health", "held": held.pk})
    page = client.get("/custody/enquiries/").content.decode()
    assert "held, in good health" in page
    assert "No enquiry waits" in page


@pytest.mark.parametrize("role", ["analyst", "negotiator", "mediator", "observer", "family", "escort"])
def test_who_has_no_part_in_care_sees_nobody(role: str, held: Held, signed_in: Any) -> None:
    assert signed_in(role).get("/custody/").status_code == 403
    assert signed_in(role).get(f"/custody/{held.public_id}/").status_code == 403
