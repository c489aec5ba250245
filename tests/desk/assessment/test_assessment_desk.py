"""Judgements are kept, made anew, and shown with what they rest on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from desk.assessment import actions
from desk.assessment.models import Assessment
from desk.audit.models import Entry
from desk.evidence.actions import take_in
from desk.register.actions import open_person, retract, state
from homeward.evidence.mention import Detail
from homeward.register.statement import Grade


@pytest.fixture
def seen(staff: Any, now: datetime) -> Any:
    """A statement that the ICRC visited a made-up person."""
    by = staff("analyst")
    where = {"source": "ICRC", "collector": "analyst", "collected_at": now}
    item = take_in(by=by, at=now, data=b"reply", name="reply.txt", **where)
    name = (Detail("surname", "Гнатюк", "Гнатюк"),)
    person = open_person(by=by, at=now, party="VRH", item=item, locator="1", values=name)
    said = {"property": "visited_by_neutral", "value": "icrc", "written": "ICRC", "true_on": "2026-11-01"}
    return state(by=by, at=now, person=person, grade=Grade("A", 1), asserted_by="ICRC", item=item, locator="2", **said)


def test_four_judgements_are_kept_and_replaced(seen: Any, staff: Any, now: datetime) -> None:
    for _ in range(2):
        actions.reassess(by=staff("analyst"), at=now, person=seen.person)
    assert Assessment.objects.filter(person=seen.person).count() == 4
    assert Assessment.objects.get(question="held_by").answer == "ZLS"
    assert Assessment.objects.get(question="alive").rests_on == [seen.public_id]
    assert Entry.objects.filter(act="assessment.reassess").count() == 2


def test_a_retraction_changes_the_next_judgement(seen: Any, staff: Any, now: datetime) -> None:
    retract(by=staff("analyst"), at=now, statement=seen, reason="another man")
    actions.reassess(by=staff("analyst"), at=now, person=seen.person)
    assert set(Assessment.objects.values_list("answer", flat=True)) == {"unknown"}


def test_many_are_judged_in_one_act(seen: Any, staff: Any, now: datetime) -> None:
    assert actions.reassess_all(by=staff("analyst"), at=now, persons=[seen.person]) == 4


def test_the_page_shows_how_each_statement_weighed(seen: Any, signed_in: Any) -> None:
    page = signed_in("analyst").get(f"/people/{seen.person.public_id}/assessment/").content.decode()
    assert "Visit by a neutral" in page
    assert "6.00" in page
    assert Entry.objects.filter(act="assessment.read", subject=seen.person.public_id).exists()


def test_who_has_no_need_is_refused(seen: Any, signed_in: Any) -> None:
    for role in ("mediator", "observer", "family", "escort", "custodian"):
        assert signed_in(role).get(f"/people/{seen.person.public_id}/assessment/").status_code == 403


def test_an_analyst_judges_anew_from_the_page(seen: Any, signed_in: Any) -> None:
    assert signed_in("analyst").post(f"/people/{seen.person.public_id}/assessment/").status_code == 302
    assert signed_in("negotiator").post(f"/people/{seen.person.public_id}/assessment/").status_code == 403
    assert Assessment.objects.count() == 4
