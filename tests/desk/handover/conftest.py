"""A sealed deal, two for two, and its operation in two stages."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from desk.accounts.identity import desk_identity
from desk.channel.models import Channel, Deal
from desk.evidence.actions import take_in
from desk.handover import actions
from desk.handover.models import Operation
from desk.register.actions import open_person
from homeward.evidence.mention import Detail
from tests.desk.handover.steps import THEIRS, card


@pytest.fixture
def deal(staff: Any, now: datetime) -> Deal:
    """A sealed deal, two for two."""
    by = staff("negotiator")
    item = take_in(by=by, at=now, data=b"x", name="x.txt", source="s", collector="c", collected_at=now)

    def person(surname: str, party: str) -> str:
        name = (Detail("surname", surname, surname), Detail("birth_date", "1990-01-01", "1990-01-01"))
        return str(open_person(by=by, at=now, party=party, item=item, locator=surname, values=name).public_id)

    cards = [card("VRH", desk_identity(), now), card("ZLS", THEIRS, now)]
    channel = Channel.objects.create(
        ch="ch1", number=1, party="VRH", peer="ZLS", cards=cards, opened_by=by, opened_at=now
    )
    return Deal.objects.create(
        channel=channel,
        key="deal1",
        state="sealed",
        ours=True,
        on="m1",
        terms={},
        people=[],
        give=[person("Иванов", "ZLS"), person("Петров", "ZLS")],
        receive=[person("Гнатюк", "VRH"), person("Лисенко", "VRH")],
        expires_at=now + timedelta(days=9),
        opened_at=now,
        changed_at=now,
    )


@pytest.fixture
def operation(deal: Deal, staff: Any, now: datetime) -> Operation:
    return actions.open_operation(by=staff("escort"), at=now, deal=deal, title="The bridge", stages=2)
