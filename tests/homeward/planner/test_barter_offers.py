"""Offers of several states, and the rings and chains in which they close."""

from __future__ import annotations

import pytest

from homeward.planner.barter.exchange import Limits
from homeward.planner.barter.offers import BadOffers, Offer, propose, why_out


def offer(id: str, party: str, releases: str, *claims: str) -> Offer:
    return Offer(id, party, frozenset(releases), tuple(frozenset(claim) for claim in claims))


LIMITS = Limits(ring=3, chain=3)


def told(*offers: Offer) -> list[str]:
    closures = propose(offers, LIMITS).closures
    return [release.said.in_language("en") for one in closures for release in one.releases]


RING = (offer("1", "A", "xy", "z"), offer("2", "B", "w", "xy"), offer("3", "C", "z", "w"))


def test_three_states_who_have_nothing_for_each_other_in_pairs_close_a_ring() -> None:
    assert told(*RING) == ["A releases to B: 2.", "B releases to C: 1.", "C releases to A: 1."]
    assert propose(RING, LIMITS).people == 4


def test_a_state_that_asks_for_nothing_begins_a_chain() -> None:
    line = (offer("1", "A", "x"), offer("2", "B", "y", "x"), offer("3", "C", "z", "y"))
    assert told(*line) == ["A releases to B: 1.", "B releases to C: 1."]


def test_a_group_that_is_claimed_whole_is_not_served_in_part() -> None:
    assert told(offer("1", "A", "x", "y"), offer("2", "B", "y", "xw")) == []


def test_any_of_several_groups_will_do() -> None:
    assert told(offer("1", "A", "x", "y"), offer("2", "B", "y", "w", "x")) == [
        "A releases to B: 1.",
        "B releases to A: 1.",
    ]


def test_a_state_does_not_exchange_with_itself() -> None:
    assert told(offer("1", "A", "x", "y"), offer("2", "A", "y", "x")) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((offer("4", "D", "v", "xy"),), "No party claims the people of this offer."),
        (
            (offer("4", "D", "v", "u"), offer("5", "E", "t", "v")),
            "No party releases the people whom this offer claims.",
        ),
        ((offer("4", "D", "v", "xy"), offer("5", "E", "t", "v")), "No ring or chain of the agreed length closes"),
    ],
)
def test_why_an_offer_can_be_in_no_ring(more: tuple[Offer, ...], said: str) -> None:
    offers = (*RING, *more)
    why = why_out(offers, LIMITS, propose(offers, LIMITS), "4")
    assert why.said.in_language("en").startswith(said)
    assert why.fewer is None


def test_why_not_this_offer_is_told_by_what_it_would_cost() -> None:
    offers = (offer("1", "A", "xy", "z"), offer("2", "B", "z", "xy", "v"), offer("3", "C", "v", "z"))
    why = why_out(offers, LIMITS, propose(offers, LIMITS), "3")
    assert (why.said.in_language("en"), why.fewer) == ("With this offer in, fewer people would be released: 1.", 1)


def test_an_offer_as_good_as_another_costs_nothing() -> None:
    offers = (offer("1", "A", "x", "y", "z"), offer("2", "B", "y", "x"), offer("3", "C", "z", "x"))
    proposal = propose(offers, LIMITS)
    (outside,) = {"2", "3"} - {release.offer for one in proposal.closures for release in one.releases}
    assert why_out(offers, LIMITS, proposal, outside).fewer == 0


def test_of_two_who_could_begin_the_same_chain_the_other_would_do_as_well() -> None:
    offers = (offer("1", "A", "x"), offer("2", "B", "y"), offer("3", "C", "z", "x", "y"))
    proposal = propose(offers, LIMITS)
    (begun,) = {release.offer for one in proposal.closures for release in one.releases}
    assert why_out(offers, LIMITS, proposal, {"1": "2", "2": "1"}[begun]).fewer == 0


@pytest.mark.parametrize(
    "offers",
    [
        (offer("1", "A", "x"), offer("1", "B", "y", "x")),
        (offer("1", "A", "x"), offer("2", "A", "x", "y")),
        (offer("1", "A", ""),),
        (offer("1", "A", "x", ""),),
    ],
)
def test_offers_that_contradict_each_other_are_refused(offers: tuple[Offer, ...]) -> None:
    with pytest.raises(BadOffers):
        propose(offers, LIMITS)


def test_every_sentence_stands_in_three_languages() -> None:
    why = why_out(RING, Limits(2, 0), propose(RING, Limits(2, 0)), "1")
    assert len({why.said.in_language(one) for one in ("en", "uk", "ru")}) == 3


def test_an_offer_that_nobody_made_cannot_be_asked_about() -> None:
    with pytest.raises(BadOffers):
        why_out(RING, LIMITS, propose(RING, LIMITS), "9")
