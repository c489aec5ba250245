"""Packages side by side, blind suggestions, the stake of the next stage, gestures, and the reasons kept."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from homeward.planner.alternatives import alternatives, asks
from homeward.planner.blind import BadAnswer, Blind
from homeward.planner.ladder import Kept, gesture, stake, trust
from homeward.planner.objectives import hierarchy
from homeward.planner.package import Planning
from homeward.planner.pool import Candidate, Direction, Pool, Wish
from homeward.planner.reasons import categories, reasons
from homeward.planner.terms import Terms
from homeward.words import Language

ON = date(2026, 11, 24)


def ours(id: str, year: int = 2024, *kinds: str, **more: object) -> Candidate:
    return Candidate(id, Direction.RECEIVE, frozenset(kinds), date(year, 1, 1), **more)  # type: ignore[arg-type]


def theirs(id: str, *kinds: str, wish: Wish = Wish.WISHES, **more: object) -> Candidate:
    return Candidate(id, Direction.GIVE, frozenset(kinds), date(2025, 1, 1), wish=wish, **more)  # type: ignore[arg-type]


def test_alternatives_are_worth_as_much_and_ask_for_others() -> None:
    people = (
        *(ours(f"a{n}", place="north", unit="first") for n in range(4)),
        *(ours(f"b{n}", place="south", unit="second") for n in range(4)),
        *(theirs(f"x{n}") for n in range(4)),
    )
    planning = Planning(Pool(people, ON), Terms(4, 4), hierarchy(["art_109", "months"]))
    first, second, *_ = alternatives(planning, planning.best())
    assert (first.shared, second.shared) == (100, 0)
    assert set(first.package.receive) == {"a0", "a1", "a2", "a3"}
    assert set(second.package.receive) == {"b0", "b1", "b2", "b3"}


def test_an_alternative_gives_up_no_more_than_agreed() -> None:
    people = (
        *(ours(f"a{n}", 2020 + n % 5, place=f"p{n % 7}") for n in range(40)),
        *(theirs(f"x{n}") for n in range(10)),
    )
    planning = Planning(Pool(people, ON), Terms(10, 10))
    package = planning.best()
    found = alternatives(planning, package, give_up=5)
    assert len(found) >= 2
    for one in found[1:]:
        months = {level.key: level.value for level in one.package.levels}["months"]
        best = {level.key: level.value for level in package.levels}["months"]
        assert best * 0.95 <= months <= best
    assert dict(asks(planning, package))["band: I"] == 10


def test_a_blind_suggestion_becomes_a_deal_only_if_both_accept_it() -> None:
    start = Blind(("first", "second", "third"), ("VRH", "ZLS"))
    half = start.answer("VRH", frozenset({"second", "third"}))
    assert (half.closed, half.deal) == (False, None)
    assert half.answer("ZLS", frozenset({"first", "third"})).deal == "third"
    assert half.answer("ZLS", frozenset({"first"})).deal is None


def test_an_answer_is_given_once_by_those_asked_to_what_was_suggested() -> None:
    start = Blind(("first",), ("VRH", "ZLS"))
    for party, accepted in (("UNO", {"first"}), ("VRH", {"tenth"})):
        with pytest.raises(BadAnswer):
            start.answer(party, frozenset(accepted))
    with pytest.raises(BadAnswer, match="already"):
        start.answer("VRH", frozenset()).answer("VRH", frozenset({"first"}))


def test_the_stake_grows_with_words_kept_and_falls_with_a_broken_one() -> None:
    assert stake((), bearable=5, most=100) == 10
    assert stake((Kept(10, 10),), 5, 100) == 15
    kept = (Kept(10, 10), Kept(15, 15), Kept(20, 20))
    assert (trust(kept), stake(kept, 5, 100), stake(kept, 5, 18)) == (Fraction(4, 5), 25, 18)
    assert stake((*kept, Kept(25, 10)), 5, 100) == 15
    assert stake((), 5, 0) == 0


def test_a_gesture_is_made_on_the_ground_of_article_109_and_stops_unanswered() -> None:
    people = (
        theirs("sick", "seriously_sick"),
        theirs("wounded", "seriously_wounded"),
        theirs("well"),
        theirs("unwilling", "seriously_sick", wish=Wish.REFUSES),
        ours("a", 2020, "seriously_sick"),
    )
    pool = Pool(people, ON)
    assert gesture(pool, (), 1) == ("sick",)
    assert gesture(pool, (True, False), 5) == ("sick", "wounded")
    assert gesture(pool, (False, False), 5) == ()


def test_a_reason_is_kept_for_everybody_and_categories_are_counted() -> None:
    people = (
        ours("w", 2022, "seriously_wounded", "woman", condition="sick"),
        ours("a", 2023),
        theirs("x"),
    )
    planning = Planning(Pool(people, ON), Terms(5, 5))
    package = planning.best()
    told = reasons(planning, package)
    assert set(told) == {"w", "a", "x"}
    keys = {id: [said.key for said in sayings] for id, sayings in told.items()}
    assert keys["w"] == ["ground_art_109", "ground_unwell", "ground_vulnerable", "ground_months"]
    assert (keys["a"], keys["x"]) == (["ground_months"], ["ground_given"])
    assert all(said.in_language(one) for sayings in told.values() for said in sayings for one in Language)
    counted = categories(planning, package)
    assert counted[Direction.RECEIVE] == {"none": 1, "seriously_wounded": 1, "woman": 1}
    assert counted[Direction.GIVE] == {"none": 1}
