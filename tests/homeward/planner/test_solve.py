"""The best package, and the rules it keeps."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.planner.clash import conflict
from homeward.planner.columns import build
from homeward.planner.explain import price, why_in, why_not
from homeward.planner.package import Package, Planning
from homeward.planner.pool import Candidate, Direction, Pool, Wish
from homeward.planner.sentences import sentences
from homeward.planner.solve.levels import NoPackage
from homeward.planner.solve.levels import solve as solve_program
from homeward.planner.terms import BadTerms, Parity, Rule, Terms, from_value

ON = date(2026, 11, 24)
IN, OUT = Direction.RECEIVE, Direction.GIVE


def ours(id: str, year: int = 2024, *categories: str, **more: object) -> Candidate:
    return Candidate(id, IN, frozenset(categories), date(year, 1, 1), **more)  # type: ignore[arg-type]


def theirs(id: str, *categories: str, wish: Wish = Wish.WISHES, **more: object) -> Candidate:
    return Candidate(id, OUT, frozenset(categories), date(2025, 1, 1), wish=wish, **more)  # type: ignore[arg-type]


def pool(*people: Candidate) -> Pool:
    return Pool(people, ON)


def solve(people: Pool, terms: Terms) -> Package:
    return Planning(people, terms).best()


def test_one_for_one_takes_the_longest_held() -> None:
    found = solve(pool(ours("a", 2024), ours("b", 2022), theirs("x")), Terms(5, 5))
    assert (found.receive, found.give) == (("b",), ("x",))
    assert found.proven


def test_the_seriously_wounded_go_home_outside_every_count() -> None:
    found = solve(pool(ours("w", 2025, "seriously_wounded"), theirs("v", "seriously_sick")), Terms(0, 0))
    assert (found.receive, found.give, found.outside) == (("w",), ("v",), {"w", "v"})


def test_nobody_crosses_against_his_will_or_unasked() -> None:
    found = solve(
        pool(ours("a"), theirs("x", wish=Wish.REFUSES), theirs("y", wish=Wish.NOT_ASKED)),
        Terms(5, 5, tolerance=0),
    )
    assert found.give == found.receive == ()


def test_points_balance_by_the_pay_bands_of_article_60() -> None:
    people = [ours("major", rank_band="IV"), *(theirs(f"x{n}", rank_band="II") for n in range(9))]
    found = solve(pool(*people), Terms(9, 9, Parity.POINTS))
    assert len(found.give) == 5  # 60 = 5 x 12


def test_two_for_three() -> None:
    people = [*(ours(f"a{n}") for n in range(5)), *(theirs(f"x{n}") for n in range(9))]
    found = solve(pool(*people), Terms(9, 9, Parity.RATIO, ratio=(2, 3)))
    assert (len(found.receive), len(found.give)) == (4, 6)


def test_the_ledger_carried_over_is_paid_back() -> None:
    people = [ours("a"), ours("b"), theirs("x"), theirs("y"), theirs("z")]
    found = solve(pool(*people), Terms(9, 9, carried=1))
    assert (len(found.receive), len(found.give)) == (2, 3)


def test_people_come_from_no_more_places_than_agreed() -> None:
    people = [
        ours("a", 2022, place="one"),
        ours("b", 2023, place="two"),
        ours("c", 2023, place="two"),
        *(theirs(f"x{n}") for n in range(3)),
    ]
    assert solve(pool(*people), Terms(9, 9, most_places=1)).receive == ("b", "c")


def test_a_family_is_not_parted() -> None:
    people = [ours("a", 2022, group="g"), ours("b", 2025, group="g"), ours("c", 2023), theirs("x"), theirs("y")]
    assert set(solve(pool(*people), Terms(2, 2)).receive) in ({"a", "b"}, {"c"})


def test_a_named_person_crosses_before_one_held_longer() -> None:
    people = [ours("a", 2022), ours("b", 2025), theirs("x")]
    assert solve(pool(*people), Terms(1, 1, named=frozenset({"b"}))).receive == ("b",)


def test_terms_that_cannot_be_kept_name_the_smallest_clash() -> None:
    terms = Terms(1, 0, named=frozenset({"a"}), most_places=3)
    people = pool(ours("a"), theirs("x"))
    with pytest.raises(NoPackage):
        solve(people, terms)
    assert {rule for rule, _ in conflict(Planning(people, terms)).rules} == {Rule.MOST_GIVEN, Rule.PARITY, Rule.NAMED}


def test_why_somebody_is_in_and_another_is_not() -> None:
    people = pool(ours("a", 2022), ours("b", 2024), theirs("x"))
    planning = Planning(people, Terms(1, 1))
    package = planning.best()
    inside, outside = why_in(planning, package, "a"), why_not(planning, package, "b")
    assert (inside.changes[0].key, inside.enters) == ("months", ("b",))
    assert (outside.changes[0].key, outside.leaves) == ("months", ("a",))
    assert outside.changes[0].now - outside.changes[0].then == 24


def test_why_not_says_when_the_person_refuses() -> None:
    people = pool(ours("a"), theirs("x", wish=Wish.REFUSES))
    planning = Planning(people, Terms(1, 1))
    told = why_not(planning, planning.best(), "x")
    assert "against his will" in told.sayings[-1].in_language("en")


def test_the_price_of_a_rule_is_what_the_package_gains_without_it() -> None:
    people = pool(ours("a"), ours("b"), theirs("x"))
    planning = Planning(people, Terms(2, 2))
    assert price(planning, planning.best(), Rule.PARITY)[0].key == "months"


def test_terms_travel_as_data_and_are_read_aloud() -> None:
    terms = Terms(10, 10, Parity.RATIO, 1, (2, 3), categories=frozenset({"woman"}), civilians=True)
    assert from_value(terms.to_value()) == terms
    assert [said.in_language(one) for _, said in sentences(terms) for one in ("en", "uk", "ru")]
    with pytest.raises(BadTerms):
        from_value({"most_received": "ten"})


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(2019, 2026), max_size=4),
    st.integers(0, 4),
    st.integers(0, 4),
    st.integers(0, 1),
)
def test_the_package_is_as_good_as_the_best_of_all_packages(
    years: list[int], given_side: int, most: int, slack: int
) -> None:
    people = [ours(f"a{n}", year) for n, year in enumerate(years)]
    others = [theirs(f"x{n}") for n in range(given_side)]
    found = solve(pool(*people, *others), Terms(most, most, tolerance=slack))
    best = max(
        sum(one.months(ON) + 1 for one in chosen)
        for size in range(min(most, len(people)) + 1)
        for chosen in combinations(people, size)
        if any(abs(size - number) <= slack for number in range(min(most, given_side) + 1))
    )
    assert {level.key: level.value for level in found.levels}["months"] == best


def anybody(chance: random.Random, number: int) -> Candidate:
    """Somebody made up, so that in a crowd many are alike in part."""
    return Candidate(
        id=f"p{number}",
        direction=chance.choice(list(Direction)),
        categories=frozenset(name for name in ("woman", "civilian", "seriously_sick") if chance.random() < 0.2),
        held_from=date(chance.choice([2023, 2024, 2025]), 1, 1),
        place=chance.choice(["one", "two", "three"]),
        unit=chance.choice(["first", "second", "third"]),
        rank_band=chance.choice(["I", "II"]),
        condition=chance.choice(["good", "sick"]),
        wish=Wish.WISHES,
        acceptance=chance.choice([50, 90]),
    )


def agreed(chance: random.Random) -> Terms:
    return Terms(
        chance.randint(3, 9),
        chance.randint(3, 9),
        chance.choice(list(Parity)),
        tolerance=chance.randint(0, 2),
        most_places=chance.randint(0, 2),
        unit_share=chance.choice([0, 50, 70]),
        stretchers=chance.randint(0, 2),
        civilians=chance.random() < 0.3,
    )


@pytest.mark.parametrize("seed", range(40))
def test_people_alike_in_one_column_reach_what_a_column_each_would(seed: int) -> None:
    chance = random.Random(seed)
    everybody, terms = pool(*(anybody(chance, number) for number in range(40))), agreed(chance)
    apart = build(everybody, terms, apart=True).program
    assert solve(everybody, terms).levels == solve_program(apart).levels
