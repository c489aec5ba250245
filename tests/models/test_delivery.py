"""I1 to I4 on the real transcript: nothing is lost, all orders come to the same, each fork is proved, twice is once."""

from __future__ import annotations

import pytest

from homeward.channel import chains, parking, transcript
from tests.models.delivery import Model, talk
from tests.models.search import broken

USERS = (chains, parking, transcript)


def test_in_every_order_nothing_is_lost_all_ends_agree_and_the_fork_is_proved() -> None:
    tried, wrong = Model(transcript, talk()[:5]).run()
    assert (tried, wrong) == (120, "")


@pytest.mark.soak
def test_in_every_order_of_more_messages_too() -> None:
    tried, wrong = Model(transcript, talk()).run()
    assert (tried, wrong) == (720, "")


RULES = {
    "all that waited is released": (
        parking,
        "self._waiting.pop(id, []))",
        "self._waiting.pop(id, [])[:1])",
        ("I1", "I2"),
    ),
    "what was released releases others": (transcript, "arrived.append(message.id)", "pass", ("I1", "I2")),
    "one order at every end": (
        chains,
        "sorted(self._held.values(), key=lambda message: (self._depth[message.id], message.id))",
        "list(self._held.values())",
        ("I2",),
    ),
    "a place filled twice is a fork": (
        chains,
        "if len(filled) > 1:\n            self._forked",
        "if False:\n            self._forked",
        ("I2", "I3"),
    ),
    "both branches are kept as proof": (
        chains,
        "items() if len(ids) > 1)\n        return tuple(Fork",
        "items() if len(ids) > 2)\n        return tuple(Fork",
        ("I3",),
    ),
    "what is here is known": (
        transcript,
        "if message.id in self.chains or message.id in self._parking:",
        "if False:",
        ("I4",),
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_broken_rule_is_found_out(rule: str) -> None:
    module, text, instead, invariants = RULES[rule]
    copy = broken([(module, text, instead)], USERS)
    model = Model(transcript, talk()[:5])
    model.machine = copy
    assert model.run()[1].startswith(invariants)
