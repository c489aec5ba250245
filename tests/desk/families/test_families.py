from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from homeward.evidence.mention import Detail
from homeward.register.statement import Grade

PORTAL = {"ROOT_URLCONF": "desk.families.portal_urls", "LOGIN_URL": "sign_in"}


@pytest.fixture
def item(staff: Any, now: datetime) -> Any:
    from desk.evidence.actions import take_in

    return take_in(
        by=staff("analyst"),
        at=now,
        data=b"A family asks.",
        name="inquiry.txt",
        source="A family",
        collector="liaison",
        collected_at=now,
    )


@pytest.fixture
def person(staff: Any, now: datetime, item: Any) -> Any:
    from desk.register.actions import open_person

    values = (Detail("surname", "Ковальчук", "Ковальчук"), Detail("first_names", "Остап", "Остап"))
    return open_person(by=staff("analyst"), at=now, party="VRH", item=item, locator="line 1", values=values)


@pytest.fixture
def case(staff: Any, now: datetime, person: Any) -> Any:
    from desk.families.actions import check_standing, open_case

    row = open_case(by=staff("liaison"), at=now, person=person, relative="Ковальчук Марія", kinship="mother")
    return check_standing(by=staff("liaison"), at=now, case=row, proved=True, papers="Passport, birth certificate")


@pytest.fixture
def family(staff: Any, now: datetime, case: Any, settings: Any) -> Client:
    """The relative, signed in on the families' own site."""
    from desk.families.actions import open_portal

    user = open_portal(by=staff("liaison"), at=now, case=case, username="maria", password="a long password")
    for key, value in PORTAL.items():
        setattr(settings, key, value)
    client = Client()
    client.force_login(user)
    return client


def _told(staff: Any, now: datetime, case: Any, how: str = "voice") -> Any:
    from desk.families.actions import draft_notice, sign_notice, tell

    notice = draft_notice(by=staff("liaison"), at=now, case=case)
    sign_notice(by=staff("approver"), at=now, notice=notice)
    return tell(by=staff("liaison"), at=now, notice=notice, how=how)


def _dead(staff: Any, now: datetime, person: Any, item: Any) -> None:
    from desk.register.actions import state

    state(
        by=staff("analyst"),
        at=now,
        person=person,
        property="custody_state",
        value="died",
        written="died",
        item=item,
        locator="line 1",
        grade=Grade("B", 2),
        asserted_by="a post",
        true_on="2026-11-01",
    )


def test_nothing_is_drafted_before_the_kinship_is_proved(staff: Any, now: datetime, person: Any) -> None:
    from desk.errors import Refused
    from desk.families.actions import draft_notice, open_case

    row = open_case(by=staff("liaison"), at=now, person=person, relative="Somebody", kinship="friend")
    with pytest.raises(Refused, match="kinship"):
        draft_notice(by=staff("liaison"), at=now, case=row)


def test_the_drafter_does_not_sign(staff: Any, now: datetime, case: Any) -> None:
    from desk.errors import Refused
    from desk.families.actions import draft_notice, sign_notice

    notice = draft_notice(by=staff("liaison"), at=now, case=case)
    with pytest.raises(Refused, match="two people"):
        sign_notice(by=staff("liaison"), at=now, notice=notice)


def test_the_database_refuses_one_person_on_both_signatures(staff: Any, now: datetime, case: Any) -> None:
    from desk.families.actions import draft_notice
    from desk.families.models import Notice

    notice = draft_notice(by=staff("liaison"), at=now, case=case)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(signed_at=now, signed_by=notice.drafted_by, signature={})


def test_a_notice_is_not_told_unsigned(staff: Any, now: datetime, case: Any) -> None:
    from desk.errors import Refused
    from desk.families.actions import draft_notice, tell

    notice = draft_notice(by=staff("liaison"), at=now, case=case)
    with pytest.raises(Refused, match="second person"):
        tell(by=staff("liaison"), at=now, notice=notice, how="voice")


def test_a_changed_register_must_be_drafted_anew(staff: Any, now: datetime, case: Any, person: Any, item: Any) -> None:
    from desk.errors import Refused
    from desk.families.actions import draft_notice, sign_notice

    notice = draft_notice(by=staff("liaison"), at=now, case=case)
    _dead(staff, now, person, item)
    with pytest.raises(Refused, match="changed"):
        sign_notice(by=staff("approver"), at=now, notice=notice)


def test_a_claim_of_death_is_never_told_on_a_page_first(
    staff: Any, now: datetime, case: Any, person: Any, item: Any
) -> None:
    from desk.errors import Refused

    _dead(staff, now, person, item)
    with pytest.raises(Refused, match="by voice"):
        _told(staff, now, case, how="portal")
    assert case.notices.get().told_at is None


def test_the_same_news_is_not_told_twice(staff: Any, now: datetime, case: Any) -> None:
    from desk.errors import Refused
    from desk.families.actions import draft_notice

    _told(staff, now, case)
    with pytest.raises(Refused, match="already knows"):
        draft_notice(by=staff("liaison"), at=now, case=case)


def test_a_signed_notice_is_genuine_until_a_word_is_changed(staff: Any, now: datetime, case: Any) -> None:
    from desk.families.actions import genuine

    notice = _told(staff, now, case)
    assert genuine(notice)
    notice.step = "returned"
    assert not genuine(notice)


def test_a_family_that_knows_less_than_the_register_is_late_after_a_day(staff: Any, now: datetime, case: Any) -> None:
    from desk.families import queries

    assert [one.late for one in queries.untold(now)] == [False]
    assert [one.late for one in queries.untold(now + timedelta(hours=25))] == [True]
    _told(staff, now, case)
    assert queries.untold(now) == []


def test_cases_are_not_found_by_name(case: Any) -> None:
    from desk.families import queries

    assert list(queries.cases("Ковальчук")) == []
    assert list(queries.cases(case.person.public_id)) == [case]


def test_the_desk_pages_open_and_log_the_reading(signed_in: Callable[[str], Client], case: Any) -> None:
    from desk.audit.models import Entry

    client = signed_in("liaison")
    assert client.get(reverse("families:cases")).status_code == 200
    assert client.get(reverse("families:case", args=[case.public_id])).status_code == 200
    assert Entry.objects.filter(act="families.read_case", subject=case.public_id).exists()


def test_an_approver_signs_but_does_not_draft(
    signed_in: Callable[[str], Client], staff: Any, now: datetime, case: Any
) -> None:
    from desk.families.actions import draft_notice

    client = signed_in("approver")
    assert client.post(reverse("families:do", args=[case.public_id, "draft"])).status_code == 404
    notice = draft_notice(by=staff("liaison"), at=now, case=case)
    client.post(reverse("families:do", args=[case.public_id, "sign"]), {"notice": notice.public_id})
    notice.refresh_from_db()
    assert notice.signed_by == staff("approver")


def test_the_portal_says_nothing_that_was_not_told(staff: Any, now: datetime, case: Any, family: Client) -> None:
    from desk.families.actions import draft_notice, sign_notice

    notice = draft_notice(by=staff("liaison"), at=now, case=case)
    sign_notice(by=staff("approver"), at=now, notice=notice)
    assert notice.public_id not in family.get("/").content.decode()


def test_the_portal_shows_what_was_told_with_its_number(staff: Any, now: datetime, case: Any, family: Client) -> None:
    notice = _told(staff, now, case)
    page = family.get("/").content.decode()
    assert notice.public_id in page
    assert "Registered, nothing about captivity" in page


def test_a_family_sees_who_looked_by_role_alone(staff: Any, now: datetime, case: Any, family: Client) -> None:
    from desk.audit.actions import record

    record(by=staff("negotiator"), at=now, act="register.read_person", subject=case.person.public_id)
    assert "Negotiator" in family.get("/").content.decode()


def test_a_letter_waits_until_it_is_passed_on(staff: Any, now: datetime, case: Any, family: Client) -> None:
    from desk.families import queries
    from desk.families.actions import pass_on

    family.post("/letter/", {"text": "We wait for you."})
    letter = queries.letters().get()
    pass_on(by=staff("liaison"), at=now, letter=letter, through="the Red Cross")
    assert not queries.letters().exists()


def test_anybody_can_check_a_notice_and_learns_nothing_else(
    staff: Any, now: datetime, case: Any, family: Client
) -> None:
    notice = _told(staff, now, case)
    page = Client().post("/check/", {"number": notice.public_id}).content.decode()
    assert "Yes." in page
    assert "Ковальчук" not in page
    assert "No. We gave no notice" in Client().post("/check/", {"number": "zzzz"}).content.decode()


def test_a_family_without_proved_kinship_sees_nothing(staff: Any, now: datetime, case: Any, family: Client) -> None:
    from desk.families.actions import check_standing

    check_standing(by=staff("liaison"), at=now, case=case, proved=False, papers="forged")
    assert family.get("/").status_code == 403


def test_staff_do_not_sign_in_on_the_families_site(staff: Any, family: Client) -> None:
    liaison = staff("liaison")
    liaison.set_password("a long password")
    liaison.save()
    client = Client()
    client.post("/sign-in/", {"username": "liaison", "password": "a long password"})
    assert client.get("/").status_code == 302


def test_a_relative_signs_in_on_the_families_site(family: Client) -> None:
    client = Client()
    client.post("/sign-in/", {"username": "maria", "password": "a long password"})
    assert client.get("/").status_code == 200


def test_a_family_does_not_reach_the_desk(staff: Any, now: datetime, case: Any) -> None:
    from desk.families.actions import open_portal

    client = Client()
    client.force_login(open_portal(by=staff("liaison"), at=now, case=case, username="maria", password="x" * 12))
    assert client.get(reverse("families:cases")).status_code == 403


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("uk", "Напишіть листа для Ковальчука Остапа"),
        ("ru", "Напишите письмо для Ковальчука Остапа"),
        ("en", "Write a letter to Kovalchuk Ostap"),
    ],
)
def test_the_family_writes_to_him_by_his_name_as_the_language_says_it(
    family: Client, language: str, label: str
) -> None:
    family.cookies["django_language"] = language
    assert label in family.get(reverse("home"), headers={"accept-language": language}).content.decode()
