"""The order of release: never below its bound, the best where all orders can be tried, near the bound at size."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.handover.bound import Item, lower_bound
from homeward.handover.release import BadOrder, Release, exposure, order
from homeward.handover.sequence import gains

POINTS = (8, 12, 50, 60, 75)
POINT = st.integers(0, 9)
SIDE = st.lists(st.tuples(POINT, POINT), max_size=3)


def items(name: str, rows: list[tuple[int, int]]) -> list[Item]:
    return [Item(f"{name}{place}", cost, value) for place, (cost, value) in enumerate(rows)]


def test_two_equal_people_cost_one_the_other() -> None:
    found = order([Item("a", 8, 8)], [Item("x", 8, 8)])
    assert (found.exposure, found.bound) == (8, 8)


def test_a_half_step_first_halves_what_walking_away_pays() -> None:
    ours, theirs = items("a", [(4, 4), (8, 8), (4, 4)]), items("x", [(8, 8), (8, 8)])
    assert order(ours, theirs).exposure == 4


def test_goodwill_to_ones_own_people_lets_the_heavy_go_first() -> None:
    found = order(items("a", [(1, 9), (8, 16)]), items("x", [(1, 9), (8, 16)]))
    assert found.exposure == 1
    assert found.releases[-1].item.cost == 1


@pytest.mark.parametrize(("ours", "theirs"), [([], []), ([Item("a", -1, 2)], [])])
def test_an_order_of_nobody_or_with_negative_values_is_refused(ours: list[Item], theirs: list[Item]) -> None:
    with pytest.raises(BadOrder):
        order(ours, theirs)


@settings(deadline=None, max_examples=60)
@given(SIDE, SIDE)
def test_the_best_of_all_orders_is_found_and_none_is_below_the_bound(
    first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    ours, theirs = items("a", first), items("x", second)
    if not (ours or theirs):
        return
    releases = [*(Release(True, one) for one in ours), *(Release(False, one) for one in theirs)]
    least = min(exposure(one) for one in permutations(releases))
    found = order(ours, theirs)
    assert found.exposure == least == exposure(found.releases)
    assert lower_bound(ours, theirs) <= least
    assert sorted(one.item.id for one in found.releases) == sorted(one.id for one in (*ours, *theirs))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(POINT, POINT), min_size=11, max_size=30), st.lists(st.tuples(POINT, POINT), min_size=11))
def test_everybody_is_released_once_and_the_exposure_is_what_the_order_has(
    first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    found = order(items("a", first), items("x", second))
    assert found.bound <= found.exposure == exposure(found.releases)
    assert len({one.item.id for one in found.releases}) == len(first) + len(second)


@pytest.mark.parametrize("most_gain", [0, 40])
def test_a_thousand_a_side_come_within_a_hundredth_of_the_bound(most_gain: int) -> None:
    chance = random.Random(1)

    def side(name: str) -> list[Item]:
        rows = [10 * chance.choices(POINTS, [75, 18, 5, 2, 1])[0] + chance.randrange(60) for _ in range(1000)]
        return items(name, [(cost, cost + chance.randint(0, most_gain)) for cost in rows])

    found = order(side("a"), side("x"))
    assert found.exposure <= 1.01 * found.bound


@pytest.mark.parametrize("size", [5, 8, 10, 20, 30, 60])
def test_short_lists_come_to_the_bound(size: int) -> None:
    chance = random.Random(size)

    def side(name: str) -> list[Item]:
        rows = [10 * chance.choices(POINTS, [75, 18, 5, 2, 1])[0] + chance.randrange(60) for _ in range(size)]
        return items(
            name, [(int(cost * chance.uniform(0.6, 1.4)), int(cost * chance.uniform(0.7, 1.6))) for cost in rows]
        )

    found = order(side("a"), side("x"))
    assert found.exposure == found.bound == exposure(found.releases)


def test_what_walking_away_pays_is_told_at_every_moment() -> None:
    releases = (Release(True, Item("a", 3, 5)), Release(False, Item("x", 4, 6)))
    assert list(gains(releases)) == [(-3, -1), (-6, 4), (0, 0)]
    assert exposure(releases) == 4
