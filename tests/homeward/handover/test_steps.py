"""Stages under an agreed step, in the best order, and what walking away pays at each moment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.handover.bound import Item
from homeward.handover.breaking import When, exposed
from homeward.handover.groups import BadStages, Crossing, items
from homeward.handover.stages import divide
from homeward.handover.steps import Limits, staged, within


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


def people(name: str, *points: int) -> list[Crossing]:
    return [Crossing(f"{name}{n}", one) for n, one in enumerate(points)]


def test_so_many_stages_are_made_as_are_asked_for_with_the_least_step() -> None:
    ours, theirs = people("a", *[1] * 12), people("x", *[1] * 12)
    stages = staged(ours, theirs, Limits(4))
    assert [(len(one.receive), len(one.give)) for one in stages] == [(3, 3)] * 4


def test_an_agreed_step_makes_more_stages_than_were_asked_for() -> None:
    assert len(staged(people("a", *[1] * 12), people("x", *[1] * 12), Limits(2, step=2))) == 6


def test_the_seats_of_a_day_make_more_stages_than_were_asked_for() -> None:
    assert len(staged(people("a", *[1] * 12), people("x", *[1] * 12), Limits(1, most=4))) == 3


def test_a_step_that_nobody_can_keep_is_refused_in_any_language() -> None:
    with pytest.raises(BadStages, match="agreed step") as error:
        staged(people("a", 75), people("x", 75), Limits(2, step=60))
    assert error.value.saying.in_language("uk").startswith("Людей не можна поділити")


def test_our_own_worth_and_the_agreed_points_are_brought_to_one_scale() -> None:
    found = items([Crossing("a", 20, worth=19)], [Crossing("x0", 10, worth=40), Crossing("x1", 10, worth=1)])
    assert found["x0"] == Item("x0", 40 * 2, 10 * 3)  # 40 points against a worth of 60: two to three
    assert found["a"] == Item("a", 20 * 3, 19 * 2)


def test_walking_away_pays_most_with_a_half_stage_across() -> None:
    found = exposed(people("a", 1, 1), people("x", 1, 1), staged(people("a", 1, 1), people("x", 1, 1), Limits(2)))
    assert (found.worst, found.bound) == (0.25, 0.25)
    assert [(one.stage, one.when, one.first, one.second) for one in found.moments[:3]] == [
        (1, When.BEFORE, 0, 0),
        (1, When.RECEIVED, 0.25, -0.25),
        (1, When.GIVEN, -0.25, 0.25),
    ]


def test_the_seriously_wounded_are_outside_every_sum() -> None:
    ours = [Crossing("w", 75, first=True), Crossing("a", 1)]
    found = exposed(ours, people("x", 1), staged(ours, people("x", 1), Limits(1)))
    assert (found.worst, found.bound) == (0.5, 0.5)


def test_stages_of_equal_weight_are_taken_where_they_expose_less() -> None:
    ours = [Crossing(f"a{n}", 10, worth=10 * n) for n in range(6)]
    theirs = [Crossing(f"x{n}", 10) for n in range(6)]
    for number in (1, 2, 3):
        found = exposed(ours, theirs, staged(ours, theirs, Limits(number)))
        assert found.worst <= exposed(ours, theirs, divide(ours, theirs, number)).worst


@given(
    st.lists(st.tuples(st.integers(0, 75), st.integers(0, 99)), min_size=1, max_size=9),
    st.integers(1, 4),
    st.integers(0, 2),
)
def test_staged_people_all_cross_once_and_keep_the_step(rows: list[tuple[int, int]], number: int, gap: int) -> None:
    ours = [Crossing(f"a{n}", points, worth=worth) for n, (points, worth) in enumerate(rows)]
    theirs = [Crossing(f"x{n}", points) for n, (points, _) in enumerate(rows[gap:])]
    stages = staged(ours, theirs, Limits(number, step=75))
    assert sorted(id for stage in stages for id in (*stage.receive, *stage.give)) == sorted(
        one.id for one in (*ours, *theirs)
    )
    points = {one.id: one.points for one in (*ours, *theirs)}
    lead, whole = 0, sum(one.points for one in ours) - sum(one.points for one in theirs)
    for stage in stages:
        came, went = (sum(points[id] for id in side) for side in (stage.receive, stage.give))
        assert lead + came <= max(whole, 0) + 75
        assert lead - went >= min(whole, 0) - 75
        lead += came - went
