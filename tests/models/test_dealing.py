"""The deal, searched: whatever the order in which messages arrive, no side sees taken back what it saw bound."""

from __future__ import annotations

from types import ModuleType

import pytest

from homeward.channel import deal
from homeward.channel.deal import DealState, bargain, course, machine, state
from tests.models.dealing import Model
from tests.models.search import broken

REFUSALS = {
    "deal_cannot_withdraw",
    "deal_no_such_day",
    "deal_not_sealed",
    "deal_not_standing",
    "deal_not_started",
    "deal_not_your_turn",
    "deal_nothing_to_confirm",
    "deal_nothing_to_dispute",
    "deal_own_offer",
}
MOVES = {
    "deal_accepted",
    "deal_closed",
    "deal_countered",
    "deal_day_proposed",
    "deal_declined",
    "deal_disputed",
    "deal_scheduled",
    "deal_sealed",
    "deal_started",
    "deal_withdrawn",
}
RULINGS = {"deal_ruled_continue", "deal_ruled_end", "deal_not_the_mediator", "deal_nothing_to_rule", "deal_not_a_party"}


@pytest.mark.parametrize("salt", ["one", "two"])
def test_from_the_offer_on_nothing_is_taken_back(salt: str) -> None:
    found = Model(deal, salt).run(6)
    assert found.wrong == ""
    assert found.states > 1_500


def test_from_the_sealed_deal_on_nothing_is_taken_back_and_every_end_and_every_answer_is_reached() -> None:
    early, late = Model(deal, "one"), Model(deal, "one", mediator=True)
    assert early.run(6).wrong == late.run(6, sealed=True).wrong == ""
    closing = Model(deal, "one", kinds=("start", "close", "dispute"))
    assert closing.run(7, sealed=True).wrong == ""
    reached = early.states | late.states | closing.states
    assert reached == {state.value for state in DealState} - {
        "lapsed",
        "confirmed",
    }  # reached where a mediator keeps time
    assert early.tried | late.tried | closing.tried == REFUSALS | MOVES | RULINGS


def test_nobody_is_promised_in_two_deals() -> None:
    model = Model(deal, "one", deals=("d1", "d2"))
    assert model.run(6).wrong == ""
    assert "deal_person_promised" in model.tried


USERS = (state, bargain, course, machine, deal)
BROKEN_RULES = [
    (
        bargain,
        'if event.by == deal.offered_by:\n        return refused(deal, "own_offer")',
        "if False:\n        pass",
        {},
    ),
    (bargain, "DealState.ACCEPTED and event.by == deal.offered_by)", "DealState.ACCEPTED)", {}),
    (machine, "if deal.lapsed(event.at):", "if False:", {}),
    (course, 'event.text("on") and one.by != event.by)', 'event.text("on"))', {"sealed": True}),
    (course, "or event.by in deal.started:", ":", {"sealed": True}),
    (course, "on=event.id, started=frozenset())", "on=event.id)", {"sealed": True}),
    (course, "if started == set(deal.parties) else deal.state", "", {"sealed": True}),
    (
        machine,
        "if deal.before is not None and event.kind in _MEANWHILE:",
        "if False:",
        {"mediator": True, "kinds": ("start", "dispute", "ruling")},
    ),
    (
        machine,
        '"ruling": deal.mediators,',
        '"ruling": (*deal.mediators, *deal.parties),',
        {"mediator": True},
    ),
    (machine, "if any(one.people & deal.people for one in others):", "if False:", {"deals": ("d1", "d2")}),
]


@pytest.mark.parametrize(("module", "rule", "instead", "how"), BROKEN_RULES)
def test_a_broken_rule_is_found_out(module: ModuleType, rule: str, instead: str, how: dict[str, object]) -> None:
    options = {key: value for key, value in how.items() if key != "sealed"}
    copy, sealed = broken([(module, rule, instead)], USERS), "sealed" in how or "mediator" in how
    models = [Model(copy, salt, **options) for salt in ("one", "two")]  # type: ignore[arg-type]
    assert any(model.run(7, sealed=sealed, most=20_000).wrong for model in models)


@pytest.mark.soak
@pytest.mark.parametrize("salt", ["one", "two", "three"])
@pytest.mark.parametrize(("messages", "sealed"), [(7, False), (9, True)])
def test_long_schedules_take_nothing_back(salt: str, messages: int, sealed: bool) -> None:
    found = Model(deal, salt, mediator=sealed).run(messages, most=150_000, sealed=sealed)
    assert found.wrong == ""
