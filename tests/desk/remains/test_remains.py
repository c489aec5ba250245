"""The dead: a claim changes nobody's status, a primary identifier names a person, and what comes twice is seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from desk.assessment.actions import reassess
from desk.audit.models import Entry
from desk.errors import Refused
from desk.evidence.actions import take_in
from desk.evidence.models import Item
from desk.register.actions import open_person
from desk.register.models import Person, Statement
from desk.remains import actions, queries
from desk.remains.models import Bag, Basis, Claim, Contents, Identification, Individual
from homeward.evidence.mention import Detail

DAY = date(2026, 11, 20)
Staff = Callable[[str], Any]


class Room:
    """Acts of the identification officer with the dull arguments filled in."""

    def __init__(self, by: Any, at: datetime) -> None:
        self.who = {"by": by, "at": at}

    def item(self, data: bytes) -> Item:
        found = {"name": "paper", "source": "laboratory", "collector": "identifier", "collected_at": self.who["at"]}
        return take_in(**self.who, data=data, ours=True, **found)

    def person(self, surname: str = "Коваль") -> Person:
        values = (Detail("surname", surname, surname), Detail("first_names", "Ігор", "Ігор"))
        return open_person(**self.who, party="VRH", item=self.item(surname.encode()), locator="1", values=values)

    def bag(self, number: str = "17", handover: str = "June", opened: bool = True) -> Bag:
        bag = actions.receive(**self.who, number=number, handover=handover, received_on=DAY)
        return actions.open_bag(**self.who, bag=bag, contents=Contents.BODY, opened_on=DAY) if opened else bag

    def individual(self, bag: Bag, whole: Individual | None = None) -> Individual:
        label = str(bag.fragments.count() + 1)
        part = actions.describe(**self.who, bag=bag, label=label, description="femur", sample=f"S-{bag.pk}-{label}")
        return actions.associate(**self.who, fragment=part, individual=whole, reason="same profile")

    def identify(self, individual: Individual, person: Person, report: bytes = b"report") -> Identification:
        return actions.identify(
            **self.who,
            individual=individual,
            person=person,
            basis=Basis.DNA,
            laboratory="Laboratory 1",
            report=self.item(report),
            identified_on=DAY,
        )


@pytest.fixture
def room(staff: Staff, now: datetime) -> Room:
    return Room(staff("identifier"), now)


def stated(person: Person) -> set[str]:
    rows = Statement.objects.filter(person=person, property__startswith="rm_", retraction=None)
    return set(rows.values_list("property", flat=True))


def test_a_claim_changes_nobodys_status(room: Room) -> None:
    person = room.person()
    actions.claim(**room.who, bag=room.bag(), name="Коваль Ігор", ground=Claim.Ground.TAG)
    assert stated(person) == set()


def test_an_identification_is_stated_with_the_report_as_its_source(room: Room) -> None:
    person = room.person()
    found = room.identify(room.individual(room.bag()), person)
    assert stated(person) == {"rm_identified_by", "rm_identified_on"}
    assert set(person.statements.filter(property__startswith="rm_").values_list("item", flat=True)) == {found.report_id}


def test_a_withdrawn_identification_takes_its_statements_back_and_stays(room: Room) -> None:
    person, individual = room.person(), room.individual(room.bag())
    actions.withdraw(**room.who, identification=room.identify(individual, person), reason="second test differs")
    assert stated(person) == set()
    assert individual.identifications.get().withdrawn_because == "second test differs"
    room.identify(individual, room.person("Бойко"), b"second report")


def test_one_person_is_not_identified_as_two_individuals(room: Room) -> None:
    person = room.person()
    room.identify(room.individual(room.bag("1")), person)
    with pytest.raises(Refused, match="identified already"):
        room.identify(room.individual(room.bag("2")), person)


def test_papers_cannot_identify_even_past_the_form(room: Room) -> None:
    individual, person, report = room.individual(room.bag()), room.person(), room.item(b"papers")
    with pytest.raises(IntegrityError), transaction.atomic():
        Identification.objects.create(
            individual=individual, person=person, basis="papers", laboratory="", report=report, identified_on=DAY,
            **room.who,
        )  # fmt: skip


@pytest.mark.parametrize(
    "act",
    [
        lambda room: actions.receive(**room.who, number="17", handover="June", received_on=date(2027, 1, 1)),
        lambda room: [room.bag("17"), room.bag("17")],
        lambda room: room.individual(room.bag(opened=False)),
        lambda room: actions.claim(**room.who, bag=room.bag(), name=" ", ground=Claim.Ground.TAG),
    ],
)
def test_what_cannot_be_is_refused(room: Room, act: Callable[[Room], object]) -> None:
    with pytest.raises(Refused):
        act(room)


def test_a_fragment_without_a_sample_is_not_compared(room: Room) -> None:
    part = actions.describe(**room.who, bag=room.bag(), label="1", description="femur")
    with pytest.raises(Refused, match="sample"):
        actions.associate(**room.who, fragment=part, individual=None, reason="same profile")


def test_one_name_claimed_for_two_bags_is_seen_in_any_spelling(room: Room) -> None:
    actions.claim(**room.who, bag=room.bag("1"), name="Коваль Ігор", ground=Claim.Ground.LIST)
    actions.claim(**room.who, bag=room.bag("2"), name="Koval Ihor", ground=Claim.Ground.TAG)
    (twice,) = queries.claimed_twice()
    assert [claim.bag.number for claim in twice.claims] == ["1", "2"]


def test_a_person_who_came_in_two_repatriations_is_seen(room: Room) -> None:
    individual = room.individual(room.bag("1", "June"))
    room.individual(room.bag("1", "July"), individual)
    assert queries.across_handovers() == [individual]


def test_a_list_of_bags_goes_in_and_its_bad_rows_are_named(room: Room) -> None:
    item = room.item("rm_bag_no,rm_claimed_identity\n17,Коваль Ігор\n,Бойко Олег\n17,Мельник Тарас\n18,\n".encode())
    bags, rejected = actions.receive_list(**room.who, item=item, handover="June", received_on=DAY)
    assert [bag.number for bag in bags] == ["17", "18"]
    assert [one.row for one in rejected] == [3, 4]
    assert Claim.objects.get().name == "Коваль Ігор"


def test_the_work_of_a_day_is_done_on_the_pages(room: Room, signed_in: Callable[[str], Client]) -> None:
    client, person = signed_in("identifier"), room.person()
    client.post("/remains/receive/", {"handover": "June", "received_on": "2026-11-20", "number": "17"})
    bag = Bag.objects.get()
    address = f"/remains/bag/{bag.public_id}"
    client.post(f"{address}/claim/", {"name": "Коваль Ігор", "ground": "tag"})
    client.post(f"{address}/open/", {"contents": "body", "opened_on": "2026-11-21"})
    client.post(f"{address}/fragment/", {"label": "1", "description": "femur"})
    part = bag.fragments.get()
    client.post(f"/remains/fragment/{part.public_id}/sample/", {"sample": "S-1"})
    client.post(f"/remains/fragment/{part.public_id}/belongs/", {"individual": "", "reason": "the first"})
    individual = Individual.objects.get()
    page = client.get(f"/remains/{individual.public_id}/").content.decode()
    assert person.public_id in page
    report = SimpleUploadedFile("report.pdf", b"%PDF report")
    given = {"person": person.public_id, "basis": "dna", "laboratory": "L", "identified_on": "2026-11-22"}
    client.post(f"/remains/{individual.public_id}/identify/", given | {"report": report})
    assert individual.identifications.get().person == person
    for address in ("/remains/", f"/remains/bag/{bag.public_id}/", f"/remains/{individual.public_id}/"):
        assert client.get(address).status_code == 200


def test_reading_who_a_dead_person_is_leaves_an_entry(room: Room, signed_in: Callable[[str], Client]) -> None:
    individual = room.individual(room.bag())
    signed_in("auditor").get(f"/remains/{individual.public_id}/")
    assert Entry.objects.filter(act="remains.read_individual", subject=individual.public_id).exists()


def test_a_negotiator_does_not_enter(signed_in: Callable[[str], Client]) -> None:
    assert signed_in("negotiator").get("/remains/").status_code == 403


def test_an_identified_person_is_dead_only_now(room: Room, now: datetime) -> None:
    person = room.person()
    room.identify(room.individual(room.bag()), person)
    reassess(by=room.who["by"], at=now, person=person)
    assert person.assessments.get(question="alive").answer == "dead"
