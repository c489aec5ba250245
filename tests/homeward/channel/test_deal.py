"""The deal machine: its rules one by one, and every schedule of two honest sides searched to the end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from functools import cache

import pytest

from homeward.channel.deal import Deal, DealState, Event, opened, step
from tests.homeward.channel.parties import AT, EXP, IVAN, PETR

SIDES = ("VRH", "ZLS")
TERMS = {"deal": "d1", "terms": {}, "give": [PETR], "receive": [IVAN]}
OFFER = Event("offer", "VRH", "o", AT, EXP, TERMS)


def event(kind: str, by: str, on: str = "o", id: str = "x", late: bool = False) -> Event:
    data = {**TERMS, "on": on} if kind == "counter" else {"deal": "d1", "on": on}
    return Event(kind, by, id, EXP + timedelta(seconds=1) if late else AT, EXP, data)


def run(*events: Event) -> Deal:
    deal = opened(OFFER, SIDES)
    for one in events:
        deal = step(deal, one).deal
    return deal


ACCEPTED = (event("accept", "ZLS", id="a"),)
SEALED = (*ACCEPTED, event("confirm", "VRH", on="a", id="c"))
STARTED = (*SEALED, event("start", "VRH", on="c"), event("start", "ZLS", on="c"))


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
        ((*SEALED, event("dispute", "ZLS")), "disputed"),
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


# The search. A message knows which messages its author had seen; each side sees any subset closed under causes.
Sent = tuple[str, str, str, str, int]  # kind, by, on, id, depth
MOVES = ("counter", "accept", "decline", "withdraw", "confirm", "start", "close", "dispute")
FIRST: Sent = ("offer", "VRH", "", "o", 1)


@cache
def fold(view: frozenset[Sent]) -> Deal:
    deal = opened(OFFER, SIDES)
    for kind, by, on, id, _ in sorted(view - {FIRST}, key=lambda sent: (sent[4], sent[3])):
        deal = step(deal, event(kind, by, on, id)).deal
    return deal


def said(view: frozenset[Sent], by: str, salt: str) -> Iterator[Sent]:
    """Whatever an honest side may say next: only what moves the deal as it sees it."""
    deal, depth = fold(view), 1 + max(sent[4] for sent in view)
    for kind in MOVES:
        id = hashlib.sha256(f"{salt}{kind}{by}{sorted(view)}".encode()).hexdigest()[:6]
        if step(deal, event(kind, by, deal.on, id)).moved:
            yield (kind, by, deal.on, id, depth)


def schedules(salt: str, most: int) -> Iterator[tuple[frozenset[Sent], frozenset[Sent]]]:
    """Every pair of views that two sides can come to, each saying what it may, messages arriving one by one."""
    start = (frozenset({FIRST}), frozenset({FIRST}))
    seen, front = {start}, [start]
    while front:
        views = front.pop()
        yield views
        for following in _next(views, salt, most):
            if following not in seen:
                seen.add(following)
                front.append(following)


def _next(
    views: tuple[frozenset[Sent], frozenset[Sent]], salt: str, most: int
) -> Iterator[tuple[frozenset[Sent], ...]]:
    for side in (0, 1):
        mine, theirs = views[side], views[1 - side]
        sent = [sent for sent in theirs - mine if sent[1] == SIDES[1 - side]]
        grown = [mine | {min(sent, key=lambda one: one[4])}] if sent else []
        if len(mine | theirs) < most:
            grown += [mine | {one} for one in said(mine, SIDES[side], salt)]
        for view in grown:
            yield (view, theirs) if side == 0 else (theirs, view)


BOUND = {DealState.SEALED, DealState.STARTED, DealState.CLOSED, DealState.DISPUTED}
LASTING = {
    DealState.SEALED: BOUND,
    DealState.STARTED: BOUND - {DealState.SEALED},
    DealState.CLOSED: {DealState.CLOSED, DealState.DISPUTED},
    DealState.DISPUTED: {DealState.DISPUTED},
    DealState.WITHDRAWN: {DealState.WITHDRAWN, DealState.DECLINED},
    DealState.DECLINED: {DealState.WITHDRAWN, DealState.DECLINED},
}


@pytest.mark.parametrize("salt", ["one", "two", "three"])
def test_no_schedule_of_two_honest_sides_takes_back_what_one_of_them_saw_sealed_or_ended(salt: str) -> None:
    reached: set[DealState] = set()
    count = 0
    for views in schedules(salt, most=8):
        count += 1
        end = fold(views[0] | views[1]).state
        for view in views:
            state = fold(view).state
            reached.add(state)
            assert end in LASTING.get(state, set(DealState)), (state, end, views)
    assert reached == set(DealState) - {DealState.LAPSED}
    assert count > 1_000
