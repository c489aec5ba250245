"""Two headquarters and a mediator, each a desk with a database and a process of its own: a deal, a dispute, a ruling,
postmarks and a blind suggestion go by files alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from homeward.channel.docket import docket
from homeward.channel.imported import imported
from homeward.channel.verifier import verify_transcript
from tests.soak.desk import Desk

pytestmark = pytest.mark.soak


class Sitting(Desk):
    """The process of a desk; `post` is what was carried to it and not taken in yet."""

    def __init__(self, folder: Path, party: str, kind: str) -> None:
        super().__init__("tests.soak.sitting", folder / party, HOMEWARD_PARTY=party, HOMEWARD_KIND=kind)
        self.post: list[str] = []

    def order(self, do: str, **given: Any) -> Any:
        return self.ask(json.dumps({"do": do, "with": given}))


class Table:
    """The three desks, and what is carried between them."""

    def __init__(self, folder: Path) -> None:
        kinds = {"VRH": "headquarters", "ZLS": "headquarters", "MDL": "mediator"}
        self.desks = {party: Sitting(folder, party, kind) for party, kind in kinds.items()}

    def do(self, party: str, *orders: str, **given: Any) -> None:
        """`party` takes in what was carried to it, acts, and everybody is sent what it sealed."""
        desk = self.desks[party]
        assert desk.order("take", files=desk.post) == []
        desk.post = []
        for order in orders:
            desk.order(order, **given)
        for other, files in desk.order("give").items():
            self.desks[other].post += [one for one in files if one not in self.desks[other].post]


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    made = Table(tmp_path)
    yield made
    for desk in made.desks.values():
        desk.process.communicate()


def test_three_desks_agree_on_a_deal_a_ruling_and_a_blind_suggestion(table: Table) -> None:
    cards = {party: desk.order("card") for party, desk in table.desks.items()}
    others = {"VRH": ("ZLS", "MDL"), "ZLS": ("VRH", "MDL"), "MDL": ("VRH", "ZLS")}
    digits = {
        party: table.desks[party].order("join", peer=cards[peer], other=cards[other])
        for party, (peer, other) in others.items()
    }
    assert all(digits[one][other] == digits[other][one] for one in others for other in others if one != other)

    table.do("VRH", "offer")
    table.do("ZLS", "accept")
    table.do("VRH", "confirm", "dispute")
    table.do("VRH", "seal", text="One of the two did not come.")
    table.do("ZLS", "seal", text="He was not fit for the road.")
    table.do("ZLS", "uncover")
    table.do("VRH", "uncover")
    table.do("MDL", "rule", "suggest")
    table.do("VRH", "answer", numbers=[1, 2])
    table.do("ZLS", "answer", numbers=[2])
    table.do("MDL", "tell")
    for party in ("VRH", "ZLS", "MDL"):
        table.do(party)

    seen = {party: desk.order("seen") for party, desk in table.desks.items()}
    for party, found in seen.items():
        assert found["submissions"] == ["One of the two did not come.", "He was not fit for the road."], party
        assert (found["deal"], found["finding"], found["agreed"]) == ("sealed", "upheld in part", 2), party
        assert (found["cosignatures"], found["alarms"]) == (["agrees"], 0), party
        assert found["stamped"] >= 8, party
    assert [seen[party]["answers"] for party in ("VRH", "ZLS", "MDL")] == [["VRH"], ["ZLS"], ["VRH", "ZLS"]]
    files = [found["transcript"].encode() for found in seen.values()]
    assert len({verify_transcript(file).heads for file in files}) == 1
    first, *rest = (docket(imported(file)) for file in files)
    assert all(one == first for one in rest)
