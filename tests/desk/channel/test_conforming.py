"""Their list against our register under the agreed terms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desk.channel.conforming import findings
from desk.channel.models import Message
from desk.evidence.actions import take_in
from desk.register.actions import open_person
from homeward.channel import terms
from homeward.channel.event import Named
from homeward.channel.terms import Agreement
from homeward.evidence.mention import Detail
from tests.desk.channel.conftest import World

AGREED = Agreement(date(2026, 11, 24), (terms.known()["woman"],))


@pytest.fixture
def anna(staff: Any, now: datetime) -> str:
    by = staff("analyst")
    item = take_in(by=by, at=now, data=b"x", name="x.txt", source="s", collector="c", collected_at=now)
    said = {
        "surname": "Гнатюк",
        "first_names": "Анна",
        "patronymic": "Петрівна",
        "birth_date": "1990-05-12",
        "sex": "female",
    }
    details = tuple(Detail(key, value, value) for key, value in said.items())
    return str(open_person(by=by, at=now, party="VRH", item=item, locator="1", values=details).public_id)


def test_each_line_is_held_against_the_person_it_probably_means(anna: str) -> None:
    line = Named("l1", "Гнатюк Анна Петрівна", "1990-05-12")
    lines = [line, replace(line, id="l2", born="1980-05-12"), Named("l3", "Орлов Пётр Ильич", "1971")]
    one, two, three = findings(lines, "woman", AGREED)
    assert (one.agrees, one.probable and one.probable.person.id) == (True, anna)
    assert [verdict.value for verdict in two.verdicts] in (["duplicate", "birth_differs"], ["unknown"])
    assert [verdict.value for verdict in three.verdicts] == ["unknown"]


def test_a_list_of_theirs_is_checked_on_a_page_and_answered_signed(
    world: World, signed_in: Callable[[str], Client]
) -> None:
    people = [{"id": "l3", "name": "Орлов Пётр Ильич", "born": "1971"}]
    data = {"list": "w1", "category": "woman", "as_of": "2026-11-24", "salt": "s", "people": people}
    world.answer("list", data)
    world.receive()
    row, client = Message.objects.get(), signed_in("negotiator")
    url = reverse("channel:conformance", args=[row.public_id])
    assert "Agree: 0 of 1" in client.get(url).content.decode()
    client.post(url)
    world.deliver()
    [answer] = [one.act for one in world.peer.transcript.held if one.act.kind == "conformance"]
    assert (answer.data["of"], answer.data["unknown"]) == (row.body_hash, ["l3"])


def test_a_list_of_a_category_nobody_agreed_on_is_said(world: World, signed_in: Callable[[str], Client]) -> None:
    world.answer("list", {"list": "w1", "category": "tall", "as_of": "2026-11-24", "salt": "s", "people": []})
    world.receive()
    url = reverse("channel:conformance", args=[Message.objects.get().public_id])
    assert "tall" in signed_in("negotiator").get(url).content.decode()
