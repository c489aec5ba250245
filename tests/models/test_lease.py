"""Safe passage, searched: whoever is on the road within its window is under the other side's guarantee (I7)."""

from __future__ import annotations

import pytest

from homeward.channel import passage
from homeward.channel.passage import force, light, machine, state
from tests.models.lease import Bounds, Model, Plan
from tests.models.search import broken

SMALL = Bounds((Plan("n1", "VRH", 1, 2), Plan("n2", "VRH", 1, 3)), last=3, under_way=1)
BOTH = Bounds((Plan("n1", "VRH", 2, 4), Plan("n3", "ZLS", 1, 2)), last=3, under_way=1)
SENTENCES = {
    "passage_noticed",
    "passage_acknowledged",
    "passage_end_asked",
    "passage_ended",
    "passage_departed",
    "passage_checked_in",
    "passage_arrived",
    "passage_ended_before",
    "passage_notice_over",
    "passage_acknowledged_before",
    "passage_only_mover",
    "passage_on_the_road",
    "passage_not_on_the_road",
    "passage_not_in_force",
    "passage_too_late",
    "passage_window_empty",
}


def test_nobody_is_on_the_road_unguaranteed_and_every_answer_is_reached() -> None:
    found = Model(passage, SMALL).run()
    assert found.wrong == ""
    assert found.whole
    assert found.states > 25_000
    assert found.done >= SENTENCES


def test_notices_of_both_sides_that_cross_endanger_nobody() -> None:
    found = Model(passage, BOTH).run(most=20_000)
    assert found.wrong == ""


RULES = {
    "an acknowledgement of this very notice": (machine, "if event.of != lease.notice:", "if False:"),
    "only the mover ends it": (machine, "if not lease.revoking or event.by != lease.mover:", "if not lease.revoking:"),
    "the guarantee is wider than the window by the skew": (
        force,
        "return lease.since - CLOCK_SKEW <= at <= min(lease.until, own.until) + CLOCK_SKEW",
        "return lease.since <= at <= min(lease.until, own.until)",
    ),
    "never agree on the road": (machine, "    if lease.on_the_road:\n        return", "    if False:\n        return"),
    "no other notice on the road": (machine, "if standing.on_the_road:", "if False:"),
    "a guarantor does not replace what it holds": (machine, "and binding(standing, at - CLOCK_SKEW)", "and False"),
    "nor while its clock is ahead": (machine, "binding(standing, at - CLOCK_SKEW)", "binding(standing, at)"),
    "everybody acknowledges": (force, "not lease.ended and not lease.waiting and", "not lease.ended and"),
    "an acknowledgement lapses": (state, "min((self.until, *(one.until for one in self.acknowledged)))", "self.until"),
    "an ended one is over": (machine, "if lease.ended:\n        return refused", "if False:\n        return _refused"),
    "the way fits into the window": (machine, "if event.at + lease.takes > lease.closes:", "if False:"),
}
OF_THE_GUARANTOR = {"a guarantor does not replace what it holds", "nor while its clock is ahead"}
# An ended lease is caught twice, by step and by in_force: both must be broken before anybody is in danger.
DOUBLED = {"an ended one is over": (force, "return not lease.ended and not", "return not")}


@pytest.mark.parametrize("rule", RULES)
def test_a_broken_rule_endangers_somebody(rule: str) -> None:
    rules = [RULES[rule], *([DOUBLED[rule]] if rule in DOUBLED else [])]
    copy = broken(rules, (state, force, machine, light, passage))
    assert Model(copy, BOTH if rule in OF_THE_GUARANTOR else SMALL).run().wrong


@pytest.mark.soak
@pytest.mark.parametrize(
    "bounds",
    [
        Bounds((Plan("n1", "VRH", 1, 3), Plan("n2", "VRH", 2, 4)), last=6, under_way=2),
        Bounds((Plan("n1", "VRH", 1, 3), Plan("n2", "VRH", 2, 4), Plan("n3", "ZLS", 1, 3)), last=5, under_way=2),
    ],
)
def test_half_a_million_states_each_endanger_nobody(bounds: Bounds) -> None:
    found = Model(passage, bounds).run(most=600_000)
    assert found.wrong == ""
    assert found.states >= 500_000
