from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from homeward.evidence.mention import Detail


@pytest.fixture
def person(staff: Any, now: datetime) -> Any:
    from desk.evidence.actions import take_in
    from desk.register.actions import open_person

    by = staff("analyst")
    item = take_in(
        by=by, at=now, data=b"x", name="inquiry.txt", source="A family", collector="liaison", collected_at=now
    )
    values = (Detail("surname", "Ковальчук", "Ковальчук"), Detail("first_names", "Остап", "Остап"))
    return open_person(by=by, at=now, party="VRH", item=item, locator="line 1", values=values)


def test_the_public_record_is_open_and_gives_speaker_and_difference(client: Client, db: None) -> None:
    answer = client.get(reverse("api:record")).json()
    first = answer["published"][0]
    assert (first["speaker"], first["published"], first["difference"]) == ("Ukraine", 247, first["rows"] - 247)


def test_an_analyst_reads_a_file_with_statements_and_judgements(
    signed_in: Callable[[str], Client], person: Any
) -> None:
    answer = signed_in("analyst").get(reverse("api:person", args=[person.public_id])).json()
    assert {one["property"] for one in answer["statements"]} == {"surname", "first_names"}
    assert [one["question"] for one in answer["judgements"]] == ["alive", "held_by", "where", "condition"]


def test_reading_a_file_is_in_the_audit(signed_in: Callable[[str], Client], person: Any) -> None:
    from desk.audit.models import Entry

    signed_in("analyst").get(reverse("api:person", args=[person.public_id]))
    assert Entry.objects.filter(act="register.read_person", subject=person.public_id).exists()


def test_a_mediator_gets_no_file(signed_in: Callable[[str], Client], person: Any) -> None:
    assert signed_in("mediator").get(reverse("api:person", args=[person.public_id])).status_code == 403


def test_nobody_in_the_register_is_a_404(signed_in: Callable[[str], Client]) -> None:
    assert signed_in("analyst").get(reverse("api:person", args=["nobody"])).status_code == 404
