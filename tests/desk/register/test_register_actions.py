"""Writing to the register."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from desk.audit.models import Entry
from desk.errors import Refused
from desk.register import actions, queries
from desk.register.models import Person, PersonCurrent, Statement
from homeward.evidence.mention import Detail
from homeward.register.place import PlaceKind
from homeward.register.values import BadValue

INQUIRIES = """surname,first_names,patronymic,birth_date,height_cm
Ковальчук,Остап,Ігорович,03.05.1991,182
Гнатюк,Марко,Левович,1988-01-30,175
Лисенко,Юрій,,not a day,
,,,1990-01-01,170
""".encode()


def test_a_person_opens_with_statements_and_a_current_row(person: Any) -> None:
    assert person.display_name == "Ковальчук Остап Ігорович"
    assert person.current.birth_date == "1991-05-03"
    assert person.current.as_grade == "registered"


def test_the_same_person_is_not_opened_twice(person: Any, staff: Any, now: datetime, item: Any) -> None:
    details = (
        Detail("surname", "Ковальчук", "КОВАЛЬЧУК"),
        Detail("first_names", "Остап", "Остап"),
        Detail("patronymic", "Ігорович", "Ігорович"),
        Detail("birth_date", "1991-05-03", "1991-05-03"),
    )
    with pytest.raises(Refused, match="already in the register"):
        actions.open_person(by=staff("analyst"), at=now, party="VRH", item=item(), locator="1", values=details)


def test_a_table_of_inquiries_opens_people_and_lists_bad_rows(staff: Any, now: datetime, item: Any) -> None:
    persons, rejected = actions.take_in_inquiries(by=staff("analyst"), at=now, item=item(INQUIRIES, "inquiries.csv"))
    assert [p.display_name for p in persons] == ["Ковальчук Остап Ігорович", "Гнатюк Марко Левович"]
    assert len(rejected) == 2
    assert any("not a day is not a date" in one.reason for one in rejected)
    assert any("no name" in one.reason for one in rejected)


def test_a_row_on_a_known_person_adds_statements_instead(person: Any, staff: Any, now: datetime, item: Any) -> None:
    persons, _ = actions.take_in_inquiries(by=staff("analyst"), at=now, item=item(INQUIRIES, "inquiries.csv"))
    assert person in persons
    assert Person.objects.count() == 2
    assert queries.view_of(person, now).value("height_cm") == "182"


def test_two_rows_on_one_person_in_one_table_open_one_person(staff: Any, now: datetime, item: Any) -> None:
    twice = "surname,first_names,birth_date\nГнатюк,Марко,1988-01-30\nГнатюк,Марко,1988-01-30\n".encode()
    persons, _ = actions.take_in_inquiries(by=staff("analyst"), at=now, item=item(twice, "twice.csv"))
    assert len(persons) == Person.objects.count() == 1


def test_a_bad_value_is_refused_and_nothing_is_written(say: Any) -> None:
    before = Statement.objects.count()
    with pytest.raises(BadValue):
        say("eye_colour", "purple")
    assert Statement.objects.count() == before


def test_a_statement_moves_the_person_up_the_ladder(say: Any, person: Any) -> None:
    say("visited_by_neutral", "icrc", on="2026-11-01", grade="A1")
    current = PersonCurrent.objects.get(person=person)
    assert (current.as_grade, current.custody_state, current.holding_power) == (
        "confirmed_by_icrc",
        "confirmed_held",
        "ZLS",
    )


def test_a_place_is_recognised_by_any_of_its_names(say: Any, person: Any, staff: Any, now: datetime) -> None:
    colony = actions.open_place(
        by=staff("analyst"),
        at=now,
        names=["Виправна колонія № 3", "ИК-3"],
        kind=PlaceKind.COLONY,
        party="ZLS",
        x=10.0,
        y=20.0,
    )
    assert say("facility", "ик 3", on="2026-11-01").value == colony.public_id
    assert PersonCurrent.objects.get(person=person).facility == colony


def test_a_retraction_takes_the_statement_out_of_the_person(say: Any, person: Any, staff: Any, now: datetime) -> None:
    told = say("visited_by_neutral", "icrc", on="2026-11-01", grade="A1")
    later = now + timedelta(hours=1)
    actions.retract(by=staff("analyst"), at=later, statement=told, reason="another man")
    assert PersonCurrent.objects.get(person=person).as_grade == "registered"
    assert told.public_id in {one.id for one in queries.statements_of(person, now)}
    assert told.public_id not in {one.id for one in queries.statements_of(person)}


def test_a_retraction_needs_a_reason_and_happens_once(say: Any, staff: Any, now: datetime) -> None:
    told = say("eye_colour", "grey")
    with pytest.raises(Refused, match="why"):
        actions.retract(by=staff("analyst"), at=now, statement=told, reason=" ")
    actions.retract(by=staff("analyst"), at=now, statement=told, reason="misread")
    with pytest.raises(Refused, match="already"):
        actions.retract(by=staff("analyst"), at=now, statement=told, reason="misread")


def test_the_database_refuses_to_change_or_delete_a_statement(person: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Statement.objects.filter(person=person).update(value="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        Statement.objects.filter(person=person).delete()


def test_every_act_is_in_the_audit_without_names(say: Any) -> None:
    say("eye_colour", "grey")
    acts = set(Entry.objects.values_list("act", flat=True))
    assert {"register.open_person", "register.state"} <= acts
    assert not any("Ковальчук" in str(entry.data) for entry in Entry.objects.all())


def test_facts_hold_every_form_of_the_name(say: Any, person: Any) -> None:
    say("surname", "Ковальчук-Дика", data=b"list")
    facts = queries.facts_of(person)
    assert facts.names == ("Ковальчук Остап Ігорович", "Ковальчук-Дика")
    assert facts.born == ("1991-05-03",)
    assert facts.units == ("12 бригада",)


def test_whoever_is_home_is_no_longer_counted_where_he_was_held(
    say: Any, person: Any, staff: Any, now: datetime
) -> None:
    where: dict[str, Any] = {"names": ["Colony 3"], "kind": PlaceKind.COLONY, "party": "ZLS"}
    actions.open_place(by=staff("analyst"), at=now, **where)
    say("facility", "Colony 3", on="2026-11-01")
    assert len(queries.people_by_place()) == 1
    say("ac_received_on", "2026-11-20", on="2026-11-20", grade="A1")
    assert queries.people_by_place() == {}
