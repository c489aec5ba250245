"""Their list against our register under the agreed terms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from desk.channel.conforming import findings
from desk.evidence.actions import take_in
from desk.register.actions import open_person
from homeward.channel import terms
from homeward.channel.event import Named
from homeward.channel.terms import Agreement
from homeward.evidence.mention import Detail

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
