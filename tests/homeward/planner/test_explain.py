"""What an answer says when its time does not suffice, and which rules clash: held against rules left out for good."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from homeward.planner.alike import swapped
from homeward.planner.clash import conflict, narrowed, possible
from homeward.planner.explain import why_in, why_not
from homeward.planner.package import Planning
from homeward.planner.pool import Candidate, Direction, Pool, Wish
from homeward.planner.reserve import replacements
from homeward.planner.sentences import sentences
from homeward.planner.terms import Parity, Rule, Terms
from homeward.words import Language, say

ON = date(2026, 11, 24)


def crowd(chance: random.Random, number: int) -> Pool:
    people = tuple(
        Candidate(
            id=f"p{n}",
            direction=chance.choice(list(Direction)),
            categories=frozenset(name for name in ("woman", "civilian", "seriously_sick") if chance.random() < 0.3),
            held_from=date(chance.choice([2023, 2024, 2025]), 1, 1),
            place=chance.choice(["one", "two", "three"]),
            unit=chance.choice(["first", "second", "third"]),
            group=chance.choice(["", "", "", "family"]),
            rank_band=chance.choice(["I", "II", "V"]),
            acceptance=chance.choice([20, 80]),
            wish=Wish.WISHES,
        )
        for n in range(number)
    )
    return Pool(people, ON)


def terms_of(chance: random.Random, people: Pool) -> Terms:
    ids = [one.id for one in people.candidates]
    return Terms(
        chance.randrange(4),
        chance.randrange(4),
        chance.choice(list(Parity)),
        tolerance=chance.randrange(2),
        most_places=chance.randrange(3),
        most_camps=chance.randrange(3),
        unit_share=chance.choice([0, 40]),
        stretchers=chance.randrange(3),
        odds=chance.choice([0, 60]),
        civilians=chance.random() < 0.5,
        per_day=chance.randrange(4),
        everybody=chance.random() < 0.2,
        all_of=frozenset({"woman"} if chance.random() < 0.4 else ()),
        categories=frozenset({"civilian"} if chance.random() < 0.4 else ()),
        named=frozenset(ids[:1]),
        excluded=frozenset(ids[1:2]),
        tied=(frozenset(ids[2:5]),),
    )


@pytest.mark.parametrize("seed", range(25))
def test_a_rule_set_free_leaves_the_same_possible_as_a_rule_left_out(seed: int) -> None:
    chance = random.Random(seed)
    people = crowd(chance, 9)
    planning = Planning(people, terms_of(chance, people))
    loosened, freed = planning, planning.aimless()
    for rule, _ in chance.sample(sentences(planning.terms), 5):
        loosened, freed = loosened.loosened(rule), freed.freed(rule)
        assert possible(freed, {"p5": True}) == possible(loosened, {"p5": True})


@pytest.mark.parametrize("seed", range(12))
def test_a_clash_is_smallest_each_of_its_rules_is_needed(seed: int) -> None:
    chance = random.Random(seed)
    people = crowd(chance, 9)
    planning = Planning(people, terms_of(chance, people))
    clash = {rule for rule, _ in conflict(planning).rules}
    others = {rule for rule, _ in sentences(planning.terms)} - clash
    if not clash:
        assert possible(planning, {})
        return
    for kept in [clash, *(clash - {rule} for rule in clash)]:
        alone = planning
        for rule in others | (clash - kept):
            alone = alone.loosened(rule)
        assert possible(alone, {}) is (kept != clash)


def test_a_clash_that_there_was_no_time_to_narrow_says_so() -> None:
    people = Pool((Candidate("a", Direction.RECEIVE), Candidate("x", Direction.GIVE, wish=Wish.WISHES)), ON)
    planning = Planning(people, Terms(1, 0, named=frozenset({"a"}), most_places=3))
    clash = narrowed(planning, {}, seconds=0.0)
    assert not clash.smallest
    assert {Rule.MOST_GIVEN, Rule.PARITY, Rule.NAMED} < {rule for rule, _ in clash.rules}


def test_an_answer_out_of_time_says_what_is_not_settled() -> None:
    people = crowd(random.Random(3), 60)
    planning = Planning(people, Terms(6, 6, most_places=2, unit_share=40))
    package = planning.best()
    hurried = why_in(planning, package, "p8", 0.0)
    assert (hurried.proven, [said.key for said in hurried.sayings[-2:]]) == (
        False,
        ["why_in_better_so_far", "why_open"],
    )
    assert [change.key for change in hurried.open] == ["expected"]
    assert all(change.then == change.now != change.bound for change in hurried.open)
    assert why_not(planning, package, "p0", 0.0).sayings[-2].key == "why_not_change_so_far"
    assert why_not(planning, package, "p4", 0.0).sayings[3].key == "why_not_possible_among"
    assert why_in(planning, package, "p8", 60.0).proven


def test_somebody_of_a_package_who_refuses_by_now_is_said_to() -> None:
    people = (
        Candidate("a", Direction.RECEIVE),
        Candidate("x", Direction.GIVE, wish=Wish.WISHES),
        Candidate("y", Direction.GIVE, wish=Wish.WISHES),
    )
    package = Planning(Pool(people[:2], ON), Terms(1, 1)).best()
    now = Planning(Pool((people[0], replace(people[1], wish=Wish.REFUSES), people[2]), ON), Terms(1, 1))
    assert [said.key for said in why_in(now, package, "x").sayings] == ["why_in_no_longer", "bar_refuses"]
    assert replacements(now, package, "x") == ()


def test_every_sentence_of_an_answer_stands_in_three_languages() -> None:
    keys = ("why_in_better_so_far", "why_in_no_longer", "why_not_change_so_far", "why_not_possible_among", "why_open")
    assert all(say("planner", key, language) for key in keys for language in Language)


@pytest.mark.parametrize("seed", range(6))
def test_somebody_alike_in_his_place_keeps_every_rule_and_every_level(seed: int) -> None:
    people = crowd(random.Random(seed), 60)
    terms = Terms(8, 8, tolerance=1, most_places=2, unit_share=60)
    planning = Planning(people, terms)
    package = planning.best()
    twins = {one.id: twin for one in people.candidates if (twin := swapped(planning, package, one.id))}
    assert twins
    for id, twin in list(twins.items())[:4]:
        assert (id in twin.everybody) != (id in package.everybody)
        inside = twin.everybody
        only = Pool(tuple(one for one in people.candidates if one.id in inside), ON)
        exactly = Planning(only, replace(terms, named=inside)).best()
        assert exactly.outside == twin.outside
        assert [one.value for one in exactly.levels] == [one.value for one in package.levels]


def test_whoever_is_alike_with_somebody_inside_is_answered_without_a_search() -> None:
    people = tuple(Candidate(f"a{year}", Direction.RECEIVE, held_from=date(year, 1, 1)) for year in (2020, 2021))
    alike = (*people, replace(people[0], id="b2020"), Candidate("x", Direction.GIVE, wish=Wish.WISHES))
    planning = Planning(Pool(alike, ON), Terms(1, 1))
    package = planning.best()
    assert package.receive == ("a2020",)
    inside, outside = why_in(planning, package, "a2020", 0.0), why_not(planning, package, "b2020", 0.0)
    assert (inside.sayings[-1].key, inside.enters, inside.leaves) == ("why_in_alike", ("b2020",), ("a2020",))
    assert (outside.sayings[-1].key, outside.proven) == ("why_not_alike", True)
