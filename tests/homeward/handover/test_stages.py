"""Stages of equal weight, and their division over places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.handover.stages import BadStages, Crossing, at_places, divide, exposure


def test_the_seriously_wounded_cross_first() -> None:
    ours = [Crossing("a"), Crossing("w", first=True), Crossing("b")]
    assert "w" in divide(ours, [Crossing("x"), Crossing("y")], 3)[0].receive


def test_a_family_stays_together() -> None:
    ours = [Crossing("a", group="g"), Crossing("b", group="g"), Crossing("c"), Crossing("d")]
    stages = divide(ours, [Crossing("x")], 2)
    assert {"a", "b"} in [set(stage.receive) for stage in stages]


def test_stages_weigh_the_same() -> None:
    ours = [Crossing(f"a{n}", points=60 if n == 0 else 12) for n in range(6)]
    stages = divide(ours, [Crossing("x")], 2)
    assert sorted(stages[0].receive) == ["a0"]


def test_more_stages_expose_less() -> None:
    ours, theirs = ([Crossing(f"{side}{n}") for n in range(12)] for side in "ax")
    shares = [exposure(ours, theirs, divide(ours, theirs, number)) for number in (1, 2, 4)]
    assert shares == [0.5, 0.25, 0.125]


def test_nobody_makes_no_stage() -> None:
    with pytest.raises(BadStages):
        divide([], [], 3)


@given(
    st.lists(st.integers(1, 75), max_size=20), st.lists(st.integers(1, 75), min_size=1, max_size=20), st.integers(1, 6)
)
def test_everybody_crosses_once(ours: list[int], theirs: list[int], number: int) -> None:
    receive = [Crossing(f"a{n}", points) for n, points in enumerate(ours)]
    give = [Crossing(f"x{n}", points) for n, points in enumerate(theirs)]
    stages = divide(receive, give, number)
    assert sorted(id for stage in stages for id in stage.receive) == sorted(one.id for one in receive)
    assert sorted(id for stage in stages for id in stage.give) == sorted(one.id for one in give)
    assert [stage.number for stage in stages] == list(range(1, len(stages) + 1))


def test_a_round_is_divided_over_the_places_and_a_family_stays_together() -> None:
    ours = [Crossing("a", group="g"), Crossing("b", group="g"), Crossing("c"), Crossing("d")]
    theirs = [Crossing(f"x{n}") for n in range(4)]
    rounds = divide(ours, theirs, 1)
    stages = at_places(ours, theirs, rounds, ["bridge", "port"])
    assert [(one.number, one.place, one.round) for one in stages] == [(1, "bridge", 1), (2, "port", 1)]
    assert sorted(map(len, (one.receive for one in stages))) == [2, 2]
    assert {"a", "b"} in [set(one.receive) for one in stages]
