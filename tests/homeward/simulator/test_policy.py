"""Policies against stated counterparts: what each does with one deal, and that runs can be repeated."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from importlib import resources

import pytest

from homeward.cli import main
from homeward.planner.ladder import Kept
from homeward.planner.odds import Recorded, kind_of
from homeward.planner.pool import Candidate, Direction, Pool, Wish
from homeward.simulator.policy.assumptions import assumptions
from homeward.simulator.policy.climate import Climate, following
from homeward.simulator.policy.counterpart import COUNTERPARTS, UnknownCounterpart, counterpart
from homeward.simulator.policy.policies import OneForOne, Planned, Policy
from homeward.simulator.policy.rounds import interval, play

ON = date(2026, 1, 1)


def person(id: str, way: Direction, band: str = "I", year: int = 2024, *kinds: str) -> Candidate:
    return Candidate(id, way, frozenset(kinds), date(year, 1, 1), rank_band=band, wish=Wish.WISHES)


def pool(ours: int, theirs: int) -> Pool:
    received = [person(f"a{n:02}", Direction.RECEIVE) for n in range(ours)]
    return Pool((*received, *(person(f"x{n:02}", Direction.GIVE) for n in range(theirs))), ON)


def test_the_hard_one_wants_as_many_points_as_it_gives_and_the_honest_one_half() -> None:
    private, officer = person("x", Direction.GIVE), person("a", Direction.RECEIVE, "III")
    assert not counterpart("hard").signs([private], [officer])
    assert counterpart("hard").signs([private], [person("b", Direction.RECEIVE)])
    assert counterpart("honest").signs([private], [person("c", Direction.RECEIVE, "II")])
    with pytest.raises(UnknownCounterpart):
        counterpart("angel")


def test_only_the_opportunist_breaks_its_word_and_the_more_the_more_is_at_stake() -> None:
    chance = random.Random(1)
    broken = {one.name: sum(one.breaks(6, chance) for _ in range(1000)) for one in COUNTERPARTS}
    assert (broken["honest"], broken["hard"]) == (0, 0)
    assert 300 < broken["opportunist"] < 420  # 36 in 100
    assert sum(counterpart("opportunist").breaks(2, chance) for _ in range(1000)) < 80


def test_plain_one_for_one_pauses_before_it_asks_again() -> None:
    side, people = OneForOne(), pool(8, 20)
    first, second = side.offers(people)[0], side.offers(people)[0]
    assert first.ask == ("a00", "a01", "a02", "a03", "a04", "a05")
    assert second.ask == ("a06", "a07")


def test_the_planner_asks_first_for_whom_it_expects_to_get() -> None:
    commanders = tuple(person(f"k{n}", Direction.RECEIVE, "IV", 2020, "commander") for n in range(6))
    people = replace(pool(6, 6), candidates=(*commanders, *pool(6, 6).candidates))
    side = Planned()
    assert set(side.offers(people)[0].ask) == {one.id for one in commanders}
    refused = [Recorded(kind_of(one), "", False, "no_reason") for one in commanders]
    agreed = [Recorded(kind_of(people.find("a00") or commanders[0]), "", True)] * 6
    side.told(refused * 3 + agreed, (Kept(2, 2),), signed=True)
    assert set(side.offers(people)[0].ask) == {f"a{n:02}" for n in range(6)}
    assert side.stage(100) == 6


def test_a_freeze_ends_sooner_after_a_gesture() -> None:
    def thawed(gesture: bool) -> int:
        chance = random.Random(1)
        return sum(following(Climate.FREEZE, chance, gesture) is Climate.NORMAL for _ in range(1000))

    assert 110 < thawed(False) < 190 < thawed(True) < 310


def test_an_interval_is_the_mean_with_its_error() -> None:
    found = interval([1.0, 3.0])
    assert (found.mean, round(found.low, 2), round(found.high, 2)) == (2.0, 0.04, 3.96)


def test_a_run_can_be_repeated_and_people_only_come_home() -> None:
    for policy in Policy:
        path = play(counterpart("opportunist"), policy, random.Random("1 0"), 6)
        assert path == play(counterpart("opportunist"), policy, random.Random("1 0"), 6)
        assert path == sorted(path)


def test_the_command_compares_policies(capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ["simulate", "--policy", "both", "--counterpart", "honest", "--runs", "2", "--rounds", "3"]
    assert main(wanted) == 0
    told = capsys.readouterr().out
    assert "honest: people home, mean of 2 runs" in told
    assert "one_for_one" in told
    assert main(["simulate"]) == 1
    assert main(["simulate", "--policy", "both", "--counterpart", "angel"]) == 1


def test_every_assumption_has_a_sentence() -> None:
    text = resources.files("homeward.simulator").joinpath("data", "policy.csv").read_text("utf-8")
    assert len(text.splitlines()) == len(assumptions()) + 1
    assert all(line.count(",") >= 2 and len(line.split(",", 2)[2]) > 10 for line in text.splitlines()[1:])
