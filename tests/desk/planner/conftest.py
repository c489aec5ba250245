"""People of both sides in the register, and a package of some of them put to the other headquarters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from desk.channel.models import Deal
from desk.evidence.actions import take_in
from desk.planner import actions
from desk.planner.models import Proposal
from desk.register.actions import open_person
from desk.register.models import Person
from homeward.evidence.mention import Detail
from homeward.planner.terms import Terms
from homeward.register.statement import Grade
from tests.desk.channel.conftest import World
from tests.desk.channel.conftest import world as world

OURS = {"Гнатюк": "2023-01-05", "Лисенко": "2023-06-01", "Мельник": "2024-01-05", "Шевчук": "2025-01-05"}
THEIRS = {"Иванов": "2024-01-01", "Петров": "2024-02-01", "Сидоров": "2025-03-01"}


@pytest.fixture
def crowd(staff: Callable[[str], Any], now: datetime) -> dict[str, Person]:
    """Four of ours seen by the ICRC and three of theirs who wish to go home, by surname."""
    by = staff("analyst")
    item = take_in(by=by, at=now, data=b"lists", name="l.txt", source="ICRC", collector="analyst", collected_at=now)

    def held(surname: str, party: str, values: dict[str, str]) -> Person:
        known = {"surname": surname, "birth_date": "1980-01-01", "visited_by_neutral": "icrc"} | values
        details = tuple(Detail(key, value, value) for key, value in known.items())
        return open_person(by=by, at=now, party=party, item=item, locator=surname, values=details, grade=Grade("A", 1))

    ours = {name: held(name, "VRH", {"capture_at": day}) for name, day in OURS.items()}
    will = {"ex_wish": "wishes"}
    return ours | {name: held(name, "ZLS", will | {"oc_admitted_on": day}) for name, day in THEIRS.items()}


@pytest.fixture
def put(crowd: dict[str, Person], world: World) -> Proposal:
    """Гнатюк and Лисенко for two of theirs, approved by two superiors and sent."""
    found = actions.propose(by=world.negotiator, at=world.now, title="Two for two", terms=Terms(2, 2))
    world.approve(actions.offer(by=world.negotiator, at=world.now, proposal=found, channel=world.channel))
    found.refresh_from_db()
    return found


@pytest.fixture
def deal(put: Proposal) -> Deal:
    return Deal.objects.get(proposal=put.public_id)
