"""Stages of equal weight, and stages within an agreed step."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.handover.stages import BadStages, Crossing, divide, exposure, within


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


def test_within_a_step_the_fewest_stages_are_taken() -> None:
    ours, theirs = ([Crossing(f"{side}{n}") for n in range(12)] for side in "ax")
    assert [len(within(ours, theirs, step, 99)) for step in (12, 6, 5, 4, 1)] == [1, 2, 3, 3, 12]


def test_a_day_carries_no_more_than_it_has_seats() -> None:
    ours, theirs = ([Crossing(f"{side}{n}") for n in range(12)] for side in "ax")
    assert max(len(stage.receive) for stage in within(ours, theirs, 12, 5)) == 5


def test_under_a_step_the_seriously_wounded_cross_first_and_weigh_nothing() -> None:
    ours = [Crossing("a"), Crossing("w", points=75, first=True)]
    stages = within(ours, [Crossing("x")], 1, 9)
    assert "w" in stages[0].receive


def test_somebody_heavier_than_the_step_cannot_cross_within_it() -> None:
    with pytest.raises(BadStages, match="agreed step"):
        within([Crossing("a", points=75)], [Crossing("x", points=75)], 60, 9)


@given(
    st.lists(st.sampled_from([8, 12, 50]), max_size=12), st.lists(st.sampled_from([8, 12, 50]), min_size=1, max_size=12)
)
def test_no_half_stage_leaves_the_corridor(ours: list[int], theirs: list[int]) -> None:
    receive = [Crossing(f"a{n}", points) for n, points in enumerate(ours)]
    give = [Crossing(f"x{n}", points) for n, points in enumerate(theirs)]
    points, lead, whole = {one.id: one.points for one in (*receive, *give)}, 0, sum(ours) - sum(theirs)
    for stage in within(receive, give, 60, 9):
        came, went = (sum(points[id] for id in side) for side in (stage.receive, stage.give))
        assert lead + came <= max(whole, 0) + 60
        assert lead - went >= min(whole, 0) - 60
        lead += came - went
    assert lead == whole
