"""Each kind of terms on people few enough to count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from homeward.planner.bars import Bar, bars
from homeward.planner.clash import conflict
from homeward.planner.explain import why_not
from homeward.planner.objectives import HIERARCHY, BadHierarchy, Objective, hierarchy
from homeward.planner.package import Package, Planning
from homeward.planner.pool import BadPool, Candidate, Direction, Pool, Wish
from homeward.planner.scales import Scale, weight
from homeward.planner.sentences import sentences
from homeward.planner.solve.levels import NoPackage
from homeward.planner.terms import BadTerms, Parity, Rule, Terms, from_value
from homeward.words import Language

ON = date(2026, 11, 24)


def ours(id: str, year: int = 2024, *categories: str, **more: object) -> Candidate:
    return Candidate(id, Direction.RECEIVE, frozenset(categories), date(year, 1, 1), **more)  # type: ignore[arg-type]


def theirs(id: str, *categories: str, **more: object) -> Candidate:
    held, will = date(2025, 1, 1), {"wish": Wish.WISHES} | more
    return Candidate(id, Direction.GIVE, frozenset(categories), held, **will)  # type: ignore[arg-type]


def crowd(received: int, given: int) -> tuple[Candidate, ...]:
    return (*(ours(f"a{n}") for n in range(received)), *(theirs(f"x{n}") for n in range(given)))


def best(people: tuple[Candidate, ...], terms: Terms) -> Package:
    return Planning(Pool(people, ON), terms).best()


def test_all_of_a_category_crosses_on_both_sides_outside_the_count() -> None:
    people = (ours("a", 2024, "under_25"), ours("b"), theirs("x", "under_25"), theirs("y", "under_25"), theirs("z"))
    found = best(people, Terms(0, 0, all_of=frozenset({"under_25"})))
    assert (set(found.receive), set(found.give), found.outside) == ({"a"}, {"x", "y"}, {"a", "x", "y"})


def test_all_for_all_sends_everybody_home_and_clashes_with_a_count() -> None:
    found = best(crowd(3, 2), Terms(9, 9, Parity.NONE, everybody=True))
    assert (len(found.receive), len(found.give)) == (3, 2)
    planning = Planning(Pool(crowd(3, 2), ON), Terms(9, 9, everybody=True))
    with pytest.raises(NoPackage):
        planning.best()
    assert {rule for rule, _ in conflict(planning).rules} == {Rule.EVERYBODY, Rule.PARITY}


def test_the_cartel_of_1862_weighs_a_colonel_as_fifteen_privates() -> None:
    people = (ours("colonel", rank="OF-5"), *(theirs(f"x{n}", rank="OR-1") for n in range(20)))
    found = best(people, Terms(9, 20, Parity.POINTS, scale=Scale.CARTEL_1862))
    assert (found.receive, len(found.give), found.owed) == (("colonel",), 15, 0)
    assert weight(ours("general", rank="OF-9"), Scale.CARTEL_1862) == 60


def test_what_is_owed_goes_to_the_next_round_and_is_capped() -> None:
    first = best(crowd(5, 2), Terms(9, 9, tolerance=2))
    assert (len(first.receive), len(first.give), first.owed) == (4, 2, 2)
    second = best(crowd(5, 6), Terms(9, 9, tolerance=2, carried=first.owed))
    assert (len(second.receive), len(second.give), second.owed) == (5, 6, 1)
    third = best(crowd(5, 9), Terms(9, 9, tolerance=0, carried=first.owed))
    assert (len(third.receive), len(third.give), third.owed) == (5, 7, 0)


def test_no_more_people_cross_than_the_days_allow() -> None:
    found = best((*crowd(9, 9), ours("w", 2025, "seriously_wounded")), Terms(9, 9, per_day=2, days=2))
    assert (len(found.receive), len(found.give), "w" in found.receive) == (4, 3, True)


def test_bodies_for_bodies_keep_their_own_ratio() -> None:
    pool = Pool((), ON, bodies_received=1000, bodies_given=30)
    found = Planning(pool, Terms(0, 0, most_bodies=(1000, 30), body_ratio=(100, 3))).best()
    assert found.bodies == (1000, 30)
    assert Planning(pool, Terms(0, 0, most_bodies=(250, 30), body_ratio=(100, 3))).best().bodies == (200, 6)


def test_bodies_without_a_ratio_are_all_handed_over() -> None:
    pool = Pool((), ON, bodies_received=6057, bodies_given=78)
    assert Planning(pool, Terms(0, 0, most_bodies=(6057, 78))).best().bodies == (6057, 78)


def test_civilians_balance_by_themselves() -> None:
    people = (ours("c", 2020, "civilian"), ours("d", 2020, "civilian"), ours("a"), theirs("y", "civilian"), theirs("x"))
    found = best(people, Terms(9, 9, civilians=True))
    assert (len({"c", "d"} & set(found.receive)), "a" in found.receive) == (1, True)


def test_a_third_country_takes_no_more_than_it_offers() -> None:
    five = tuple(ours(f"k{n}", 2022, "commander", wish=Wish.REFUSES) for n in range(5))
    stay = frozenset(one.id for one in five)
    terms = Terms(9, 60, Parity.NONE, third_country=stay, stay_country="TUR", stays=3)
    assert len(best((*five, *crowd(0, 55)), terms).receive) == 3
    assert best(five, Terms(9, 9, Parity.NONE)).receive == ()


def test_five_for_fifty_five_cross_whole_or_not_at_all() -> None:
    five, others = tuple(ours(f"k{n}") for n in range(5)), tuple(theirs(f"x{n}") for n in range(55))
    tied = (frozenset(one.id for one in (*five, *others)),)
    found = best((*five, *others, ours("a")), Terms(9, 60, Parity.NONE, tied=tied))
    assert (len(found.receive), len(found.give)) == (6, 55)
    assert best((*five, *others), Terms(4, 60, Parity.NONE, tied=tied)).receive == ()


def test_own_camps_and_mean_odds_are_bounded() -> None:
    people = (*crowd(2, 0), theirs("x", place="one"), theirs("y", place="two"))
    assert len(best(people, Terms(9, 9, most_camps=1)).give) == 1
    unsure = (ours("a", 2020, acceptance=20), ours("b", 2025, acceptance=80), theirs("x"), theirs("y"))
    assert best(unsure, Terms(9, 9, odds=60)).receive == ("b",)
    assert set(best(unsure, Terms(9, 9, odds=50)).receive) == {"a", "b"}


def test_retained_personnel_go_home_outside_every_count() -> None:
    found = best((ours("doctor", retained=True), theirs("chaplain", retained=True)), Terms(0, 0))
    assert (found.receive, found.give, found.outside) == (("doctor",), ("chaplain",), {"doctor", "chaplain"})


def test_a_family_of_whom_one_may_not_cross_stays_whole() -> None:
    people = (theirs("wife", group="g"), theirs("husband", group="g", wish=Wish.REFUSES), ours("a"))
    assert bars(people, Terms(9, 9)) == {"wife": Bar.KIN, "husband": Bar.REFUSES}
    planning = Planning(Pool(people, ON), Terms(9, 9))
    told = why_not(planning, planning.best(), "wife")
    assert "may not be parted" in told.sayings[-1].in_language("en")


def test_who_stands_in_another_deal_is_kept_out_with_that_reason() -> None:
    planning = Planning(Pool((ours("a", deal="D1"), theirs("x")), ON), Terms(9, 9))
    assert planning.best().receive == ()
    assert "another open deal" in why_not(planning, planning.best(), "a").sayings[-1].in_language("en")


def test_the_order_of_objectives_can_be_edited_but_begins_with_article_109() -> None:
    people = (ours("old", 2020, acceptance=10), ours("sure", 2025, acceptance=90), theirs("x"))
    pool = Pool(people, ON)
    assert Planning(pool, Terms(1, 1)).best().receive == ("old",)
    order = hierarchy(["art_109", "expected", "months"])
    assert Planning(pool, Terms(1, 1), order).best().receive == ("sure",)
    assert hierarchy(one.value for one in HIERARCHY) == tuple(Objective)
    for wrong in (["months"], ["art_109", "art_109"], ["art_109", "beauty"]):
        with pytest.raises(BadHierarchy):
            hierarchy(wrong)


def test_a_person_twice_in_the_pool_is_refused() -> None:
    with pytest.raises(BadPool, match="twice"):
        Pool((ours("a"), ours("a")), ON)


def test_every_rule_has_a_sentence_in_three_languages_and_travels_as_data() -> None:
    terms = Terms(
        10,
        10,
        all_of=frozenset({"woman"}),
        categories=frozenset({"minor"}),
        everybody=True,
        most_places=1,
        most_camps=1,
        unit_share=1,
        stretchers=1,
        odds=1,
        civilians=True,
        per_day=1,
        most_bodies=(1, 1),
        third_country=frozenset({"a"}),
        stay_country="TUR",
        stays=1,
        named=frozenset({"a"}),
        excluded=frozenset({"b"}),
        tied=(frozenset({"a", "x"}),),
    )
    assert {rule for rule, _ in sentences(terms)} == set(Rule)
    for parity in Parity:
        other = replace(terms, parity=parity, scale=Scale.CARTEL_1862, body_ratio=(2, 1))
        assert from_value(other.to_value()) == other
        assert all(said.in_language(one) for _, said in sentences(other) for one in Language)


@pytest.mark.parametrize(
    "wrong",
    [
        {"most_places": -1},
        {"unit_share": 101},
        {"odds": 101},
        {"days": 0},
        {"body_ratio": (1, 0)},
        {"stay_country": "TUR"},
        {"named": frozenset({"a"}), "excluded": frozenset({"a"})},
    ],
)
def test_terms_that_contradict_themselves_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadTerms):
        Terms(1, 1, **wrong)  # type: ignore[arg-type]
