"""Sixty rounds of talks between one policy and one counterpart, and many runs of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist, mean, stdev

from homeward.planner.ladder import Kept
from homeward.planner.odds import Recorded
from homeward.planner.pool import Candidate, Direction, Pool, Wish
from homeward.simulator.policy.assumptions import assumed
from homeward.simulator.policy.climate import Climate, following, talks
from homeward.simulator.policy.counterpart import Counterpart
from homeward.simulator.policy.policies import Negotiator, Offer, Policy, negotiator

ROUNDS = 60
_START = date(2026, 1, 1)
_UNITS = 12
_ROUND = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over runs with its 95 per cent confidence interval (normal approximation)."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Deal:
    """Who was agreed on: within the count and outside it, each way."""

    ask: tuple[str, ...]
    give: tuple[str, ...]
    free_ask: tuple[str, ...] = ()
    free_give: tuple[str, ...] = ()


def compare(counterpart: Counterpart, policy: Policy, runs: int, seed: int, rounds: int = ROUNDS) -> list[Interval]:
    """People home after each round, over `runs` runs; the same seeds for every policy."""
    paths = [play(counterpart, policy, random.Random(f"{seed} {run}"), rounds) for run in range(runs)]
    return [interval([path[number] for path in paths]) for number in range(rounds)]


def interval(values: Sequence[float]) -> Interval:
    middle = mean(values)
    spread = stdev(values) / len(values) ** 0.5 if len(values) > 1 else 0.0
    reach = NormalDist().inv_cdf(0.975) * spread
    return Interval(middle, middle - reach, middle + reach)


def play(counterpart: Counterpart, policy: Policy, chance: random.Random, rounds: int) -> list[int]:
    """One run: how many of ours are home after each round."""
    world, side = _World(chance), negotiator(policy)
    climate, home, path = Climate.NORMAL, 0, []
    for number in range(rounds):
        world.begin(number)
        signed = False
        if talks(climate, world.luck):
            arrived, signed = _round(world, side, counterpart)
            home += arrived
        sent = () if signed else side.gesture(world.pool)
        world.remove(sent)
        climate = following(climate, world.weather, bool(sent))
        path.append(home)
    return path


class _World:
    """Who holds whom; the sources of chance are apart, so that every policy meets the same weather and captures."""

    def __init__(self, chance: random.Random) -> None:
        self.weather, self.luck, self.births = (random.Random(chance.random()) for _ in range(3))
        self.people: dict[str, Candidate] = {}
        self.blocked = f"unit {self.births.randrange(_UNITS)}"
        self.on = _START
        for way, name in ((Direction.RECEIVE, "ours_held"), (Direction.GIVE, "theirs_held")):
            for _ in range(int(assumed(name))):
                self.take(way, self.births.randrange(1, 1400))

    def take(self, way: Direction, days: int) -> None:
        born = self.births
        band = born.choices(("I", "II", "III", "IV"), (70, 20, 8, 2))[0]
        special = {"commander": 0.3 if band in ("III", "IV") else 0.0, "garrison_group": 0.1, "seriously_wounded": 0.05}
        categories = frozenset(name for name, share in special.items() if born.random() < share)
        id, unit = f"{way}-{len(self.people)}-{self.on:%y%j}-{born.randrange(10**6)}", f"unit {born.randrange(_UNITS)}"
        since = self.on - timedelta(days=days)
        self.people[id] = Candidate(id, way, categories, since, "", unit, band, wish=Wish.WISHES)

    def begin(self, number: int) -> None:
        self.on = _START + number * _ROUND
        if number:
            for way in Direction:
                for _ in range(int(assumed("taken_each_round"))):
                    self.take(way, 0)

    @property
    def pool(self) -> Pool:
        return Pool(tuple(self.people.values()), self.on)

    def remove(self, ids: Sequence[str]) -> None:
        for id in ids:
            self.people.pop(id, None)


def _round(world: _World, side: Negotiator, other: Counterpart) -> tuple[int, bool]:
    """Offers until one is signed, then its stages; how many came home, and whether anything was signed. Those outside
    the count cross whether the rest is signed or not."""
    answers: list[Recorded] = []
    home, signed = 0, False
    for offer in side.offers(world.pool):
        deal = _answered(world, offer, other, answers)
        home += len(deal.free_ask)
        signed = other.signs([world.people[id] for id in deal.give], [world.people[id] for id in deal.ask])
        world.remove((*deal.free_ask, *deal.free_give))
        if signed:
            home += _carried_out(world, deal, side, other)
            break
    side.told(answers, (), signed)
    return home, signed


def _answered(world: _World, offer: Offer, other: Counterpart, answers: list[Recorded]) -> Deal:
    """The offer without those refused: each may be replaced once, and the offered are trimmed in proportion."""
    agreed: list[str] = []
    there = [id for id in offer.ask if id in world.people]
    taken = set(there)
    for id in there:
        ready = next((one for one in offer.instead.get(id, ()) if one not in taken), None)
        for asked in (id, ready):
            if asked is None:
                continue
            taken.add(asked)
            answer = other.agrees(world.people[asked], world.blocked, world.luck)
            answers.append(answer)
            if answer.agreed:
                agreed.append(asked)
                break
    ask = tuple(id for id in agreed if id not in offer.outside)
    give = tuple(id for id in offer.give if id not in offer.outside)
    counted = [id for id in there if id not in offer.outside]
    kept = -(-len(give) * len(ask) // len(counted)) if counted else 0
    free = [tuple(id for id in ids if id in offer.outside and id in world.people) for ids in (agreed, offer.give)]
    return Deal(ask, give[:kept], *free)


def _carried_out(world: _World, deal: Deal, side: Negotiator, other: Counterpart) -> int:
    """Stage after stage until all crossed or a word is broken: then what we gave in it is lost and the deal ends."""
    ask, give, home = list(deal.ask), list(deal.give), 0
    while ask:
        size = side.stage(len(ask))
        share = -(-len(give) * size // len(ask))
        here, there = ask[:size], give[:share]
        ask, give = ask[size:], give[share:]
        world.remove(there)
        broken = other.breaks(len(there), world.luck)
        side.told((), (Kept(len(here), 0 if broken else len(here)),), signed=True)
        if broken:
            break
        world.remove(here)
        home += len(here)
    return home
