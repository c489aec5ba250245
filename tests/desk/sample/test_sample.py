"""The sample walks the whole loop, and one case can be followed through it by its links."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from desk import flow
from desk.accounts.models import User
from desk.aftercare.models import Debrief
from desk.assessment.models import Assessment
from desk.audit.queries import prove
from desk.errors import Refused
from desk.evidence.models import Item
from desk.linkage.models import Judgement
from desk.sample.load import load, loaded

STEPS = [
    "mention",
    "person",
    "assessment",
    "dossier",
    "proposal",
    "agreement",
    "manifest",
    "receipt",
    "debrief",
    "told",
]
ROLES = {
    "mention": "analyst",
    "person": "analyst",
    "assessment": "analyst",
    "dossier": "analyst",
    "proposal": "negotiator",
    "agreement": "negotiator",
    "manifest": "escort",
    "receipt": "escort",
    "debrief": "debriefer",
    "told": "debriefer",
}


@pytest.fixture
def lines(db: None, now: datetime, settings: Any, tmp_path: Path) -> list[str]:
    settings.VAR = tmp_path
    return list(load(240, now, lambda step, done, total: None).lines)


def test_the_sample_walks_the_loop_and_a_case_can_be_followed(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert len(lines) == 10
    assert float(re.search(r"([\d.]+) % rightly", text).group(1)) >= 95
    assert "proven best" in text
    assert "3 verified again" in text
    assert "is sealed" in text
    assert "moving before the acknowledgement was refused" in text
    assert "1 missing, 1 came instead; 2 receipts signed by both sides verify" in text
    assert "mentions linked again" in text
    assert "1 identified" in text
    assert "families in care" in text
    _follow()
    assert {prove("audit").fault, prove("custody").fault} == {""}
    assert loaded() is not None


def _follow() -> None:
    """Go from link to link, each opened by a role that may, from a mention to the mention that closes the loop."""
    person = Debrief.objects.get().arrival.person
    mention = Judgement.objects.filter(person=person, verdict="link").earliest("id").mention
    url, seen = f"/evidence/mention/{mention.public_id}/", []
    for step in STEPS:
        client = Client()
        client.force_login(User.objects.get(username=ROLES[step]))
        page = client.get(url)
        assert page.status_code == 200, (step, url)
        seen.append(step)
        links = dict(re.findall(r'<a href="([^"]+)"[^>]*data-step="(\w+)"', page.content.decode()))
        wanted = STEPS[STEPS.index(step) + 1] if step != "told" else ""
        url = next((address for address, name in links.items() if name == wanted), url)
    assert seen == STEPS


def test_a_loading_broken_off_is_not_taken_for_a_whole_one(db: None, settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    User.objects.create_user(username="analyst", password="x", role="analyst")
    (tmp_path / "sample.json").write_text("{}")
    with pytest.raises(Refused, match="broken off"):
        loaded()


def test_a_desk_with_work_of_its_own_gets_no_sample(db: None, settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    User.objects.create_user(username="olena", password="x", role="analyst")
    assert "work of its own" in loaded().lines[0]


def test_new_evidence_is_read_and_a_link_assessed_by_the_flow(staff: Any, now: datetime) -> None:
    from desk.evidence.actions import take_in
    from desk.register.actions import open_person
    from homeward.evidence.mention import Detail

    by = staff("analyst")
    data = "Бачили Сергія Коваленка.".encode()
    item = take_in(by=by, at=now, data=data, name="a.txt", source="s", collector="c", collected_at=now)
    values = [Detail("surname", "Коваленко", "Коваленко"), Detail("first_names", "Сергій", "Сергій")]
    person = open_person(by=by, at=now, party="VRH", item=item, locator="1", values=values)
    assert flow.advance() > 0
    assert Item.objects.get().state == "read"
    assert Assessment.objects.filter(person=person).count() == 4
    assert flow.advance() == 0
