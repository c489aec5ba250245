"""What each person of a package is worth to the side that plans."""

from __future__ import annotations

from datetime import date

from homeward.planner.objectives import Objective
from homeward.planner.package import Package, Planning
from homeward.planner.pool import Candidate, Direction, Pool, Wish
from homeward.planner.terms import Parity, Terms
from homeward.planner.worth import worths

ON = date(2026, 1, 1)


def ours(id: str, months: int, **more: object) -> Candidate:
    return Candidate(id, Direction.RECEIVE, held_from=date(2025, 13 - months, 1), **more)  # type: ignore[arg-type]


def theirs(id: str, band: str = "I", *categories: str) -> Candidate:
    return Candidate(id, Direction.GIVE, frozenset(categories), rank_band=band, wish=Wish.WISHES)


def worth(people: tuple[Candidate, ...], terms: Terms, order: tuple[Objective, ...]) -> dict[str, int]:
    inside = {way: tuple(one.id for one in people if one.direction is way) for way in Direction}
    package = Package(inside[Direction.RECEIVE], inside[Direction.GIVE], frozenset(), ())
    return dict(worths(Planning(Pool(people, ON), terms, order), package))


def test_who_was_held_longer_is_worth_more_by_the_months_that_end() -> None:
    found = worth((ours("a", 2), ours("b", 6), theirs("x")), Terms(9, 9), (Objective.MONTHS,))
    assert found == {"a": 3000, "b": 7000, "x": 10_000}  # three months to seven, one added for each person


def test_a_level_shares_out_half_as_many_points_as_the_one_before() -> None:
    people = (ours("sick", 4, condition="sick"), ours("well", 4), theirs("x"))
    found = worth(people, Terms(9, 9), (Objective.UNWELL, Objective.MONTHS))
    assert (found["sick"], found["well"]) == (8333, 1667)  # 1/2 + 1/8 to 1/8


def test_given_people_cost_the_points_of_their_rank_where_ranks_balance() -> None:
    people = (ours("a", 2), theirs("x"), theirs("y", "IV"), theirs("z", "I", "seriously_sick"))
    found = worth(people, Terms(9, 9, Parity.POINTS), (Objective.MONTHS,))
    assert found["y"] > found["x"] > found["z"] == 0
    alike = worth(people, Terms(9, 9), (Objective.MONTHS,))
    assert (alike["x"], alike["y"], alike["z"]) == (5000, 5000, 0)


def test_the_points_always_add_up_to_the_same_total() -> None:
    people = (*(ours(f"a{n}", 1 + n) for n in range(7)), *(theirs(f"x{n}") for n in range(3)))
    found = worth(people, Terms(9, 9), (Objective.MONTHS,))
    assert sum(found[f"a{n}"] for n in range(7)) == sum(found[f"x{n}"] for n in range(3)) == 10_000
