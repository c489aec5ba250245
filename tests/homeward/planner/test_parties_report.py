"""A table read aloud."""

from __future__ import annotations

import json

import pytest

from homeward.planner.parties.report import lines
from homeward.planner.parties.table import BadTable

GROUPS = [
    {"id": "one", "holder": "A", "claimant": "B", "people": 1},
    {"id": "five", "holder": "B", "claimant": "A", "people": 5, "stays": "C"},
]


def told(language: str = "en", **more: object) -> list[str]:
    sheet = {"parties": ["A", "B", "C"], "on": "2026-12-01", "until": "2026-12-31", "groups": GROUPS, **more}
    return list(lines(json.dumps(sheet).encode(), language))


def test_a_deal_says_who_is_released_what_comes_first_and_what_it_hangs_on() -> None:
    acts = [{"id": "pardon", "party": "A", "ready_on": "2026-12-05"}]
    clauses = [
        {"clause": "needs", "party": "B", "groups": ["one"]},
        {"clause": "after", "groups": ["one"], "act": "pardon"},
        {"clause": "host", "party": "C", "most": 5},
    ]
    answer = told(acts=acts, clauses=clauses)
    assert answer[:5] == [
        "A releases to B: one, 1 of 1.",
        "B releases to A, to stay in C: five, 5 of 5.",
        "Before that A must act: pardon.",
        "The deal can close on 2026-12-05.",
        "No deal is better by the weights that were stated.",
    ]
    assert answer[-3:] == [
        "Without one this many others are not released: 5.",
        "  B releases nobody unless all of these are released: one.",
        "  These people are not released: one.",
    ]


def test_who_is_left_out_is_told_with_the_clauses_that_clash() -> None:
    answer = told()
    assert "A releases to B: one, 1 of 1." in answer
    assert answer[-2:] == [
        "Not all of five are released; with them these cannot all be kept:",
        "  C has not agreed that anybody stays on its territory.",
    ]


def test_if_nobody_can_be_released_it_says_so_in_each_language() -> None:
    none = [{"clause": "most", "party": party, "number": 0} for party in "AB"]
    assert told("en", clauses=none)[0] == "Under these clauses nobody can be released."
    assert told("uk", clauses=none)[0] == "За цих умов нікого не можна звільнити."
    assert told("ru", clauses=none)[0] == "При этих условиях никого нельзя освободить."


def test_what_is_not_json_is_refused() -> None:
    with pytest.raises(BadTable):
        list(lines(b"{", "en"))
