"""Refusal in the plan: odds learnt from answers, plans for the mean and for a bad case, and who comes instead."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from homeward.planner.odds import Odds, Recorded, applied, kind_of, learn
from homeward.planner.outlook import at_least, cautious, expected, outlook
from homeward.planner.package import Planning
from homeward.planner.pool import Candidate, Direction, Pool, Wish
from homeward.planner.reserve import replacements
from homeward.planner.terms import Parity, Terms

ON = date(2026, 11, 24)


def ours(id: str, year: int = 2024, *categories: str, **more: object) -> Candidate:
    return Candidate(id, Direction.RECEIVE, frozenset(categories), date(year, 1, 1), **more)  # type: ignore[arg-type]


def theirs(id: str, *categories: str, **more: object) -> Candidate:
    held, will = date(2025, 1, 1), {"wish": Wish.WISHES} | more
    return Candidate(id, Direction.GIVE, frozenset(categories), held, **will)  # type: ignore[arg-type]


def answered(kind: str, yes: int, no: int, cause: str = "no_reason", unit: str = "") -> list[Recorded]:
    return [Recorded(kind, unit, True)] * yes + [Recorded(kind, unit, False, cause)] * no


def test_a_beta_distribution_tells_its_mean_and_its_quantiles() -> None:
    assert Odds(3, 1).mean == 0.75
    assert Odds(1, 1).quantile(0.05) == pytest.approx(0.05, abs=0.002)
    assert Odds(90, 10).quantile(0.05) == pytest.approx(0.846, abs=0.003)


def test_a_kind_often_refused_is_unlikely_and_an_unknown_kind_lies_between() -> None:
    learnt = learn(answered("I other", 18, 2) + answered("IV commander", 1, 19))
    private, commander, stranger = ours("a"), ours("b", 2024, "commander", rank_band="IV"), ours("c", rank_band="II")
    assert (kind_of(private), kind_of(commander)) == ("I other", "IV commander")
    assert 80 < learnt.acceptance(private) <= 90
    assert 5 <= learnt.acceptance(commander) < 15
    assert 40 <= learnt.acceptance(stranger) <= 60


def test_few_answers_lean_on_all_others() -> None:
    learnt = learn(answered("I other", 40, 10) + answered("II other", 20, 5) + answered("III other", 0, 1))
    assert 55 <= learnt.acceptance(ours("a", rank_band="III")) <= 79


def test_who_is_not_held_teaches_nothing_about_his_kind() -> None:
    before, after = answered("I other", 5, 5), answered("I other", 0, 20, "not_held")
    assert learn(before).kinds == learn(before + after).kinds


def test_a_blocked_unit_lowers_everybody_of_it_and_nobody_else() -> None:
    learnt = learn(answered("I other", 10, 0, unit="first") + answered("I other", 0, 10, "unit_blocked", "second"))
    assert learnt.acceptance(ours("a", unit="second")) < 60 < learnt.acceptance(ours("b", unit="first"))


def test_the_cautious_chance_is_below_the_mean() -> None:
    learnt, people = learn(answered("I other", 6, 2)), Pool((ours("a"),), ON)
    mean, low = (applied(people, learnt, share).candidates[0].acceptance for share in (None, 0.05))
    assert low < mean


def test_the_number_reached_in_95_of_100_cases_is_exact() -> None:
    assert at_least([1.0] * 7, 0.05) == 7
    assert at_least([0.5] * 2, 0.05) == 0
    assert at_least([0.9] * 2, 0.2) == 2  # both come in 81 of 100 cases
    assert at_least([0.9] * 2, 0.15) == 1


def test_the_expected_plan_prefers_who_will_come_and_the_outlook_says_how_many() -> None:
    people = (ours("old", 2020, "commander", rank_band="IV"), ours("new", 2025), theirs("x"))
    planning = Planning(Pool(people, ON), Terms(1, 1))
    learnt = learn(answered("I other", 19, 1) + answered("IV commander", 1, 19))
    assert planning.best().receive == ("old",)
    likely = expected(replace(planning, pool=applied(planning.pool, learnt)))
    assert likely.best().receive == cautious(planning, learnt).best().receive == ("new",)
    seen = outlook(likely.pool, likely.best())
    assert (seen.proposed, round(seen.expected, 1)) == (1, 0.9)


def test_the_replacement_of_a_person_keeps_parity_in_points() -> None:
    people = (
        ours("major", 2022, rank_band="IV"),
        ours("colonel", 2023, rank_band="IV"),
        ours("private", 2020, rank_band="I"),
        *(theirs(f"x{n}", rank_band="II") for n in range(5)),
    )
    planning = Planning(Pool(people, ON), Terms(1, 5, Parity.POINTS))
    package = planning.best()
    assert package.receive == ("major",)
    found = replacements(planning, package, "major")
    assert [one.ids for one in found] == [("colonel",)]
    assert found[0].changes == (("months", -12),)


def test_at_the_crossing_only_those_stand_in_who_are_there() -> None:
    people = (*(ours(f"a{year}", year) for year in range(2020, 2025)), theirs("x"), theirs("y"))
    planning = Planning(Pool(people, ON), Terms(2, 2))
    package = planning.best()
    assert set(package.receive) == {"a2020", "a2021"}
    assert [one.ids for one in replacements(planning, package, "a2020")] == [("a2022",), ("a2023",), ("a2024",)]
    there = frozenset({"a2024", "a2020"})
    assert [one.ids for one in replacements(planning, package, "a2020", among=there)] == [("a2024",)]
    assert replacements(planning, package, "a2023") == ()


def crowd(chance: random.Random) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            id=f"p{number}",
            direction=chance.choice(list(Direction)),
            categories=frozenset(name for name in ("woman", "civilian") if chance.random() < 0.3),
            held_from=date(chance.choice([2023, 2024, 2025]), 1, 1),
            place=chance.choice(["one", "two", "three"]),
            unit=chance.choice(["first", "second", "third"]),
            condition=chance.choice(["good", "sick"]),
            wish=Wish.WISHES,
        )
        for number in range(40)
    )


@pytest.mark.parametrize("seed", range(8))
def test_a_package_with_its_replacement_keeps_every_rule(seed: int) -> None:
    chance = random.Random(seed)
    terms = Terms(8, 8, tolerance=1, most_places=2, unit_share=50, civilians=True)
    planning = Planning(Pool(crowd(chance), ON), terms)
    package = planning.best()
    for id in package.receive[:3]:
        for one in replacements(planning, package, id):
            inside = (package.everybody - {id}) | set(one.ids)
            only = tuple(person for person in planning.pool.candidates if person.id in inside)
            exactly = Planning(Pool(only, ON), replace(terms, named=inside)).best()
            assert exactly.everybody == inside
