"""Offers of parties, and the rings and chains they close in: who releases whom to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from homeward.errors import HomewardError
from homeward.planner.barter.exchange import Exchange, Limits
from homeward.planner.barter.generate import Progress
from homeward.planner.barter.graph import ABSENT, Graph
from homeward.planner.barter.search import Plan, best_plan
from homeward.words import Saying, saying


class BadOffers(HomewardError):
    """The offers contradict each other."""


@dataclass(frozen=True, slots=True)
class Offer:
    """`party` releases the people `releases`, all of them, if in return all people of one of the groups in `claims`
    are released to it. Without claims it asks for nothing: a chain may begin here."""

    id: str
    party: str
    releases: frozenset[str]
    claims: tuple[frozenset[str], ...] = ()

    def serves(self, other: Offer) -> bool:
        """Whether the people released here are all of a group claimed there."""
        return self.party != other.party and any(claim <= self.releases for claim in other.claims)


@dataclass(frozen=True, slots=True)
class Release:
    """`people` whom `giver` releases to `taker` by the offer `offer`."""

    offer: str
    giver: str
    taker: str
    people: frozenset[str]

    @property
    def said(self) -> Saying:
        return saying("planner.barter", "release", giver=self.giver, taker=self.taker, number=len(self.people))


@dataclass(frozen=True, slots=True)
class Closure:
    """Releases that stand or fall together: a ring (`closed`), in which every party receives for what it gives, or a
    chain, which one party begins without a claim."""

    releases: tuple[Release, ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """The rings and chains in which the most people are released, the plan they come from with its proof."""

    closures: tuple[Closure, ...]
    plan: Plan

    @property
    def people(self) -> int:
        """How many people are released."""
        return sum(len(release.people) for one in self.closures for release in one.releases)


@dataclass(frozen=True, slots=True)
class WhyOut:
    """Why an offer is in no ring or chain: a sentence, and how many people fewer would be released with it in (None
    where it can be in none)."""

    said: Saying
    fewer: int | None


def propose(
    offers: tuple[Offer, ...],
    limits: Limits,
    *,
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Proposal:
    """The rings and chains of these offers, within `limits`, in which the most people are released; `stop` and
    `progress` as in `best_plan`. Raises BadOffers."""
    plan = best_plan(graph(offers), limits, stop=stop, progress=progress)
    return Proposal(tuple(_closure(offers, one) for one in plan.exchanges), plan)


def why_out(offers: tuple[Offer, ...], limits: Limits, proposal: Proposal, id: str) -> WhyOut:
    """Why the offer `id` is not in the proposal, by solving again with it in; raises BadOffers if there is none."""
    whole = graph(offers)
    if id not in whole.names:
        raise BadOffers(f"There is no offer {id}.")
    place = whole.names.index(id)
    if not np.isfinite(whole.weights[place]).any():
        return WhyOut(_say("nobody_claims"), None)
    if offers[place].claims and not np.isfinite(whole.weights[:, place]).any():
        return WhyOut(_say("nobody_releases"), None)
    prize = 1.0 + sum(len(one.releases) for one in offers)
    weights = whole.weights.copy()
    if offers[place].claims:
        weights[:, place] += prize  # whatever reaches this offer is worth more than all the rest
    else:
        weights[place] += prize
    forced = best_plan(replace(whole, weights=weights), limits)
    if forced.value < prize:
        return WhyOut(_say("closes_nowhere"), None)
    fewer = round(proposal.plan.value - (forced.value - prize))
    return WhyOut(_say("alike" if fewer == 0 else "costs", number=fewer), fewer)


def graph(offers: tuple[Offer, ...]) -> Graph:
    """The graph of the offers; an arc counts the people released along it. Raises BadOffers."""
    _refuse(offers)
    weights = np.full((len(offers), len(offers)), ABSENT)
    for first, one in enumerate(offers):
        for second, other in enumerate(offers):
            if one.serves(other):
                weights[first, second] = len(one.releases)
    starters = frozenset(place for place, one in enumerate(offers) if not one.claims)
    return Graph(weights, starters, tuple(one.id for one in offers))


def _refuse(offers: tuple[Offer, ...]) -> None:
    if any(number > 1 for number in Counter(one.id for one in offers).values()):
        raise BadOffers("Two offers have the same name.")
    if any(number > 1 for number in Counter(person for one in offers for person in one.releases).values()):
        raise BadOffers("A person is released in two offers.")
    if any(not one.releases or not all(one.claims) for one in offers):
        raise BadOffers("An offer releases somebody, and each of its claims names somebody.")


def _closure(offers: tuple[Offer, ...], one: Exchange) -> Closure:
    arcs = ((offers[source], offers[target]) for source, target in one.arcs)
    releases = (Release(giver.id, giver.party, taker.party, giver.releases) for giver, taker in arcs)
    return Closure(tuple(releases), one.closed)


def _say(key: str, **values: str | int) -> Saying:
    return saying("planner.barter", key, **values)
