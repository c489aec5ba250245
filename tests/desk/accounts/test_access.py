"""Deny by default: what no table allows is refused, and the refusal is logged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from desk.accounts.access import DenyByDefault, may, permissions
from desk.accounts.actions import note_failure, too_many
from desk.accounts.models import Role, User
from desk.audit.models import Entry

SignedIn = Callable[[str], Client]


def views(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns)
        else:
            yield pattern


def test_every_page_says_which_act_it_is() -> None:
    undeclared = [str(page.name) for page in views(get_resolver().url_patterns) if not hasattr(page.callback, "act")]
    assert undeclared == []


def test_every_act_of_a_page_is_in_a_table() -> None:
    acts = {page.callback.act for page in views(get_resolver().url_patterns)} - {None}
    assert acts - set(permissions()) == set()


def test_the_tables_name_only_roles_that_exist() -> None:
    named = set().union(*permissions().values())
    assert named - set(Role.values) == set()


def test_the_desk_itself_and_families_may_do_nothing_here() -> None:
    assert [act for act, roles in permissions().items() if roles & {"system", "family"} and "portal" not in act] == []


def test_a_stranger_is_sent_to_the_sign_in_page(db: None) -> None:
    answer = Client().get("/audit/")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/audit/")


def test_a_refusal_is_written_into_the_ledger(signed_in: SignedIn) -> None:
    assert signed_in("mediator").get("/audit/").status_code == 403
    entry = Entry.objects.get(act="access.refused")
    assert (entry.by, entry.data["cause"], entry.data["path"]) == ("mediator", "audit.read", "/audit/")


def test_an_act_that_no_table_names_is_nobodys(staff: Callable[[str], object]) -> None:
    assert not may(staff("auditor"), "audit.rewrite")


@pytest.mark.parametrize("role", ["family", "system"])
def test_these_roles_cannot_sign_in_to_the_desk(role: str, django_user_model: type, db: None) -> None:
    django_user_model.objects.create_user(username="somebody", password="a long password", role=role)
    page = Client().post("/sign-in/", {"username": "somebody", "password": "a long password"})
    assert "does not open the desk" in page.content.decode()


def test_after_eight_failures_even_the_right_password_waits(django_user_model: type, db: None) -> None:
    django_user_model.objects.create_user(username="olha", password="a long password", role="analyst")
    client = Client()
    for _ in range(8):
        client.post("/sign-in/", {"username": "olha", "password": "wrong"})
    page = client.post("/sign-in/", {"username": "olha", "password": "a long password"})
    assert "Too many attempts" in page.content.decode()


def test_a_sign_in_never_leads_to_another_site(django_user_model: type, db: None) -> None:
    django_user_model.objects.create_user(username="olha", password="a long password", role="analyst")
    form = {"username": "olha", "password": "a long password", "next": "//evil.example/"}
    assert Client().post("/sign-in/", form)["Location"] == "/"


def test_while_somebody_waits_no_password_is_looked_at(django_user_model: type, db: None) -> None:
    django_user_model.objects.create_user(username="olha", password="a long password", role="analyst")
    client = Client()
    for _ in range(8):
        client.post("/sign-in/", {"username": "olha", "password": "wrong"})
    answer = client.post("/sign-in/", {"username": "olha", "password": "a long password"})
    assert (answer.status_code, "_auth_user_id" in client.session) == (429, False)


def test_after_a_quarter_of_an_hour_the_account_may_try_again(db: None, now: datetime) -> None:
    for _ in range(8):
        note_failure(at=now, username="olha", address="192.0.2.1")
    later = now + timedelta(minutes=15)
    assert too_many(at=now, username="olha", address="192.0.2.9")
    assert not too_many(at=later, username="olha", address="192.0.2.9")


def test_a_failed_sign_in_stands_in_the_ledger_without_its_password(db: None) -> None:
    Client().post("/sign-in/", {"username": "olha", "password": "what I typed"})
    entry = Entry.objects.get(act="accounts.sign_in_failed")
    assert entry.data == {"subject": "", "username": "olha"}


def test_whoever_was_sent_to_sign_in_comes_back_to_the_page(django_user_model: type, db: None) -> None:
    django_user_model.objects.create_user(username="olha", password="a long password", role="auditor")
    page = Client().get("/sign-in/?next=/audit/").content.decode()
    assert '<input type="hidden" name="next" value="/audit/">' in page


@pytest.mark.parametrize(("act", "roles"), sorted(permissions().items()))
def test_each_role_may_do_what_the_table_says_and_nothing_else(act: str, roles: frozenset[str]) -> None:
    may_do = {role for role in Role.values if may(User(username=role, role=role, is_active=True), act)}
    assert may_do == roles


def test_an_account_that_was_closed_may_do_nothing() -> None:
    assert not may(User(username="olha", role="auditor", is_active=False), "audit.read")


def test_a_view_that_declares_no_act_is_refused() -> None:
    with pytest.raises(PermissionDenied, match="declares no act"):
        DenyByDefault(lambda request: HttpResponse()).process_view(HttpRequest(), undeclared, (), {})


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@pytest.mark.parametrize("cookie", ["", "purple"])
def test_without_a_choice_the_device_decides_the_light(db: None, cookie: str) -> None:
    client = Client()
    client.cookies["theme"] = cookie
    assert " data-theme-follows>" in client.get("/sign-in/").content.decode()


def test_the_chosen_light_is_kept(db: None) -> None:
    client = Client()
    client.post("/theme/", {"theme": "dark"})
    assert '<html lang="en" data-bs-theme="dark">' in client.get("/sign-in/").content.decode()


def test_a_form_with_a_stale_token_is_answered_in_words(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "x", "password": "y"})
    assert answer.status_code == 403
    assert "opened too long ago" in answer.content.decode()
