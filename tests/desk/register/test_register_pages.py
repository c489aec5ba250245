"""The pages of the register, and who may read what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from desk.audit.models import Entry
from desk.register import actions
from desk.register.models import Statement
from homeward.register.place import PlaceKind


@pytest.mark.parametrize("role", ["mediator", "observer", "family"])
def test_who_has_no_need_sees_nobody(role: str, signed_in: Any, person: Any) -> None:
    client = signed_in(role)
    for address in ("/people/", f"/people/{person.public_id}/", "/places/"):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("role", ["analyst", "liaison", "negotiator", "approver", "escort", "custodian", "auditor"])
def test_reading_a_person_is_logged_with_its_purpose(role: str, signed_in: Any, person: Any) -> None:
    assert signed_in(role).get(f"/people/{person.public_id}/").status_code == 200
    entry = Entry.objects.get(act="register.read_person")
    assert (entry.subject, entry.by) == (person.public_id, role)
    assert entry.data["purpose"]


def test_a_search_is_logged_with_its_answers(signed_in: Any, person: Any) -> None:
    page = signed_in("analyst").get("/people/", {"q": "Ковальчук"}).content.decode()
    assert "Ковальчук Остап Ігорович" in page
    assert Entry.objects.get(act="register.search").data["answers"] == [person.public_id]


def test_a_name_in_other_letters_finds_the_person(signed_in: Any, person: Any) -> None:
    assert "Ковальчук" in signed_in("analyst").get("/people/", {"q": "Kovalchuk"}).content.decode()


def test_secrets_are_closed_to_a_role_without_need(signed_in: Any, say: Any, person: Any) -> None:
    say("ethnicity_stated", "told in confidence")
    address = f"/people/{person.public_id}/"
    assert "told in confidence" in signed_in("analyst").get(address).content.decode()
    closed = signed_in("liaison").get(address).content.decode()
    assert "told in confidence" not in closed
    assert "Closed: your role has no need of this." in closed


def test_an_escort_officer_does_not_see_the_place(signed_in: Any, say: Any, person: Any) -> None:
    say("facility", "A hidden place", on="2026-11-01")
    assert "A hidden place" not in signed_in("escort").get(f"/people/{person.public_id}/").content.decode()


def test_the_page_as_of_an_earlier_day_leaves_later_evidence_out(signed_in: Any, say: Any, person: Any) -> None:
    say("hc_last_state", "sick", on="2026-11-01")
    page = signed_in("analyst").get(f"/people/{person.public_id}/", {"as_of": "2026-11-20"}).content.decode()
    assert "Sick" not in page
    assert "As the register stood at the end of" in page


def test_open_contradictions_are_shown_with_both_values(signed_in: Any, say: Any, person: Any) -> None:
    say("birth_date", "1992-05-03")
    page = signed_in("analyst").get(f"/people/{person.public_id}/").content.decode()
    assert "Open contradictions" in page
    assert "1992-05-03" in page


def test_an_analyst_states_with_a_ground(signed_in: Any, person: Any, item: Any) -> None:
    form = {
        "property": "eye_colour",
        "written": "grey",
        "item": item().public_id,
        "locator": "line 2",
        "asserted_by": "his mother",
        "reliability": "B",
        "credibility": "2",
    }
    assert signed_in("analyst").post(f"/people/{person.public_id}/state/", form).status_code == 302
    assert Statement.objects.get(property="eye_colour").asserted_by == "his mother"
    refused = signed_in("analyst").post(f"/people/{person.public_id}/state/", form | {"written": "purple"})
    assert "purple is not one of blue" in refused.content.decode()


def test_an_analyst_takes_a_statement_back(signed_in: Any, say: Any, person: Any) -> None:
    told = say("eye_colour", "grey")
    address = f"/people/{person.public_id}/retract/{told.public_id}/"
    assert signed_in("negotiator").get(address).status_code == 403
    assert signed_in("analyst").post(address, {"reason": "misread"}).status_code == 302
    assert "misread" in signed_in("analyst").get(f"/people/{person.public_id}/").content.decode()


def test_inquiries_are_taken_in_from_the_page(signed_in: Any, item: Any) -> None:
    table = item("surname,first_names\nГнатюк,Марко\n1,2\n".encode(), "inquiries.csv")
    page = signed_in("liaison").post("/people/inquiries/", {"item": table.public_id}).content.decode()
    assert "Гнатюк Марко" in page
    assert "Rows refused: 1." in page


def test_places_are_drawn_and_name_who_was_there(signed_in: Any, say: Any, staff: Any, now: datetime) -> None:
    where = {"kind": PlaceKind.COLONY, "party": "ZLS", "x": 10.0, "y": 20.0}
    colony = actions.open_place(by=staff("analyst"), at=now, names=["Colony 3", "ИК-3"], **where)
    say("facility", "Colony 3", on="2026-11-01")
    assert "<circle" in signed_in("analyst").get("/places/").content.decode()
    page = signed_in("analyst").get(f"/places/{colony.public_id}/").content.decode()
    assert "Ковальчук" in page
    assert "ИК-3" in page
    assert Entry.objects.filter(act="register.read_place", subject=colony.public_id).exists()


@pytest.mark.parametrize(("language", "words"), [("uk", "Ознака життя"), ("ru", "Признак жизни")])
def test_the_person_is_shown_in_the_language_of_the_reader(
    language: str, words: str, signed_in: Any, person: Any
) -> None:
    client = signed_in("analyst")
    client.cookies["django_language"] = language
    assert "Прізвище" in client.get(f"/people/{person.public_id}/").content.decode() or language == "ru"


def test_a_name_added_to_a_place_ties_earlier_statements_to_it(signed_in: Any, say: Any, person: Any) -> None:
    say("facility", "Сосновка, ИК-9", on="2026-11-01")
    client = signed_in("analyst")
    form = {"names": "Колонія № 9\n", "kind": "colony", "party": "zls"}
    address = client.post("/places/new/", form).headers["Location"]
    assert client.post(f"{address}name/", {"name": "Сосновка, ИК-9"}).status_code == 302
    assert "Ковальчук" in client.get(address).content.decode()
    person.current.refresh_from_db()
    assert str(person.current.facility) == "Колонія № 9"


def test_only_analysts_open_places(signed_in: Any) -> None:
    assert signed_in("negotiator").get("/places/new/").status_code == 403
    assert (
        "Give both places"
        in signed_in("analyst")
        .post("/places/new/", {"names": "A", "kind": "camp", "party": "ZLS", "x": "1"})
        .content.decode()
    )
