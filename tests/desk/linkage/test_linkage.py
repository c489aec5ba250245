"""Judging who a mention speaks of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from desk.errors import Refused
from desk.evidence.actions import extract_item, take_in
from desk.evidence.models import Mention
from desk.linkage import actions, against, queries, ranking
from desk.register.actions import open_person, retract
from desk.register.models import Person, Statement
from desk.register.queries import statements_of
from homeward.evidence.mention import Detail

Staff = Callable[[str], Any]


@pytest.fixture
def item(staff: Staff, now: datetime) -> Any:
    text = "Старший сержант Коваленка Сергія Петровича, 05.06.1990 р.н., бачили у камері 12.\nБачили також Івана Бойка."
    taken = take_in(
        by=staff("analyst"), at=now, data=text.encode(), name="post", source="channel", collector="a", collected_at=now
    )
    return extract_item(by=staff("analyst"), at=now, item=taken)


@pytest.fixture
def person(staff: Staff, now: datetime, item: Any) -> Person:
    given = [
        ("surname", "Коваленко"),
        ("first_names", "Сергій"),
        ("patronymic", "Петрович"),
        ("birth_date", "1990-06-05"),
    ]
    values = [Detail(name, value, value) for name, value in given]
    return open_person(by=staff("liaison"), at=now, party="VRH", item=item, locator="row 1", values=values)


@pytest.fixture
def mention(item: Any) -> Mention:
    return item.mentions.order_by("start")[0]


def test_the_right_person_is_offered_across_cases(mention: Mention, person: Person) -> None:
    offer = queries.candidates(mention)[0]
    assert offer.person == person
    assert offer.probability > 0.99


def test_a_link_brings_what_the_mention_says_and_its_undo_takes_exactly_that_back(
    staff: Staff, now: datetime, mention: Mention, person: Person
) -> None:
    before = {statement.id for statement in statements_of(person)}
    judgement = actions.link(by=staff("analyst"), at=now, mention=mention, person=person)
    assert "12" in {one.value for one in statements_of(person) if one.property == "cell_or_barrack"}
    actions.undo(by=staff("analyst"), at=now, judgement=judgement, reason="another man of that name")
    assert {statement.id for statement in statements_of(person)} == before


def test_nothing_is_linked_by_itself(item: Any, person: Person) -> None:
    queries.candidates(item.mentions.all()[0])
    assert not Statement.objects.filter(mention__isnull=False).exists()


def test_a_second_judgement_is_refused_until_the_first_is_taken_back(
    staff: Staff, now: datetime, mention: Mention, person: Person
) -> None:
    actions.refuse(by=staff("analyst"), at=now, mention=mention)
    with pytest.raises(Refused, match="already judged"):
        actions.link(by=staff("analyst"), at=now, mention=mention, person=person)


def test_a_mention_left_open_can_be_judged_later(staff: Staff, now: datetime, mention: Mention, person: Person) -> None:
    actions.leave_open(by=staff("analyst"), at=now, mention=mention)
    actions.link(by=staff("analyst"), at=now, mention=mention, person=person)
    assert queries.standing(mention).verdict == "link"


@pytest.mark.parametrize("text", ["Коваленко Сергей", "Kovalenko Serhii", "сергій коваленк", "Kowalenko"])
def test_one_search_box_takes_any_script_and_slip(person: Person, text: str) -> None:
    assert [offer.person for offer in queries.search(text)][:1] == [person]


def test_a_list_is_held_against_the_register_line_by_line(staff: Staff, now: datetime, person: Person) -> None:
    line = "Коваленко Сергей Петрович,05.06.1990\n"
    rows = f"ФИО,Дата рождения\n{line}{line}Жук Глеб,01.01.1980\n"
    taken = take_in(
        by=staff("analyst"), at=now, data=rows.encode(), name="l.csv", source="them", collector="a", collected_at=now
    )
    lines = against.hold(extract_item(by=staff("analyst"), at=now, item=taken))
    assert [line.answer for line in lines] == ["agrees", "duplicate", "unknown"]


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_the_page_gives_the_reasons_in_each_language(
    signed_in: Callable[[str], Client], mention: Mention, person: Person, language: str
) -> None:
    client = signed_in("analyst")
    client.cookies["django_language"] = language
    words = {"en": "surname agrees", "uk": "прізвище збігається", "ru": "фамилия совпадает"}
    assert words[language] in client.get(f"/linkage/{mention.public_id}/").content.decode()


def test_the_analyst_links_with_one_button(
    signed_in: Callable[[str], Client], mention: Mention, person: Person
) -> None:
    signed_in("analyst").post(f"/linkage/{mention.public_id}/decide/", {"verdict": f"link:{person.public_id}"})
    assert queries.standing(mention).person == person


def test_the_queue_begins_with_the_mention_whose_person_is_likeliest(item: Any, person: Person) -> None:
    second, first = sorted(item.mentions.all(), key=lambda one: -one.start)
    assert ranking.ranked() == [first.public_id, second.public_id]
    assert ranking.following(first) == second


def test_the_queue_can_begin_with_what_teaches_most(
    signed_in: Callable[[str], Client], item: Any, person: Person
) -> None:
    unsure, sure = sorted(item.mentions.all(), key=lambda one: -one.start)
    both = ranking.ranked(ranking.Order.TEACHING)
    assert set(both) == {unsure.public_id, sure.public_id}
    page = signed_in("analyst").get("/linkage/?order=teaching").content.decode()
    assert page.index(both[0]) < page.index(both[1])


def test_a_judged_mention_leaves_the_queue_and_can_be_reached_again(
    staff: Staff, now: datetime, item: Any, mention: Mention
) -> None:
    actions.refuse(by=staff("analyst"), at=now, mention=mention)
    other = item.mentions.exclude(id=mention.id)[0]
    assert mention.public_id not in ranking.ranked()
    assert queries.last_judged(staff("analyst"), other) == mention


def test_a_value_taken_back_is_no_longer_searched(staff: Staff, now: datetime, person: Person) -> None:
    assert queries.search("Коваленко")
    for statement in Statement.objects.filter(person=person):
        retract(by=staff("analyst"), at=now, statement=statement, reason="a slip")
    assert queries.search("Коваленко") == []


def test_the_search_box_answers_with_people_only_for_those_who_may_see_them(
    signed_in: Callable[[str], Client], person: Person
) -> None:
    page = signed_in("liaison").get("/linkage/search/", {"q": "Kovalenko"})
    assert person.public_id in page.content.decode()


@pytest.mark.parametrize("role", ["observer", "family"])
def test_the_search_is_no_oracle_for_those_who_may_not_ask(signed_in: Callable[[str], Client], role: str) -> None:
    assert signed_in(role).get("/linkage/search/", {"q": "Kovalenko"}).status_code == 403


def test_a_negotiator_reads_lists_but_judges_nobody(signed_in: Callable[[str], Client], mention: Mention) -> None:
    client = signed_in("negotiator")
    assert client.get("/lists/").status_code == 200
    assert client.post(f"/linkage/{mention.public_id}/decide/", {"verdict": "refuse"}).status_code == 403


def test_a_line_that_says_too_little_is_never_linked(staff: Staff, now: datetime, person: Person) -> None:
    rows = "ФИО,Дата рождения\nК. С.,05.06.1990\nКоваленко Сергей Петрович,05.06.1990\n"
    taken = take_in(
        by=staff("analyst"), at=now, data=rows.encode(), name="l.csv", source="them", collector="a", collected_at=now
    )
    lines = against.hold(extract_item(by=staff("analyst"), at=now, item=taken))
    assert {line.mention.written: line.answer for line in lines}["Коваленко Сергей Петрович"] == "agrees"
    assert all(line.offer is None for line in lines if line.answer == "insufficient")
