"""Long random walks through larger crossings and leases than can be searched whole; what fails is made small."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from homeward.channel import passage
from homeward.handover import operation
from homeward.handover.operation import Operation, Stage
from tests.models.crossing import SIDES
from tests.models.crossing import Model as Crossing
from tests.models.lease import Bounds, Plan, World
from tests.models.lease import Model as Lease

BOUNDS = Bounds(
    (Plan("n1", "VRH", 1, 4, 2), Plan("n2", "VRH", 3, 7), Plan("n3", "ZLS", 2, 6), Plan("n4", "ZLS", 5, 9)), 12, 3
)
PLACES = ("", "bridge", "port")


class CrossingWalk(RuleBasedStateMachine):
    """Anybody does anything in an operation of up to four stages, two of them at once, people of unlike weight."""

    @initialize(
        sizes=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=4),
        rounds=st.integers(0, 1),
        step=st.integers(1, 4),
        weights=st.lists(st.integers(0, 3), min_size=16, max_size=16),
        observer=st.sampled_from(["", "ICRC"]),
    )
    def plan(self, sizes: list[tuple[int, int]], rounds: int, step: int, weights: list[int], observer: str) -> None:
        stages = tuple(
            Stage(
                number,
                tuple(f"a{number}{n}" for n in range(ours)),
                tuple(f"x{number}{n}" for n in range(theirs)),
                PLACES[number % 2] if rounds else "",
                (number + 1) // 2 if rounds else 0,
            )
            for number, (ours, theirs) in enumerate(sizes, start=1)
        )
        people = [id for stage in stages for id in (*stage.receive, *stage.give)]
        new = Operation("op", SIDES, stages, observer=observer, step=step)
        self.now = replace(new, weights=tuple(zip(people, weights, strict=False)))
        self.model = Crossing(self.now, operation.step)
        self.events = self.model.events()

    @rule(data=st.data())
    def act(self, data: st.DataObject) -> None:
        ways = [way for way in self.model.ways(self.now, self.events) if way[1] != self.now or way[2]]
        if ways:
            _, self.now, complaint = data.draw(st.sampled_from(ways))
            assert not complaint

    @invariant()
    def holds(self) -> None:
        if hasattr(self, "model"):
            assert not self.model.wrong(self.now)


class LeaseWalk(RuleBasedStateMachine):
    """Notices of both sides, words under way, two clocks."""

    @initialize(errors=st.sampled_from([(0, 0), (0, 1), (1, 0)]))
    def begin(self, errors: tuple[int, int]) -> None:
        self.model = Lease(passage, BOUNDS)
        self.world = World((None, None), ((), ()), frozenset(), 0, errors)

    @rule(data=st.data())
    def act(self, data: st.DataObject) -> None:
        ways = [way for way in self.model.ways(self.world) if way[1] != self.world or way[2]]
        if ways:
            _, self.world, complaint = data.draw(st.sampled_from(ways))
            assert not complaint

    @invariant()
    def holds(self) -> None:
        if hasattr(self, "model"):
            assert not self.model.wrong(self.world)


TestCrossingWalk = CrossingWalk.TestCase
TestCrossingWalk.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
TestLeaseWalk = LeaseWalk.TestCase
TestLeaseWalk.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
