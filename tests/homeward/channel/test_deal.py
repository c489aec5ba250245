"""The deal machine: its rules one by one. Every schedule of two honest sides is searched in `tests/models`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from homeward.canonical import Value
from homeward.channel.deal import Deal, DealState, Event, Lapse, opened, overdue, step, step_among
from tests.homeward.channel.parties import AT, EXP, IVAN, PETR

SIDES = ("VRH", "ZLS")
TERMS = {"deal": "d1", "terms": {}, "give": [PETR], "receive": [IVAN]}
OFFER = Event("offer", "VRH", "o", AT, EXP, TERMS)


def event(kind: str, by: str, on: str = "o", id: str = "x", late: bool = False) -> Event:
    data = {**TERMS, "on": on} if kind == "counter" else {"deal": "d1", "on": on, "day": "2026-12-01"}
    return Event(kind, by, id, EXP + timedelta(seconds=1) if late else AT, EXP, data)


def run(*events: Event) -> Deal:
    deal = opened(OFFER, SIDES, ("MDL",))
    for one in events:
        deal = step(deal, one).deal
    return deal


ACCEPTED = (event("accept", "ZLS", id="a"),)
SEALED = (*ACCEPTED, event("confirm", "VRH", on="a", id="c"))
STARTED = (*SEALED, event("start", "VRH", on="c"), event("start", "ZLS", on="c"))
SCHEDULED = (*SEALED, event("schedule", "VRH", on="c", id="s"), event("schedule_agree", "ZLS", on="s", id="g"))
DISPUTED = (*SEALED, event("dispute", "ZLS"))


def ruling(outcome: str, by: str = "MDL") -> Event:
    data: dict[str, Value] = {"deal": "d1", "outcome": outcome}
    return Event("ruling", by, "r", AT, EXP, data)


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ((), "offered"),
        (ACCEPTED, "accepted"),
        (SEALED, "sealed"),
        ((*SEALED, event("start", "VRH", on="c")), "sealed"),
        (STARTED, "started"),
        ((*STARTED, event("close", "VRH")), "started"),
        ((*STARTED, event("close", "VRH"), event("close", "ZLS")), "closed"),
        ((event("decline", "ZLS"),), "declined"),
        ((event("withdraw", "VRH"),), "withdrawn"),
        ((event("withdraw", "ZLS"),), "withdrawn"),
        ((*ACCEPTED, event("withdraw", "VRH", on="a")), "withdrawn"),
        (DISPUTED, "disputed"),
        ((*SEALED, event("schedule", "VRH", on="c")), "sealed"),
        (SCHEDULED, "scheduled"),
        ((*SCHEDULED, event("start", "VRH", on="g"), event("start", "ZLS", on="g")), "started"),
        ((*DISPUTED, ruling("continue")), "sealed"),
        ((*DISPUTED, ruling("end")), "ruled"),
    ],
)
def test_a_deal_moves(events: tuple[Event, ...], state: str) -> None:
    assert run(*events).state == state


@pytest.mark.parametrize(
    ("before", "move", "why"),
    [
        ((), event("accept", "VRH"), "cannot answer"),
        ((), event("accept", "ZLS", on="other"), "not the standing offer"),
        ((), event("accept", "MDL"), "Only the two parties"),
        ((), event("accept", "ZLS", late=True), "after the offer had run out"),
        ((), event("confirm", "VRH"), "no acceptance"),
        ((), event("start", "VRH"), "not sealed"),
        ((), event("note", "VRH"), "does not move"),
        ((), event("dispute", "VRH"), "Nothing is agreed"),
        (ACCEPTED, event("confirm", "ZLS", on="a"), "Only the side that made the offer"),
        (ACCEPTED, event("confirm", "VRH", on="a", late=True), "after the offer had run out"),
        (ACCEPTED, event("withdraw", "ZLS", on="a"), "too late to withdraw"),
        (ACCEPTED, event("counter", "ZLS"), "not the standing offer"),
        (SEALED, event("withdraw", "VRH", on="c"), "too late to withdraw"),
        (SEALED, event("close", "VRH"), "not been started"),
        ((event("withdraw", "VRH"),), event("accept", "ZLS"), "not the standing offer"),
        ((), event("withdraw", "VRH", late=True), "after the offer had run out"),
        ((), event("schedule", "VRH"), "not sealed"),
        (SCHEDULED[:3], event("schedule_agree", "VRH", on="s"), "No date of the other side"),
        (SCHEDULED, event("start", "VRH", on="c"), "not sealed, or another"),
        (DISPUTED, ruling("continue", "VRH"), "Only the mediator"),
        (DISPUTED, ruling("perhaps"), "neither continue nor end"),
        (SEALED, ruling("end"), "no dispute to rule on"),
    ],
)
def test_a_move_out_of_turn_changes_nothing_and_says_why(before: tuple[Event, ...], move: Event, why: str) -> None:
    deal = run(*before)
    result = step(deal, move)
    assert (result.deal, result.moved) == (deal, False)
    assert why in result.saying.in_language("en")


def test_a_counter_proposal_turns_the_deal_round() -> None:
    deal = run(event("counter", "ZLS", id="k"))
    assert (deal.state, deal.offered_by, deal.on) == ("offered", "ZLS", "k")
    assert step(deal, event("accept", "VRH", on="k", id="a")).deal.state == DealState.ACCEPTED


def test_an_offer_lapses_when_nobody_confirms() -> None:
    assert run().state_at(EXP) == DealState.OFFERED
    assert run(*ACCEPTED).state_at(EXP + timedelta(seconds=1)) == DealState.LAPSED
    assert run(*SEALED).state_at(EXP + timedelta(days=99)) == DealState.SEALED


def test_a_date_is_one_when_both_have_signed_it() -> None:
    assert run(*SCHEDULED[:3]).day is None
    day = run(*SCHEDULED).day
    assert day is not None
    assert (day.by, day.day) == ("VRH", "2026-12-01")


def test_a_start_under_way_when_the_dispute_came_is_kept() -> None:
    late = (*STARTED[:3], event("dispute", "VRH"), STARTED[3], ruling("continue"))
    assert run(*late).state == DealState.STARTED


def test_nobody_is_promised_in_two_deals() -> None:
    deals = {"d1": run(*ACCEPTED), "d2": replace(run(), id="d2")}
    refused = step_among(deals, "d2", event("accept", "ZLS"))
    assert not refused.moved
    assert "bound by another deal" in refused.saying.in_language("en")
    assert step_among({**deals, "d1": run(event("decline", "ZLS"))}, "d2", event("accept", "ZLS")).moved


def test_a_lapsed_acceptance_binds_nobody() -> None:
    late = EXP + timedelta(hours=1)
    deals = {"d1": run(*ACCEPTED), "d2": replace(run(), id="d2", exp=late + timedelta(days=1))}
    assert step_among(deals, "d2", replace(event("accept", "ZLS"), at=late)).moved


KEPT = replace(OFFER, data={**TERMS, "terms": {"timekeeper": "MDL"}})
"""An offer by whose terms the mediator keeps time."""
LATE = EXP + timedelta(seconds=1)


def kept(*events: Event) -> Deal:
    deal = opened(KEPT, SIDES, ("MDL",))
    for one in events:
        deal = step(deal, one).deal
    return deal


def marked(one: Event, at: datetime, by: str = "MDL") -> Event:
    return replace(one, marked={by: at})


def word(on: str, by: str = "MDL") -> Event:
    """The word of the mediator that no answer to `on` came in time."""
    return Event("lapse", by, "l", LATE, LATE + timedelta(days=1), {"deal": "d1", "on": on})


ACCEPT, CONFIRM = SEALED
IN_TIME = (marked(ACCEPT, EXP), marked(CONFIRM, EXP))


@pytest.mark.parametrize(
    ("events", "state", "awaits"),
    [
        ((), "offered", ()),
        ((ACCEPT,), "accepted", ("a",)),
        ((ACCEPT, CONFIRM), "confirmed", ("a", "c")),
        ((IN_TIME[0], CONFIRM), "confirmed", ("c",)),
        ((ACCEPT, IN_TIME[1]), "confirmed", ("a",)),
        (IN_TIME, "sealed", ()),
        ((IN_TIME[0], marked(CONFIRM, EXP, by="OTH")), "confirmed", ("c",)),
        ((marked(ACCEPT, LATE),), "lapsed", ()),
        ((IN_TIME[0], marked(CONFIRM, LATE)), "lapsed", ()),
        ((word("o"),), "lapsed", ()),
        ((ACCEPT, word("o")), "lapsed", ("a",)),
        ((IN_TIME[0], CONFIRM, word("a")), "lapsed", ("c",)),
        ((*IN_TIME, event("start", "VRH", on="c"), event("start", "ZLS", on="c")), "started", ()),
    ],
)
def test_where_a_mediator_keeps_time_its_postmarks_decide(
    events: tuple[Event, ...], state: str, awaits: tuple[str, ...]
) -> None:
    deal = kept(*events)
    assert (deal.state, deal.awaits) == (state, awaits)


@pytest.mark.parametrize(
    ("before", "move", "why"),
    [
        ((), word("o", by="VRH"), "Only the mediator who keeps time"),
        ((), word("other"), "not the standing offer"),
        (IN_TIME[:1], word("o"), "own postmark shows"),
        (IN_TIME, word("a"), "not the standing offer"),
        ((ACCEPT, CONFIRM), event("withdraw", "VRH", on="c"), "too late to withdraw"),
        ((ACCEPT, CONFIRM), event("start", "ZLS", on="c"), "not sealed"),
        ((), event("counter", "ZLS", id="k"), "another keeper of time"),
    ],
)
def test_a_move_against_the_postmarks_changes_nothing(before: tuple[Event, ...], move: Event, why: str) -> None:
    deal = kept(*before)
    result = step(deal, move)
    assert (result.deal, result.moved) == (deal, False)
    assert why in result.saying.in_language("en")


def test_the_clock_of_an_end_decides_nothing_where_a_mediator_keeps_time() -> None:
    assert kept(marked(replace(ACCEPT, at=LATE), EXP)).state == DealState.ACCEPTED
    assert kept(ACCEPT).state_at(EXP + timedelta(days=9)) == DealState.ACCEPTED


def test_a_counter_proposal_has_a_time_of_its_own_and_must_have_come_in_the_time_of_the_offer() -> None:
    data: dict[str, Value] = {**KEPT.data, "on": "o"}
    countered = replace(KEPT, kind="counter", by="ZLS", id="k", exp=EXP + timedelta(days=2), data=data)
    answer = replace(event("accept", "VRH", on="k", id="b"), marked={"MDL": EXP + timedelta(days=1)})
    assert kept(marked(countered, EXP), answer).awaits == ()
    assert kept(marked(countered, LATE), answer).state == DealState.LAPSED


@pytest.mark.parametrize(
    ("events", "on"),
    [
        ((), "o"),
        ((ACCEPT, CONFIRM), "o"),
        (IN_TIME[:1], "a"),
        (IN_TIME, None),
        ((event("decline", "ZLS"),), None),
    ],
)
def test_the_mediator_says_to_what_no_answer_came(events: tuple[Event, ...], on: str | None) -> None:
    assert overdue(kept(*events), LATE) == (on and Lapse("d1", on, EXP))
    assert overdue(kept(*events), EXP) is None
    assert overdue(run(*events), LATE) is None


def test_without_a_mediator_one_end_can_see_sealed_what_lapsed_at_the_other() -> None:
    ours, theirs = run(*SEALED), run(*ACCEPTED)  # the confirmation is under way when the time is over
    assert (ours.state_at(LATE), theirs.state_at(LATE)) == (DealState.SEALED, DealState.LAPSED)
    assert not step(theirs, event("start", "ZLS", on="a")).moved
    assert step(ours, event("start", "VRH", on="c")).deal.state == DealState.SEALED  # one start alone moves nobody


SAID = [
    ((), event("counter", "ZLS"), "countered"),
    ((), event("accept", "ZLS"), "accepted"),
    ((), event("decline", "ZLS"), "declined"),
    ((), event("withdraw", "VRH"), "withdrawn"),
    (ACCEPTED, CONFIRM, "sealed"),
    (SEALED, event("schedule", "VRH", on="c"), "day_proposed"),
    (SCHEDULED[:3], event("schedule_agree", "ZLS", on="s"), "scheduled"),
    (SEALED, event("start", "VRH", on="c"), "started"),
    (STARTED, event("close", "ZLS"), "closed"),
    (SEALED, event("dispute", "ZLS"), "disputed"),
    (DISPUTED, ruling("continue"), "ruled_continue"),
    (DISPUTED, ruling("end"), "ruled_end"),
]


@pytest.mark.parametrize(("before", "move", "key"), SAID)
def test_each_move_says_who_made_it(before: tuple[Event, ...], move: Event, key: str) -> None:
    said = step(run(*before), move)
    assert (said.moved, said.saying.key, dict(said.saying.values)) == (True, f"deal_{key}", {"party": move.by})


@pytest.mark.parametrize(
    ("before", "move", "key"),
    [
        ((ACCEPT,), CONFIRM, "confirmed"),
        ((), marked(ACCEPT, LATE), "answered_late"),
        (IN_TIME[:1], marked(CONFIRM, LATE), "answered_late"),
        ((), word("o"), "lapsed"),
    ],
)
def test_each_move_by_the_postmarks_says_who_made_it(before: tuple[Event, ...], move: Event, key: str) -> None:
    said = step(kept(*before), move)
    assert (said.moved, said.saying.key, dict(said.saying.values)) == (True, f"deal_{key}", {"party": move.by})


def test_an_offer_is_read_as_it_was_made() -> None:
    deal = run()
    assert (deal.id, deal.offer, deal.on, deal.offered_by, deal.exp) == ("d1", "o", "o", "VRH", EXP)
    assert [one.id for one in (*deal.give, *deal.receive)] == ["p2", "p1"]
    assert (deal.parties, deal.mediators, deal.timekeeper, deal.links) == (SIDES, ("MDL",), "", ())
    assert kept().terms == {"timekeeper": "MDL"}
    assert opened(replace(OFFER, data={**TERMS, "terms": {"timekeeper": 7}}), SIDES).timekeeper == ""


def test_a_counter_proposal_keeps_who_mediates_and_its_way_from_the_offer() -> None:
    data: dict[str, Value] = {**KEPT.data, "on": "o"}
    deal = kept(replace(KEPT, kind="counter", by="ZLS", id="k", exp=EXP + timedelta(days=2), data=data))
    assert deal.mediators == ("MDL",)
    assert [(link.id, link.due, link.marked) for link in deal.links] == [
        ("o", EXP, True),
        ("k", EXP + timedelta(days=2), False),
    ]
    assert [link.due for link in kept(*SEALED).links] == [EXP, EXP, EXP]


def test_a_refusal_of_an_offer_needs_no_postmark() -> None:
    assert kept(marked(event("decline", "ZLS"), LATE)).state == DealState.DECLINED
    assert kept(marked(event("withdraw", "ZLS"), LATE)).state == DealState.WITHDRAWN


def test_who_is_named_in_a_deal_is_told_from_both_lists() -> None:
    assert run().people == {"p1", "p2"}


def test_a_date_has_its_place_and_an_agreement_to_it_asks_for_new_starts() -> None:
    data: dict[str, Value] = {"deal": "d1", "on": "c", "day": "2026-12-01", "place": "the bridge"}
    proposed = run(*SEALED, event("start", "VRH", on="c"), replace(event("schedule", "VRH", id="s"), data=data))
    [day] = proposed.proposed
    assert (day.id, day.by, day.day, day.place) == ("s", "VRH", "2026-12-01", "the bridge")
    agreed = step(proposed, event("schedule_agree", "ZLS", on="s", id="g")).deal
    assert (agreed.started, agreed.on) == (frozenset(), "g")


def test_who_has_said_start_agrees_to_no_other_date() -> None:
    before = run(*SCHEDULED[:3], event("start", "ZLS", on="c"))
    said = step(before, event("schedule_agree", "ZLS", on="s"))
    assert (said.moved, said.deal, said.saying.key) == (False, before, "deal_not_sealed")
    early = step(run(), event("schedule_agree", "ZLS", on="s"))
    assert (early.moved, early.saying.key) == (False, "deal_not_sealed")


def test_what_is_kept_while_a_dispute_stands_is_kept_under_it() -> None:
    one = run(*STARTED[:3], event("dispute", "VRH"))
    kept_start = step(one, STARTED[3])
    assert (kept_start.moved, kept_start.deal.state, kept_start.deal.before) == (True, "disputed", "started")
    assert kept_start.deal.started == {"VRH", "ZLS"}
    wrong = step(one, event("start", "ZLS", on="other"))
    assert (wrong.moved, wrong.deal) == (False, one)
    again = step(kept_start.deal, event("dispute", "ZLS")).deal
    assert (again.state, again.before) == ("disputed", "started")
    ruled = step(again, ruling("continue")).deal
    assert (ruled.state, ruled.before) == ("started", None)
    assert not step(ruled, ruling("continue")).moved


def test_a_confirmation_too_is_refused_while_another_deal_binds_somebody_named_in_it() -> None:
    mine = replace(run(*ACCEPTED), id="d2")
    said = step_among({"d1": run(*ACCEPTED), "d2": mine}, "d2", event("confirm", "VRH", on="a"))
    assert (said.moved, said.deal, said.saying.key) == (False, mine, "deal_person_promised")
    others = replace(run(*ACCEPTED), give=(), receive=())
    assert step_among({"d1": others, "d2": mine}, "d2", event("confirm", "VRH", on="a")).moved
