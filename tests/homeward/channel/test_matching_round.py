"""Tier 1 between two honest sides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from homeward.channel.deal import Named
from homeward.channel.matching import pages
from homeward.channel.matching import round as machine
from homeward.channel.matching.entries import Entrant, enter
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.matches import Match, claims, find
from homeward.channel.matching.opening import check_opening
from homeward.channel.matching.pages import Listing
from homeward.channel.matching.round import Round
from tests.homeward.channel.rounds import (
    IVAN,
    SECRETS,
    TERMS,
    Side,
    both_answered,
    crowd,
    person,
    play,
    side,
    with_points,
)


def found(who: Side, state: Round) -> dict[str, tuple[int, ...]]:
    assert state.returned
    matches = find(who.entries.roster, state.returned.taken.values(), state.answers.values())
    return {match.id: match.keys for match in matches}


def test_both_sides_learn_whom_both_know_and_by_which_keys() -> None:
    ours = side("VRH", [Entrant("our-ivan", IVAN), person("our-petro", "1|ПП1111", "2|petro")])
    theirs = side("ZLS", [person("their-ivan", None, *IVAN[1:3]), person("their-oleh", "1|ОО2222")])

    left, right = play(ours, theirs)

    assert found(ours, left) == {"our-ivan": (2, 3)}
    assert found(theirs, right) == {"their-ivan": (2, 3)}


def test_a_round_over_several_pages_finds_each_shared_person_by_six_keys() -> None:
    ours, theirs = side("VRH", crowd("a", range(200))), side("ZLS", crowd("b", range(150, 400)))

    left, right = play(ours, theirs)

    assert len(ours.points.pages) == len(theirs.points.pages) == 2
    assert found(ours, left) == {f"a{name}": (1, 2, 3, 4, 5, 6) for name in range(150, 200)}
    assert found(theirs, right) == {f"b{name}": (1, 2, 3, 4, 5, 6) for name in range(150, 200)}


def test_every_person_fills_six_slots_however_little_is_known() -> None:
    assert side("VRH", [person("known", *IVAN), person("hardly", "1|АА0001"), person("not at all")]).commit.size == 18


def test_the_order_of_the_register_and_equal_padding_do_not_show() -> None:
    people = [person(f"p{n}", f"1|АА{n}") for n in range(20)]
    forward, backward = (enter(order, TERMS, SECRETS["VRH"]) for order in (people, people[::-1]))

    assert forward == backward
    assert forward.roster.ids != tuple(person.id for person in people)
    assert len(set(forward.contents)) == 120


def test_another_round_shows_other_points_for_the_same_people() -> None:
    later = replace(TERMS, epoch=TERMS.epoch.replace(year=2027))

    now, then = (set(side("VRH", crowd("a", range(5)), terms).points.values()) for terms in (TERMS, later))

    assert not now & then


def test_two_persons_who_share_a_key_are_both_found_by_it() -> None:
    ours = side("VRH", [person("brother", "1|АА1", "2|koval"), person("twin", "1|АА2", "2|koval")])
    theirs = side("ZLS", [person("one of them", None, "2|koval")])

    left, right = play(ours, theirs)

    assert found(ours, left) == {"brother": (2,), "twin": (2,)}
    assert found(theirs, right) == {"one of them": (2,)}


def test_a_round_is_complete_with_the_last_answer_only() -> None:
    ours, theirs = side("VRH", crowd("a", range(180))), side("ZLS", crowd("b", range(3)))
    left, right = both_answered(ours, theirs)

    assert not with_points(machine.begin(TERMS, ours.commit, theirs.commit), ours, theirs).complete
    assert not left.complete
    left = machine.take_returned(left, machine.answer_page(right, 0))
    assert not left.complete
    assert machine.take_returned(left, machine.answer_page(right, 1)).complete


def test_our_own_points_can_be_computed_in_parts() -> None:
    whole = side("VRH", crowd("a", range(200)))

    assert list(machine.blind(whole.entries, whole.scalar, done=1)) == list(whole.points.pages[1:])


def test_a_page_travels_as_bytes() -> None:
    page = side("VRH", crowd("a", range(200))).points.page(1)

    assert pages.Page.from_bytes(page.to_bytes()) == page


def test_a_pair_by_one_key_needs_a_second_step_before_it_is_claimed() -> None:
    matches = (Match("a", 0, (2, 5)), Match("b", 1, (4,)), Match("c", 2, (6,)), Match("a", 3, (4,)))
    people = {id: Named(id, f"Person {id}", "1990") for id in "abc"}

    assert [match.needs_second_step for match in matches] == [False, True, True, True]
    assert [claim["person"] for claim in claims(matches, people)] == [{"id": "a", "name": "Person a", "born": "1990"}]
    assert [claim["person"] for claim in claims(matches, people, confirmed={"c"})] == [
        {"id": "a", "name": "Person a", "born": "1990"},
        {"id": "c", "name": "Person c", "born": "1990"},
    ]


def test_an_opened_round_shows_a_mediator_that_all_was_as_committed() -> None:
    people = crowd("a", range(4))
    ours, theirs = side("VRH", people), side("ZLS", crowd("b", range(3)))
    left, _ = both_answered(ours, theirs)

    check_opening(people, SECRETS["VRH"], TERMS, ours.commit, machine.answer(left), left.points.taken)

    with pytest.raises(MatchingRefused, match="VRH opened"):
        check_opening(people[1:], SECRETS["VRH"], TERMS, ours.commit, machine.answer(left), left.points.taken)


def test_an_opened_round_shows_answers_under_another_secret() -> None:
    people = crowd("a", range(4))
    ours, theirs = side("VRH", people), side("ZLS", crowd("b", range(3)))
    false = replace(ours, scalar=ours.scalar + 1)
    state = with_points(machine.begin(TERMS, ours.commit, theirs.commit), false, theirs)

    with pytest.raises(MatchingRefused, match="VRH opened"):
        check_opening(people, SECRETS["VRH"], TERMS, ours.commit, machine.answer(state), state.points.taken)


def test_nobody_is_entered_twice_or_with_a_short_secret() -> None:
    with pytest.raises(MatchingRefused, match="twice"):
        enter([person("a"), person("a")], TERMS, SECRETS["VRH"])
    with pytest.raises(MatchingRefused, match="32 bytes"):
        enter([person("a")], TERMS, b"short")
    with pytest.raises(MatchingRefused, match="exactly 6"):
        Entrant("a", ("1|АА1",))


def test_the_listing_binds_all_pages() -> None:
    one, two = bytes(32 * 1024), b"\x01" * 32

    assert Listing.of([one, two]) == Listing().add(one).add(two)
    assert Listing.of([one, two]).size == 1025
    assert Listing.of([one, two]).root != Listing.of([two, one]).root
