"""Where a mediator keeps time, what is sealed at one end never lapses at another, whatever clocks and carriers do."""

from __future__ import annotations

import pytest

from homeward.channel import deal
from homeward.channel.deal import bargain, course, machine, state
from tests.models.search import broken
from tests.models.timekept import Model

USERS = (state, bargain, course, machine, deal)


@pytest.mark.parametrize("salt", ["one", "two"])
def test_what_is_sealed_at_one_end_never_lapses_at_another(salt: str) -> None:
    model = Model(deal, salt)
    found = model.run(3)
    assert (found.wrong, found.whole) == ("", True)
    assert found.states > 11_000
    assert model.states == {"offered", "accepted", "confirmed", "sealed", "withdrawn", "declined", "lapsed"}


RULES = {
    "a postmark after the time seals nothing": (bargain, "mark is not None and mark > deal.exp", "False"),
    "no seal before the postmarks": (bargain, "if confirmed.awaits:", "if False:"),
    "no clock of an end decides": (state, "not self.timekeeper and at > self.exp", "at > self.exp"),
    "only who keeps time says that none came": (machine, '"lapse": (deal.timekeeper,)', '"lapse": deal.parties'),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_broken_rule_is_found_out(rule: str) -> None:
    copy = broken([RULES[rule]], USERS)
    assert any(Model(copy, salt).run(4, most=60_000).wrong for salt in ("one", "two"))


def test_a_mediator_who_has_not_read_what_it_postmarked_must_not_say_that_none_came() -> None:
    assert any(Model(deal, salt, hasty=True).run(3).wrong for salt in ("one", "two", "three"))


@pytest.mark.soak
@pytest.mark.parametrize("salt", ["one", "two"])
def test_long_schedules_never_seal_and_lapse(salt: str) -> None:
    model = Model(deal, salt)
    found = model.run(5, most=400_000)
    assert found.wrong == ""
    assert found.states >= 400_000
    assert "started" in model.states
