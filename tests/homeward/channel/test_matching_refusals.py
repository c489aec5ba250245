"""A malicious peer: whatever it does is refused with a sentence, changes nothing, and the honest page still comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.channel.matching import group, hits, pages
from homeward.channel.matching import round as machine
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.matches import find
from homeward.channel.matching.pages import Listing, Page
from homeward.channel.matching.round import Answer, Round
from homeward.channel.matching.terms import Commit, Terms, check_epoch
from homeward.words import Language
from tests.homeward.channel.rounds import TERMS, Side, both_answered, crowd, play, side, with_answers, with_points

OURS = side("VRH", crowd("a", range(180)))
THEIRS = side("ZLS", crowd("b", range(90, 270)))


def forged(points: list[bytes], like: Side = THEIRS) -> Side:
    """A side that commits to these points instead of those of its people."""
    size = pages.PER_PAGE
    chunks = [b"".join(points[start : start + size]) for start in range(0, len(points), size)]
    listing = Listing.of(chunks)
    commit = Commit("ZLS", TERMS.hash, len(points), listing.root)
    return replace(like, points=listing, commit=commit)


def points() -> list[bytes]:
    return list(THEIRS.points.values())


def refused(act: Callable[[], object], sentence: str) -> None:
    """`act` is refused, and in all three languages there is a sentence that says why."""
    with pytest.raises(MatchingRefused, match=sentence) as error:
        act()
    assert len({error.value.saying.in_language(language) for language in Language}) == 3


def test_more_points_than_the_cap_are_refused_before_any_work() -> None:
    over = replace(THEIRS.commit, size=6 * 420 + 6)

    refused(lambda: machine.begin(TERMS, OURS.commit, over), "at most 2520")
    machine.begin(TERMS, OURS.commit, replace(over, size=6 * 420))


def test_an_empty_list_is_refused() -> None:
    refused(lambda: machine.begin(TERMS, OURS.commit, replace(THEIRS.commit, size=0)), "would enter 0 keys")


def test_people_not_padded_to_six_keys_are_refused() -> None:
    refused(lambda: machine.begin(TERMS, OURS.commit, replace(THEIRS.commit, size=601)), "did not fill up")


def test_we_do_not_break_the_cap_ourselves() -> None:
    few = replace(TERMS, claimed=(("VRH", 100), ("ZLS", 400)))

    refused(lambda: side("VRH", crowd("a", range(106)), few), "at most 630")
    assert side("VRH", crowd("a", range(105)), few).commit.size == 630


def test_a_cap_or_a_frequency_that_lets_a_side_ask_for_everybody_cannot_be_agreed() -> None:
    refused(lambda: replace(TERMS, permille=1051), "too wide")
    refused(lambda: replace(TERMS, permille=0), "too wide")
    refused(lambda: replace(TERMS, days=29), "too frequent")


def test_a_second_round_in_the_same_epoch_is_refused() -> None:
    soon, late = (replace(TERMS, epoch=TERMS.epoch + timedelta(days=days)) for days in (29, 30))

    refused(lambda: machine.begin(TERMS, OURS.commit, THEIRS.commit, [TERMS]), "too near")
    refused(lambda: check_epoch(soon, [TERMS]), "too near")
    refused(lambda: check_epoch(TERMS, [soon]), "too near")
    check_epoch(late, [TERMS])


def test_rounds_on_two_categories_do_not_stand_in_each_others_way() -> None:
    check_epoch(replace(TERMS, category="wounded"), [TERMS])


def test_a_commitment_for_another_category_epoch_or_channel_is_refused() -> None:
    others = (
        replace(TERMS, category="wounded"),
        replace(TERMS, epoch=TERMS.epoch + timedelta(days=30)),
        replace(TERMS, channel="1" * 64),
    )
    for terms in others:
        elsewhere = replace(THEIRS.commit, terms=terms.hash)
        refused(lambda elsewhere=elsewhere: machine.begin(TERMS, OURS.commit, elsewhere), "other terms")  # type: ignore[misc]


def test_a_stranger_is_no_side() -> None:
    refused(lambda: machine.begin(TERMS, OURS.commit, replace(THEIRS.commit, party="XXX")), "not a side")


def test_our_own_commitment_brought_back_is_refused() -> None:
    refused(lambda: machine.begin(TERMS, OURS.commit, replace(OURS.commit, party="ZLS")), "our own commitment")


def without_a_byte(page: Page) -> Page:
    return replace(page, data=page.data[:-1])


def without_a_point(page: Page) -> Page:
    return replace(page, data=page.data[:-32])


def with_a_point_more(page: Page) -> Page:
    return replace(page, data=page.data + group.base(2))


def with_another_point(page: Page) -> Page:
    return replace(page, data=group.base(2) + page.data[32:])


def with_two_points_changed_round(page: Page) -> Page:
    return replace(page, data=page.data[32:64] + page.data[:32] + page.data[64:])


def with_another_proof(page: Page) -> Page:
    return replace(page, proof=(bytes(32),))


def without_proof(page: Page) -> Page:
    return replace(page, proof=())


def with_a_longer_proof(page: Page) -> Page:
    return replace(page, proof=(*page.proof, bytes(32)))


def from_later(page: Page) -> Page:
    return THEIRS.points.page(1)


def numbered_from_later(page: Page) -> Page:
    return replace(THEIRS.points.page(1), number=0)


SPOILT = [
    (without_a_byte, "more or fewer"),
    (without_a_point, "more or fewer"),
    (with_a_point_more, "more or fewer"),
    (with_another_point, "committed to"),
    (with_two_points_changed_round, "committed to"),
    (with_another_proof, "committed to"),
    (without_proof, "committed to"),
    (with_a_longer_proof, "committed to"),
    (from_later, "Page 2 came where page 1 was due"),
    (numbered_from_later, "more or fewer"),
]


@pytest.mark.parametrize(("spoil", "sentence"), SPOILT, ids=[spoil.__name__ for spoil, _ in SPOILT])
def test_a_page_that_was_not_committed_to_is_refused_and_the_right_one_still_comes(
    spoil: Callable[[Page], Page], sentence: str
) -> None:
    state = machine.begin(TERMS, OURS.commit, THEIRS.commit)
    before = replace(state)

    refused(lambda: machine.take_points(state, spoil(THEIRS.points.page(0)), OURS.scalar), sentence)

    assert state == before
    assert with_points(state, OURS, THEIRS).points.complete


BAD = {
    "identity": bytes(32),
    "not canonical": (2**255 - 19).to_bytes(32, "little"),
    "negative": b"\x01" + bytes(31),
    "of small order below": bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    "no point at all": b"\xff" * 32,
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_committed_value_that_is_no_point_is_refused(bad: bytes) -> None:
    liar = forged([bad, *points()[1:]])
    state = machine.begin(TERMS, OURS.commit, liar.commit)

    refused(lambda: machine.take_points(state, liar.points.page(0), OURS.scalar), "not a point")

    assert state.points.progress == (0, 2)
    assert state.answers.pages == ()


def test_a_point_entered_twice_is_refused() -> None:
    doubled = points()
    doubled[-1] = doubled[0]
    liar = forged(doubled)
    state = machine.begin(TERMS, OURS.commit, liar.commit)
    state = machine.take_points(state, liar.points.page(0), OURS.scalar)

    refused(lambda: machine.take_points(state, liar.points.page(1), OURS.scalar), "twice")


def test_a_list_of_one_point_only_is_refused() -> None:
    liar = forged([group.base(3)] * 6)
    state = machine.begin(TERMS, OURS.commit, liar.commit)

    refused(lambda: machine.take_points(state, liar.points.page(0), OURS.scalar), "twice")


def test_a_page_too_many_is_refused() -> None:
    state = with_points(machine.begin(TERMS, OURS.commit, THEIRS.commit), OURS, THEIRS)

    refused(lambda: machine.take_points(state, THEIRS.points.page(1), OURS.scalar), "one more")


def test_no_answer_is_shown_before_both_have_committed_to_theirs() -> None:
    state = machine.begin(TERMS, OURS.commit, THEIRS.commit)
    refused(lambda: machine.answer(state), "Only 0 of 2")

    state = with_points(state, OURS, THEIRS)
    refused(lambda: machine.answer_page(state, 0), "only after both")
    refused(lambda: machine.take_returned(state, THEIRS.points.page(0)), "only after both")


def test_answers_changed_after_the_commitment_are_refused() -> None:
    left, right = both_answered(OURS, THEIRS)
    other = replace(machine.answer(right), root=bytes(32))

    refused(lambda: machine.take_answer(left, other), "first stand")
    assert machine.take_answer(left, machine.answer(right)) == left


def test_answers_to_other_points_or_by_somebody_else_are_refused() -> None:
    left = with_points(machine.begin(TERMS, OURS.commit, THEIRS.commit), OURS, THEIRS)
    good = Answer("ZLS", TERMS.hash, OURS.commit.root, bytes(32))

    for bad in (replace(good, of=bytes(32)), replace(good, party="VRH"), replace(good, terms="0" * 64)):
        refused(lambda bad=bad: machine.take_answer(left, bad), "not to what we committed")  # type: ignore[misc]


def test_our_answers_sent_back_as_theirs_are_not_what_they_committed_to() -> None:
    left, right = both_answered(OURS, THEIRS)
    echo = machine.answer_page(left, 0)

    refused(lambda: machine.take_returned(left, echo), "committed to")
    assert with_answers(left, right).complete


def test_answers_that_are_all_one_point_are_refused() -> None:
    page = [group.base(3) * 1024, group.base(3) * 56]
    left = with_points(machine.begin(TERMS, OURS.commit, THEIRS.commit), OURS, THEIRS)
    left = machine.take_answer(left, Answer("ZLS", TERMS.hash, OURS.commit.root, Listing.of(page).root))
    left = machine.take_returned(left, Listing.of(page).page(0))

    refused(lambda: machine.take_returned(left, Listing.of(page).page(1)), "twice")


def test_answers_that_are_no_points_are_refused() -> None:
    page = [b"\xff" * 32 * 1024, b"\xff" * 32 * 56]
    left = with_points(machine.begin(TERMS, OURS.commit, THEIRS.commit), OURS, THEIRS)
    left = machine.take_answer(left, Answer("ZLS", TERMS.hash, OURS.commit.root, Listing.of(page).root))

    refused(lambda: machine.take_returned(left, Listing.of(page).page(0)), "not a point")


def test_keys_put_into_the_places_of_others_void_the_result() -> None:
    turned = points()
    turned = turned[1:] + turned[:1]
    liar = forged(turned)
    left, _ = play(OURS, liar)

    assert left.returned
    returned = left.returned.taken.values()
    refused(lambda: find(OURS.entries.roster, returned, left.answers.values()), "places of other keys")


@pytest.mark.parametrize("cut", [0, 12, 13, 100, -1])
def test_a_carried_page_cut_short_is_refused(cut: int) -> None:
    data = THEIRS.points.page(0).to_bytes()

    def act() -> None:
        pages.check(Page.from_bytes(data[:cut]), 0, THEIRS.commit.size, THEIRS.commit.root)

    refused(act, "page")


def test_a_carried_page_of_megabytes_is_refused_unread() -> None:
    refused(lambda: Page.from_bytes(b"HWPAGE1\n" + bytes(5 + 32 * 2000)), "not a page")


@given(st.integers(0, len(THEIRS.points.page(1).to_bytes()) * 8 - 1))
def test_a_carried_page_with_one_bit_changed_is_refused(bit: int) -> None:
    changed = bytearray(THEIRS.points.page(1).to_bytes())
    changed[bit // 8] ^= 1 << bit % 8

    with pytest.raises(MatchingRefused):
        pages.check(Page.from_bytes(bytes(changed)), 1, THEIRS.commit.size, THEIRS.commit.root)


@given(st.binary(max_size=200))
def test_carried_bytes_are_a_page_of_these_bytes_or_refused(data: bytes) -> None:
    try:
        page = Page.from_bytes(b"HWPAGE1\n" + data)
    except MatchingRefused:
        return
    assert page.to_bytes() == b"HWPAGE1\n" + data


def test_terms_survive_the_form_and_bad_forms_are_refused() -> None:
    value = TERMS.to_value()

    assert Terms.from_value(TERMS.channel, value) == TERMS
    assert Commit.from_value("VRH", OURS.commit.to_value()) == OURS.commit
    for name in value:
        refused(lambda name=name: Terms.from_value(TERMS.channel, {**value, name: None}), "filled in")  # type: ignore[misc]
    doubled = {**value, "claimed": [{"key": "VRH", "count": 1}, {"key": "VRH", "count": 9}]}
    refused(lambda: Terms.from_value(TERMS.channel, doubled), "filled in")


def hits_of(state: Round) -> tuple[tuple[int, int], ...]:
    assert state.returned
    return hits.slots(state.returned.taken.values(), state.answers.values())


def test_honest_answers_to_the_hits_are_proved() -> None:
    left, right = play(OURS, THEIRS)
    ours, theirs = hits_of(left), hits_of(right)

    assert (len(ours), len(hits.to_prove(ours))) == (6 * 90, 2 * 90)
    assert sorted(ours) == sorted((one, other) for other, one in theirs)
    hits.check(OURS.points, left, ours, [hits.prove(right, theirs, THEIRS.scalar, 0)])
    hits.check(THEIRS.points, right, theirs, [hits.prove(left, ours, OURS.scalar, 0)])


def test_swapped_answers_that_make_the_wrong_person_match_are_found_out() -> None:
    left, right = both_answered(OURS, THEIRS)
    answers = list(right.answers.values())
    swapped = answers[6:] + answers[:6]
    right = replace(right, answers=Listing.of([b"".join(swapped[:1024]), b"".join(swapped[1024:])]))
    left = replace(left, answered=None, returned=None)
    left = with_answers(machine.take_answer(left, machine.answer(right)), right)
    seen = hits_of(left)

    assert len(seen) == 6 * 90
    refused(lambda: hits.check(OURS.points, left, seen, [hits.prove(right, _turned(seen), THEIRS.scalar, 0)]), "void")


def _turned(seen: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    return tuple((other, one) for one, other in seen)


def test_a_proof_left_out_of_another_round_or_under_a_second_secret_is_refused() -> None:
    left, right = play(OURS, THEIRS)
    seen, good = hits_of(left), hits.prove(right, hits_of(right), THEIRS.scalar, 0)
    bad = (
        [],
        [good, good],
        [replace(good, number=1)],
        [replace(good, terms="0" * 64)],
        [replace(good, party="VRH")],
        [replace(good, public=group.base(5))],
        [hits.prove(right, hits_of(right), THEIRS.scalar + 1, 0)],
        [hits.prove(right, hits_of(right)[6:], THEIRS.scalar, 0)],
    )
    for proofs in bad:
        refused(lambda proofs=proofs: hits.check(OURS.points, left, seen, proofs), "void")  # type: ignore[misc]


def test_a_proof_survives_its_form() -> None:
    _, right = play(OURS, THEIRS)
    proof = hits.prove(right, hits_of(right), THEIRS.scalar, 0)

    assert hits.HitProof.from_value("ZLS", proof.to_value()) == proof


@pytest.mark.parametrize(
    ("field", "value"),
    [("root", "ab" * 31), ("root", "zz" * 32), ("root", 5), ("size", -6), ("size", "6"), ("size", True), ("terms", 5)],
)
def test_a_commitment_that_is_none_is_refused(field: str, value: object) -> None:
    form = {**OURS.commit.to_value(), field: value}

    refused(lambda: Commit.from_value("VRH", form), f"field {field}")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tier", "t9"),
        ("epoch", "24.11.2026"),
        ("mediators", "MDL"),
        ("mediators", [5]),
        ("claimed", "VRH"),
        ("days", -1),
    ],
)
def test_terms_that_are_none_are_refused(field: str, value: object) -> None:
    refused(lambda: Terms.from_value(TERMS.channel, {**TERMS.to_value(), field: value}), f"field {field}")  # type: ignore[dict-item]
