"""Deny by default: what no table allows is refused, and the refusal is logged."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from desk.accounts.access import may, permissions
from desk.accounts.models import Role
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
