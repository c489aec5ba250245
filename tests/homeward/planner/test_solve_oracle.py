"""The planner against an oracle that writes every rule down for every person by hand, without any of its shortcuts."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from homeward.planner.explain import why_in, why_not
from homeward.planner.package import Planning
from homeward.planner.pool import UNWELL, VULNERABLE, Candidate, Direction, Pool, Wish, points
from homeward.planner.solve import model as lp
from homeward.planner.solve.levels import NoPackage
from homeward.planner.terms import Parity, Terms

ON = date(2026, 11, 24)
Weight = Callable[[Candidate], float]
INF = lp.INFINITY


def somebody(chance: random.Random, number: int) -> Candidate:
    return Candidate(
        id=f"p{number}",
        direction=chance.choice(list(Direction)),
        categories=frozenset(name for name in ("woman", "civilian", "seriously_sick") if chance.random() < 0.2),
        held_from=date(chance.choice([2023, 2024, 2025]), chance.choice([1, 6]), 1),
        place=f"place {chance.randrange(5)}",
        unit=f"unit {chance.randrange(4)}",
        rank_band=chance.choice(["I", "II", "III"]),
        condition=chance.choice(["good", "sick"]),
        wish=Wish.WISHES,
        group=f"family {chance.randrange(40)}" if chance.random() < 0.2 else "",
        acceptance=chance.choice([50, 70, 90]),
        region=f"region {chance.randrange(3)}",
    )


def agreed(chance: random.Random) -> Terms:
    return Terms(
        chance.randint(3, 12),
        chance.randint(3, 12),
        chance.choice(list(Parity)),
        tolerance=chance.randint(0, 2),
        ratio=(chance.randint(1, 3), chance.randint(1, 3)),
        carried=chance.randint(-1, 1),
        most_places=chance.randint(0, 3),
        most_camps=chance.randint(0, 2),
        unit_share=chance.choice([0, 40, 60]),
        stretchers=chance.randint(0, 3),
        odds=chance.choice([0, 65]),
        civilians=chance.random() < 0.3,
        per_day=chance.choice([0, 5]),
        days=2,
    )


class WrittenOut:
    """One 0/1 column a person, one row a rule, and the levels one after the other."""

    def __init__(self, people: list[Candidate], terms: Terms) -> None:
        self.people, self.terms, self.model = people, terms, lp.Model(maximize=True, gap=0.999)
        names = sorted({one.place for one in people})
        self.visits = [(way.value, name) for way in Direction for name in names]
        self.homes = [
            (key, name) for key in ("unit", "region") for name in sorted({getattr(one, key) for one in people})
        ]
        self.extra = {key: len(people) + n for n, key in enumerate([*self.visits, *self.homes, ("owed", "")])}
        self.width = len(people) + len(self.extra)
        tops = np.ones(self.width)
        tops[self.extra["owed", ""]] = 1e4
        self.model.add_columns(np.zeros(self.width), np.zeros(self.width), tops, lp.empty_lines(self.width))
        self.model.whole(np.arange(self.width, dtype=np.int32))

    def row(self, weight: Weight, low: float, high: float, more: dict[int, float] | None = None) -> None:
        entries = [(place, float(weight(one))) for place, one in enumerate(self.people)] + list((more or {}).items())
        self.model.add_rows(np.array([low]), np.array([high]), lp.lines([[pair for pair in entries if pair[1]]]))

    def numbers(self) -> None:
        terms = self.terms
        self.row(inside, 0, terms.most_received)
        self.row(outside, 0, terms.most_given)
        for way in Direction:
            if terms.stretchers:
                self.row(lambda one, way=way: one.art_109 * (one.direction is way), 0, terms.stretchers)
            if terms.per_day:
                self.row(lambda one, way=way: one.direction is way, 0, terms.per_day * terms.days)
        if terms.unit_share:
            for name in {one.unit for one in self.people}:
                self.row(lambda one, name=name: inside(one) * (100 * (one.unit == name) - terms.unit_share), -INF, 0)
        if terms.odds:
            self.row(lambda one: received(one) * (one.acceptance - terms.odds), 0, INF)
        if terms.civilians:
            self.row(lambda one: (inside(one) - outside(one)) * ("civilian" in one.categories), 0, 0)

    def parity(self) -> None:
        terms, slack, ahead = self.terms, self.terms.tolerance, self.terms.carried
        first, second = terms.ratio
        if terms.parity is Parity.COUNT:
            self.row(lambda one: inside(one) - outside(one), -slack - ahead, slack - ahead)
        if terms.parity is Parity.POINTS:
            weight = points()
            self.row(lambda one: (inside(one) - outside(one)) * weight[one.rank_band], -slack - ahead, slack - ahead)
        if terms.parity is Parity.RATIO:
            low, high = (-slack - ahead) * second, (slack - ahead) * second
            self.row(lambda one: second * inside(one) - first * outside(one), low, high)
        if terms.parity is Parity.CATEGORY:
            for name in ("woman", "civilian", "seriously_sick"):
                self.row(lambda one, name=name: (inside(one) - outside(one)) * (name in one.categories), -slack, slack)

    def places(self) -> None:
        limits = {Direction.RECEIVE.value: self.terms.most_places, Direction.GIVE.value: self.terms.most_camps}
        for way, most in limits.items():
            if not most:
                continue
            self.row(lambda one: 0, 0, most, {self.extra[visit]: 1.0 for visit in self.visits if visit[0] == way})
            for place, one in enumerate(self.people):
                if one.direction == way:
                    self.row(lambda _: 0, -INF, 0, {place: 1.0, self.extra[way, one.place]: -1.0})

    def families(self) -> None:
        for id in self.terms.named:
            self.row(lambda one, id=id: one.id == id, 1, 1)
        first: dict[str, int] = {}
        for place, one in enumerate(self.people):
            if one.group and first.setdefault(one.group, place) != place:
                self.row(lambda _: 0, 0, 0, {first[one.group]: 1.0, place: -1.0})

    def homecoming(self) -> None:
        for sign in (1, -1):
            owed = {self.extra["owed", ""]: -1.0}
            self.row(lambda one, s=sign: s * (inside(one) - outside(one)), -INF, -sign * self.terms.carried, owed)
        for key, name in self.homes:
            from_here: Weight = lambda one, key=key, name=name: received(one) and getattr(one, key) == name  # noqa: E731
            self.row(from_here, 0, INF, {self.extra[key, name]: -1.0})

    def levels(self) -> list[int] | None:
        for rules in (self.numbers, self.parity, self.places, self.families, self.homecoming):
            rules()
        found = []
        for weight, more in self.goals():
            costs = np.zeros(self.width)
            costs[: len(self.people)] = [weight(one) for one in self.people]
            costs[list(more)] = list(more.values())
            self.model.costs(np.arange(self.width, dtype=np.int32), costs)
            answer = self.model.run()
            if not answer.found:
                return None
            found.append(abs(round(answer.objective)))
            self.row(weight, round(answer.objective), INF, more)
        return found

    def goals(self) -> list[tuple[Weight, dict[int, float]]]:
        homes = {key: {self.extra[home]: 1.0 for home in self.homes if home[0] == key} for key in ("unit", "region")}
        return [
            (lambda one: one.outside_counts, {}),
            (lambda one: received(one) and one.condition in UNWELL, {}),
            (lambda one: received(one) and bool(one.categories & VULNERABLE), {}),
            (lambda one: inside(one) * (one.months(ON) + 1), {}),
            (lambda one: 0, homes["unit"]),
            (lambda one: 0, homes["region"]),
            (lambda one: 0, {self.extra["owed", ""]: -1.0}),
            (lambda one: received(one) * one.acceptance, {}),
            (lambda one: 0, {}),
            (lambda one: -outside(one), {}),
        ]


def received(one: Candidate) -> bool:
    return one.direction is Direction.RECEIVE


def inside(one: Candidate) -> bool:
    return received(one) and not one.outside_counts


def outside(one: Candidate) -> bool:
    return not received(one) and not one.outside_counts


@pytest.mark.parametrize("seed", range(30))
def test_the_planner_reaches_what_every_rule_written_out_reaches(seed: int) -> None:
    chance = random.Random(seed)
    people, terms = [somebody(chance, number) for number in range(45)], agreed(chance)
    expected = WrittenOut(people, terms).levels()
    if expected is None:
        with pytest.raises(NoPackage):
            Planning(Pool(tuple(people), ON), terms).best()
        return
    found = Planning(Pool(tuple(people), ON), terms).best()
    assert [level.value for level in found.levels] == expected
    assert found.proven


@pytest.mark.parametrize("seed", range(100, 108))
def test_an_explanation_says_what_solving_with_that_person_says(seed: int) -> None:
    chance = random.Random(seed)
    people, terms = [somebody(chance, number) for number in range(45)], agreed(chance)
    planning = Planning(Pool(tuple(people), ON), terms)
    try:
        package = planning.best()
    except NoPackage:
        return
    outside = [one.id for one in people if one.id not in package.everybody]
    for id, told in [(id, why_not(planning, package, id, 30)) for id in outside[:3]]:
        expected = WrittenOut(people, replace(terms, named=frozenset({id}))).levels()
        then = {change.key: change.then for change in told.changes}
        answered = told.changes or told.sayings[-1].key == "why_not_alike"
        assert (expected is None) == (not answered)
        if expected is not None:
            assert [then.get(level.key, level.value) for level in package.levels] == expected
    for id, told in [(id, why_in(planning, package, id, 30)) for id in package.receive[:3]]:
        group = next(one.group for one in people if one.id == id)
        others = [one for one in people if one.id != id and not (group and one.group == group)]
        then = {change.key: change.then for change in told.changes}
        assert [then.get(level.key, level.value) for level in package.levels] == WrittenOut(others, terms).levels()
