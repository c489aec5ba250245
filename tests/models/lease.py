"""Two parties, each with its own view of the lease, a clock each, and words under way between them.

A unit of time is the skew. Either party may try everything at any time; a word arrives late or never, but in order.
Whoever is on the road is off it within the time its notice says the way takes: that is the escort's part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

from tests.models.search import Found, Way, search

PARTIES = ("VRH", "ZLS")
START = datetime(2026, 11, 24, tzinfo=UTC)
UNIT = timedelta(minutes=10)
Word = tuple[Any, ...]  # ("notice", name, at) or ("act", Event)


@dataclass(frozen=True, slots=True)
class Plan:
    """A notice that may be given: by whom, its window in units, how long the way takes."""

    name: str
    mover: str
    since: int
    until: int
    takes: int = 1


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is tried: the notices, the last moment, the words under way at once."""

    plans: tuple[Plan, ...]
    last: int
    under_way: int = 2


@dataclass(frozen=True, slots=True)
class World:
    """What each party sees, the words under way to each, true time, each clock's error; who is on the road (-1:
    nobody) and since when."""

    views: tuple[Any, Any]
    letters: tuple[tuple[Word, ...], tuple[Word, ...]]
    given: frozenset[str]
    time: int
    errors: tuple[int, int]
    road: int = -1
    left: int = 0


class Model:
    """The model over `machine`, which is `homeward.channel.passage` or a copy of it with a rule broken."""

    def __init__(self, machine: Any, bounds: Bounds) -> None:
        self.machine, self.bounds = machine, bounds
        self.plans = {plan.name: plan for plan in bounds.plans}

    def run(self, most: int = 0) -> Found:
        starts = [World((None, None), ((), ()), frozenset(), 0, errors) for errors in ((0, 0), (0, 1), (1, 0))]
        return search(starts, self.ways, self.wrong, most)

    def clock(self, world: World, side: int) -> datetime:
        return START + UNIT * (world.time + world.errors[side])

    def wrong(self, world: World) -> str:
        """I7: whoever is on the road within its window is under the other's guarantee."""
        if world.road < 0:
            return ""
        other = 1 - world.road
        theirs, party = world.views[other], PARTIES[other]
        if theirs is None or theirs.mover == party or not self.machine.holds(theirs, party, self.clock(world, other)):
            return f"{PARTIES[world.road]} is on the road and {party} does not hold fire"
        return ""

    def ways(self, world: World) -> Iterator[Way[World]]:
        yield from self.ticks(world)
        for side in (0, 1):
            yield from self.arrivals(world, side)
            if len(world.letters[1 - side]) < self.bounds.under_way:
                yield from self.notices(world, side)
                yield from self.acts(world, side)

    def ticks(self, world: World) -> Iterator[Way[World]]:
        takes = max(plan.takes for plan in self.bounds.plans)
        if world.time < self.bounds.last and (world.road < 0 or world.time + 1 - world.left <= takes):
            yield "tick", replace(world, time=world.time + 1), ""

    def arrivals(self, world: World, side: int) -> Iterator[Way[World]]:
        if not world.letters[side]:
            return
        word, *rest = world.letters[side]
        letters = _put(world.letters, side, tuple(rest))
        for _, view, _ in self.take(world, side, word, 1 - side):
            yield f"hear {word[0]}", replace(world, views=_put(world.views, side, view), letters=letters), ""

    def notices(self, world: World, side: int) -> Iterator[Way[World]]:
        for plan in self.bounds.plans:
            if plan.mover == PARTIES[side] and plan.name not in world.given:
                word = ("notice", plan.name, self.clock(world, side))
                yield from self.say(replace(world, given=world.given | {plan.name}), side, word)

    def acts(self, world: World, side: int) -> Iterator[Way[World]]:
        view, acts, at = world.views[side], self.machine.Act, self.clock(world, side)
        if view is None:
            return
        for act, until in product(acts, (None, at + UNIT)):
            if until is None or act == acts.ACKNOWLEDGE:
                event = self.machine.Event(act, PARTIES[side], at, view.notice, "unit", until)
                yield from self.say(world, side, ("act", event))

    def say(self, world: World, side: int, word: Word) -> Iterator[Way[World]]:
        """What the sender's own machine lets it say is sent."""
        for moved, view, key in self.take(world, side, word, side):
            if not moved:
                yield key, world, "" if view == world.views[side] else f"I11: {key} changed the lease"
                continue
            letters = _put(world.letters, 1 - side, (*world.letters[1 - side], word))
            after = replace(world, views=_put(world.views, side, view), letters=letters)
            yield key, _on_the_road(after, side, key), ""

    def take(self, world: World, side: int, word: Word, by: int) -> Iterator[tuple[bool, Any, str]]:
        """What `word` of the party `by` does to the view of `side`."""
        view = world.views[side]
        if word[0] == "notice":
            plan = self.plans[word[1]]
            given = self.machine.Lease(
                plan.name,
                plan.mover,
                (PARTIES[1 - by],),
                START + UNIT * plan.since,
                START + UNIT * plan.until,
                UNIT * plan.takes,
            )
            refused = self.machine.refusal_of_notice(view, given, word[2])
            yield refused is None, view if refused else given, refused.key if refused else "passage_noticed"
        elif view is None:
            yield False, view, "nothing"
        else:
            done = self.machine.step(view, word[1])
            yield done.moved, done.lease, done.saying.key


def _put(pair: tuple[Any, Any], side: int, value: Any) -> tuple[Any, Any]:
    return (value, pair[1]) if side == 0 else (pair[0], value)


def _on_the_road(world: World, side: int, key: str) -> World:
    if key == "passage_departed":
        return replace(world, road=side, left=world.time)
    return replace(world, road=-1, left=0) if key == "passage_arrived" else world
