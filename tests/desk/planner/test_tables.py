"""Deals among several states on the desk."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from desk.audit.models import Entry
from desk.errors import Refused
from desk.planner import actions, jobs
from desk.planner.models import Table
from homeward.planner.parties.sheet import read

SHEET = {
    "parties": ["A", "B", "C"],
    "on": "2026-12-01",
    "until": "2026-12-31",
    "groups": [
        {"id": "one", "holder": "A", "claimant": "B", "people": 1},
        {"id": "five", "holder": "B", "claimant": "A", "people": 5, "stays": "C"},
        {"id": "unwilling", "holder": "B", "claimant": "A", "people": 2, "willing": False},
    ],
    "acts": [{"id": "pardon", "party": "A", "ready_on": "2026-12-05"}],
    "clauses": [
        {"clause": "needs", "party": "B", "groups": ["one"]},
        {"clause": "after", "groups": ["one"], "act": "pardon"},
        {"clause": "host", "party": "C", "most": 5},
    ],
}


def laid(client: Any, **more: Any) -> str:
    given = {"title": "Winter", "table": json.dumps(SHEET)} | more
    return str(client.post("/planner/tables/new/", given, follow=True).content.decode())


def section(page: str, title: str) -> str:
    begin = page.index(title)
    return page[begin : page.index("</section>", begin)]


def test_the_answer_says_who_is_released_what_comes_first_and_what_it_hangs_on(signed_in: Any) -> None:
    page = laid(signed_in("negotiator"))
    assert "B releases to A, to stay in C: five, 5 of 5." in section(page, "Who is released")
    assert "Before that A must act: pardon." in section(page, "What comes first")
    assert "Without one this many others are not released: 5." in section(page, "hangs on")
    assert "they do not wish to cross" in section(page, "Who is left out")
    assert "C lets at most 5 people stay on its territory." in section(page, "Conditions")
    assert [entry.act for entry in Entry.objects.filter(act__contains="_table")] == [
        "planner.lay_table",
        "planner.answer_table",
        "planner.read_table",
    ]


def test_a_file_is_read_instead_of_the_text(signed_in: Any) -> None:
    file = SimpleUploadedFile("table.json", json.dumps(SHEET).encode())
    assert "five, 5 of 5." in laid(signed_in("negotiator"), table="", file=file)


@pytest.mark.parametrize(
    ("table", "told"),
    [("{", "well-formed"), ("[]", "object"), (json.dumps(SHEET | {"parties": ["A"]}), "two to eight")],
)
def test_what_is_no_table_is_refused_with_a_sentence(table: str, told: str, signed_in: Any) -> None:
    assert told in laid(signed_in("negotiator"), table=table)
    assert not Table.objects.exists()


@pytest.mark.parametrize("name", ["ankara_2024", "chernihiv_ankara_2022"])
def test_a_deal_that_took_place_is_one_click_away(name: str, signed_in: Any) -> None:
    client = signed_in("negotiator")
    assert f"?example={name}" in client.get("/planner/tables/").content.decode()
    form = client.get("/planner/tables/new/", {"example": name}).context["form"]
    page = laid(client, title=form.initial["title"], table=form.initial["table"])
    assert "No deal is better" in page
    assert "TUR" in section(page, "hangs on")


@pytest.mark.parametrize(("language", "words"), [("uk", "A звільняє для B: one"), ("ru", "A освобождает для B: one")])
def test_the_answer_is_read_in_the_reader_s_language(language: str, words: str, signed_in: Any) -> None:
    client = signed_in("negotiator")
    client.cookies["django_language"] = language
    assert words in laid(client)


def test_while_it_is_worked_out_the_page_says_so(signed_in: Any, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    assert "Being worked out" in laid(signed_in("negotiator"))
    row = Table.objects.get()
    jobs.answer_table_later.func(row.public_id)
    row.refresh_from_db()
    with pytest.raises(Refused, match="already"):
        actions.answer_table(by=row.made_by, at=row.made_at, table=row)


def test_only_those_who_plan_see_tables(staff: Any, signed_in: Any, now: Any) -> None:
    row = actions.lay_table(by=staff("negotiator"), at=now, title="Winter", sheet=read(SHEET))
    for role in ("analyst", "liaison", "mediator", "custodian", "auditor"):
        assert signed_in(role).get(f"/planner/tables/{row.public_id}/").status_code == 403
    assert signed_in("approver").get(f"/planner/tables/{row.public_id}/").status_code == 200
    assert signed_in("approver").get("/planner/tables/new/").status_code == 403
