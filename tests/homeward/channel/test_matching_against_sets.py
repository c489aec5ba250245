"""A round finds exactly what comparing the two lists openly would find, whatever the lists."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.channel.matching import hits
from homeward.channel.matching.entries import Entrant
from homeward.channel.matching.matches import find
from homeward.channel.matching.round import Round
from tests.homeward.channel.rounds import Side, play, side

Rows = list[tuple[str | None, ...]]
keys = st.tuples(*(st.sampled_from([None, f"{kind}|a", f"{kind}|b", f"{kind}|c"]) for kind in range(1, 7)))
lists = st.lists(keys, min_size=1, max_size=4)


def entrants(rows: Rows) -> list[Entrant]:
    return [Entrant(f"p{number}", row) for number, row in enumerate(rows)]


def pairs(who: Side, other: Side, state: Round) -> set[tuple[str, str, int]]:
    """Who was found to be whom by which key, as one side sees it."""
    assert state.returned
    found = find(who.entries.roster, state.returned.taken.values(), state.answers.values())
    theirs = other.entries.roster
    return {(match.id, theirs.ids[match.other], key) for match in found for key in match.keys}


@given(lists, lists)
@settings(max_examples=25, deadline=None)
def test_a_round_finds_what_open_lists_would(ours: Rows, theirs: Rows) -> None:
    check_against_sets(ours, theirs)


@pytest.mark.soak
@given(lists, lists)
@settings(max_examples=1_000, deadline=None)
def test_many_rounds_find_what_open_lists_would(ours: Rows, theirs: Rows) -> None:
    check_against_sets(ours, theirs)


def check_against_sets(ours: Rows, theirs: Rows) -> None:
    left, right = side("VRH", entrants(ours)), side("ZLS", entrants(theirs))
    one, other = play(left, right)
    shared = {key for row in ours for key in row if key} & {key for row in theirs for key in row if key}
    mine = {(f"p{n}", int(key[0])) for n, row in enumerate(ours) for key in row if key in shared and key}

    assert {(id, key) for id, _, key in pairs(left, right, one)} == mine
    if shared:
        check_both(left, right, one, other)


def check_both(left: Side, right: Side, one: Round, other: Round) -> None:
    """Each side's proof of the hits holds for the other."""
    assert one.returned
    assert other.returned
    mine = hits.slots(one.returned.taken.values(), one.answers.values())
    theirs = hits.slots(other.returned.taken.values(), other.answers.values())
    hits.check(left.points, one, mine, [hits.prove(other, theirs, right.scalar, 0)])
    hits.check(right.points, other, theirs, [hits.prove(one, mine, left.scalar, 0)])
