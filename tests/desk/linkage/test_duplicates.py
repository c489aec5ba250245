"""People of the register who may have been entered twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from desk.audit.models import Entry
from desk.errors import Refused
from desk.evidence.actions import take_in
from desk.linkage import actions, duplicates
from desk.linkage.models import PeopleJudgement
from desk.register.actions import open_person
from desk.register.models import Person
from homeward.evidence.mention import Detail

Staff = Callable[[str], Any]
PAGE = "/linkage/people/"


@pytest.fixture(autouse=True)
def nobody_was_compared() -> Iterator[None]:
    duplicates.forget()
    yield
    duplicates.forget()


@pytest.fixture
def opened(staff: Staff, now: datetime) -> Callable[..., Person]:
    item = take_in(
        by=staff("analyst"), at=now, data=b"inquiries", name="i.txt", source="kin", collector="a", collected_at=now
    )

    def one(surname: str, given: str, father: str, born: str) -> Person:
        said = {"surname": surname, "first_names": given, "patronymic": father, "birth_date": born}
        values = [Detail(name, value, value) for name, value in said.items()]
        return open_person(by=staff("liaison"), at=now, party="VRH", item=item, locator=born, values=values)

    return one


@pytest.fixture
def twice(opened: Callable[..., Person]) -> tuple[Person, Person]:
    opened("Мельник", "Степан", "Андрійович", "1979-11-30")
    return (
        opened("Шевчук", "Олександр", "Іванович", "1988-03-12"),
        opened("Шевчук", "Александр", "Иванович", "1988-03-12"),
    )


def names(pairs: list[duplicates.Pair]) -> set[frozenset[str]]:
    return {frozenset((pair.left.public_id, pair.right.public_id)) for pair in pairs}


def test_a_person_entered_in_two_spellings_is_asked_about(twice: tuple[Person, Person]) -> None:
    assert names(duplicates.pairs(10)) == {frozenset(one.public_id for one in twice)}


def test_who_was_judged_is_not_asked_about_again(staff: Staff, now: datetime, twice: tuple[Person, Person]) -> None:
    actions.judge_people(by=staff("analyst"), at=now, left=twice[0], right=twice[1], same=False)
    assert duplicates.pairs(10) == []


def test_a_judgement_taken_back_is_asked_about_again(staff: Staff, now: datetime, twice: tuple[Person, Person]) -> None:
    judgement = actions.judge_people(by=staff("analyst"), at=now, left=twice[0], right=twice[1], same=True)
    actions.undo_people(by=staff("analyst"), at=now, judgement=judgement, reason="another father")
    assert len(duplicates.pairs(10)) == 1


def test_a_judgement_that_contradicts_another_is_refused_and_names_both(
    staff: Staff, now: datetime, twice: tuple[Person, Person], opened: Callable[..., Person]
) -> None:
    third = opened("Шевчук", "Олександр", "Іванович", "1988-12-03")
    actions.judge_people(by=staff("analyst"), at=now, left=twice[0], right=twice[1], same=True)
    actions.judge_people(by=staff("analyst"), at=now, left=twice[1], right=third, same=False)
    with pytest.raises(Refused, match=r"Judgement 3 .*cannot stand beside judgement 2"):
        actions.judge_people(by=staff("analyst"), at=now, left=twice[0], right=third, same=True)


def test_nobody_is_judged_with_himself(staff: Staff, now: datetime, twice: tuple[Person, Person]) -> None:
    with pytest.raises(Refused, match="two different people"):
        actions.judge_people(by=staff("analyst"), at=now, left=twice[0], right=twice[0], same=True)


def test_a_judgement_is_not_taken_back_without_a_reason_or_twice(
    staff: Staff, now: datetime, twice: tuple[Person, Person]
) -> None:
    judgement = actions.judge_people(by=staff("analyst"), at=now, left=twice[0], right=twice[1], same=True)
    with pytest.raises(Refused, match="Say why"):
        actions.undo_people(by=staff("analyst"), at=now, judgement=judgement, reason=" ")
    actions.undo_people(by=staff("analyst"), at=now, judgement=judgement, reason="a slip")
    with pytest.raises(Refused, match="already"):
        actions.undo_people(by=staff("analyst"), at=now, judgement=judgement, reason="a slip")


def test_each_judgement_is_one_entry_of_the_audit(staff: Staff, now: datetime, twice: tuple[Person, Person]) -> None:
    before = Entry.objects.count()
    actions.judge_people(by=staff("analyst"), at=now, left=twice[0], right=twice[1], same=True)
    assert Entry.objects.count() == before + 1


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "Entered twice?"), ("uk", "Внесено двічі?"), ("ru", "Внесён дважды?")]
)
def test_the_page_shows_pairs_with_reasons_in_each_language(
    signed_in: Callable[[str], Client], twice: tuple[Person, Person], language: str, heading: str
) -> None:
    client = signed_in("analyst")
    client.cookies["django_language"] = language
    page = client.get(PAGE).content.decode()
    assert heading in page
    assert twice[0].public_id in page
    assert "1988-03-12" in page


def test_the_analyst_judges_and_takes_back_on_the_page(
    signed_in: Callable[[str], Client], twice: tuple[Person, Person]
) -> None:
    client = signed_in("analyst")
    client.post(f"{PAGE}{twice[0].public_id}/{twice[1].public_id}/", {"same": "0", "reason": "brothers"})
    judgement = PeopleJudgement.objects.get()
    assert (judgement.same, judgement.reason) == (False, "brothers")
    client.post(f"{PAGE}undo/{judgement.public_id}/take-back/", {"reason": "one man"})
    judgement.refresh_from_db()
    assert judgement.undone_reason == "one man"


@pytest.mark.parametrize("role", ["liaison", "negotiator", "custodian"])
def test_others_may_neither_see_nor_judge(
    signed_in: Callable[[str], Client], twice: tuple[Person, Person], role: str
) -> None:
    client = signed_in(role)
    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}{twice[0].public_id}/{twice[1].public_id}/", {"same": "1"}).status_code == 403
    assert not PeopleJudgement.objects.exists()
