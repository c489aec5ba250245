"""Tables that come as data."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date

import pytest

from homeward.canonical import Value
from homeward.planner.parties.clauses import After, Balance, Needs
from homeward.planner.parties.historic import Scenario, scenarios
from homeward.planner.parties.sheet import _READ, CLAUSES, Sheet, parse, read
from homeward.planner.parties.table import Act, BadTable, Group
from homeward.planner.parties.writing import written

SHEET: dict[str, Value] = {
    "parties": ["A", "B"],
    "on": "2026-12-01",
    "until": "2026-12-31",
    "groups": [
        {"id": "one", "holder": "A", "claimant": "B", "people": 1},
        {"id": "many", "holder": "B", "claimant": "A", "people": 40, "whole": False, "weight": 2},
    ],
    "acts": [{"id": "pardon", "party": "A", "ready_on": None}],
    "clauses": [
        {"clause": "needs", "party": "B", "groups": ["one"]},
        {"clause": "after", "groups": ["one"], "act": "pardon"},
        {"clause": "balance", "first": "A", "second": "B", "ratio": [1, 40]},
    ],
}


def test_a_sheet_is_a_table_and_its_clauses() -> None:
    sheet = read(SHEET)
    assert sheet.table.until == date(2026, 12, 31)
    assert sheet.table.group("many") == Group("many", "B", "A", 40, whole=False, weight=2)
    assert sheet.table.acts == (Act("pardon", "A", None),)
    assert sheet.clauses == (Needs("B", ("one",)), After(("one",), "pardon"), Balance("A", "B", (1, 40)))


def test_every_field_of_every_clause_can_be_read() -> None:
    kinds = (Group, Act, *CLAUSES.values())
    assert {str(field.type) for kind in kinds for field in fields(kind)} <= set(_READ)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("parties", "AB"),
        ("parties", [1, 2]),
        ("on", "1 December"),
        ("on", None),
        ("groups", None),
        ("groups", [{"id": "one", "holder": "A", "claimant": "B"}]),
        ("groups", [{"id": "one", "holder": "A", "claimant": "B", "people": "1"}]),
        ("groups", [{"id": "one", "holder": "A", "claimant": "B", "people": True}]),
        ("groups", [{"id": "one", "holder": "A", "claimant": "B", "people": 1, "price": 5}]),
        ("groups", [{"id": "one", "holder": "A", "claimant": "B", "people": 1, "whole": 1}]),
        ("groups", ["one"]),
        ("clauses", [{"clause": "wishes", "party": "A"}]),
        ("clauses", [{"clause": "balance", "first": "A", "second": "B", "ratio": [0, 1]}]),
        ("clauses", [{"clause": "most", "party": "A", "number": -1}]),
        ("mood", "good"),
    ],
)
def test_a_sheet_that_is_not_in_the_form_is_refused(key: str, value: Value) -> None:
    with pytest.raises(BadTable):
        read(SHEET | {key: value})


def test_what_is_no_object_is_refused() -> None:
    with pytest.raises(BadTable):
        read([])


def test_a_clause_about_what_is_not_on_the_table_is_refused() -> None:
    with pytest.raises(BadTable, match="not on the table"):
        read(SHEET | {"clauses": [{"clause": "needs", "party": "B", "groups": ["nobody"]}]})


@pytest.mark.parametrize("past", scenarios(), ids=lambda one: one.name)
def test_what_is_written_down_is_read_back(past: Scenario) -> None:
    sheet = Sheet(past.table, past.clauses)
    assert parse(json.dumps(written(sheet)).encode()) == sheet


@pytest.mark.parametrize("data", [b"{", b"[" * 100_000])
def test_what_is_no_json_is_no_table(data: bytes) -> None:
    with pytest.raises(BadTable, match="well-formed"):
        parse(data)
