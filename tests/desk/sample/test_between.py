"""The sample of a desk between two headquarters."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desk.accounts.models import User
from desk.channel import queries
from desk.channel.models import Channel, Postmark
from desk.sample.load import load

pytestmark = pytest.mark.django_db


def nothing(name: str, done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def become(settings: Any, tmp_path: Path) -> Any:
    def make(kind: str, party: str) -> None:
        settings.VAR, settings.HOMEWARD_KIND, settings.HOMEWARD_PARTY = tmp_path, kind, party

    return make


def test_a_mediators_desk_begins_with_a_dispute_that_waits_for_its_ruling(become: Any, now: datetime) -> None:
    become("mediator", "MDL")
    load(240, now, nothing)
    [case] = queries.disputes(Channel.objects.get(), now, "en")
    assert case.may_rule
    assert Postmark.objects.count() == 8
    assert set(User.objects.values_list("role", flat=True)) == {"mediator", "auditor", "system"}


def test_an_observers_desk_begins_with_two_counts_that_differ(become: Any, now: datetime) -> None:
    become("observer", "OBS")
    load(240, now, nothing)
    [stage] = queries.event(Channel.objects.get())
    assert [(one.party, one.present) for one in stage.counts] == [("VRH", 3), ("ZLS", 2)]
    assert not stage.agree
