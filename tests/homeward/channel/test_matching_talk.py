"""A round as it is agreed, signed and carried on a channel between two headquarters and a mediator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from homeward.canonical import Value
from homeward.channel.deal import Named
from homeward.channel.matching import carriage, hits, mediated, talk
from homeward.channel.matching import round as machine
from homeward.channel.matching.counts import Counts
from homeward.channel.matching.entries import Entrant, enter
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.matches import claims, find
from homeward.channel.matching.pages import Listing, Page
from homeward.channel.matching.terms import Commit, Terms, Tier
from homeward.channel.matching.voprf import Proof
from homeward.channel.party import Party
from homeward.names.matching import matching_keys
from tests.homeward.channel.parties import AT, EXP, bind, channel, party
from tests.homeward.channel.rounds import SECRETS

TERMS = Terms(channel().id, Tier.COMMITTED, "officers", date(2026, 11, 24), 30, 1050, (("VRH", 10), ("ZLS", 10)))


def ends() -> tuple[Party, Party]:
    """Both headquarters, reading one transcript, as if every message had arrived."""
    ours, theirs = party("VRH"), party("ZLS")
    theirs.transcript = ours.transcript
    return ours, theirs


def say(end: Party, kind: str, data: Mapping[str, Value], *to: str) -> None:
    end.say(end.act(kind, data, EXP, to), AT)


def agree(*parties: Party, terms: Terms = TERMS) -> None:
    for end in parties:
        bind(end, "match_terms", dict(terms.to_value()))


def test_terms_bind_once_both_have_signed_the_same() -> None:
    ours, theirs = ends()
    agree(ours)
    agree(theirs, terms=replace(TERMS, permille=1000))
    assert talk.agreed(ours.transcript) == ()

    agree(theirs)
    assert talk.agreed(ours.transcript) == (TERMS,)


def test_terms_outside_the_bounds_bind_nobody() -> None:
    ours, theirs = ends()
    for end in (ours, theirs):
        bind(end, "match_terms", {**TERMS.to_value(), "permille": 5000})

    assert talk.agreed(ours.transcript) == ()


def test_the_first_commitment_of_a_side_stands() -> None:
    ours, theirs = ends()
    agree(ours, theirs)
    first, second = (Commit("VRH", TERMS.hash, 6, bytes([n]) * 32) for n in (1, 2))
    say(ours, "match_commit", first.to_value())
    say(ours, "match_commit", second.to_value())
    say(ours, "match_commit", replace(first, terms="0" * 64).to_value())

    assert talk.signed(ours.transcript, TERMS).commits == {"VRH": first}


def test_proofs_stand_in_the_order_of_their_numbers_and_the_first_of_each() -> None:
    ours, theirs = ends()
    agree(ours, theirs)
    made = [hits.HitProof("ZLS", TERMS.hash, number, bytes(32), Proof(c, 1)) for number, c in ((1, 5), (0, 6), (1, 7))]
    for proof in made:
        say(theirs, "match_proof", proof.to_value())

    assert talk.signed(ours.transcript, TERMS).proofs == {"ZLS": (made[1], made[0])}


@pytest.mark.parametrize(("epoch", "stands"), [(25, False), (24, True), (-5, True), (-6, False)])
def test_a_commitment_stands_from_the_day_of_the_round_until_the_next(epoch: int, stands: bool) -> None:
    ours, theirs = ends()
    terms = replace(TERMS, epoch=date(2026, 11, 1) + timedelta(days=epoch - 1))
    agree(ours, theirs, terms=terms)
    say(ours, "match_commit", Commit("VRH", terms.hash, 6, bytes(32)).to_value())

    assert ("VRH" in talk.signed(ours.transcript, terms).commits) == stands


def test_a_round_is_begun_when_a_side_has_committed() -> None:
    ours, theirs = ends()
    later = replace(TERMS, epoch=date(2026, 11, 20))
    agree(ours, theirs)
    agree(ours, theirs, terms=later)
    assert talk.begun(ours.transcript, later) == ()

    say(theirs, "match_commit", Commit("ZLS", TERMS.hash, 6, bytes(32)).to_value())
    assert talk.begun(ours.transcript, later) == (TERMS,)
    assert talk.begun(ours.transcript, TERMS) == ()


def test_what_a_mediator_is_asked_is_not_a_commitment_to_the_other_side() -> None:
    ours, theirs = ends()
    mediator = party("MDL")
    mediator.transcript = ours.transcript
    terms = replace(TERMS, tier=Tier.MEDIATED, mediators=("MDL",))
    agree(ours, theirs, terms=terms)
    asked = Commit("VRH", terms.hash, 6, bytes([1]) * 32)
    grant = mediated.Grant("MDL", "VRH", terms.hash, 6, asked.root)
    say(ours, "match_commit", asked.to_value(), "MDL")
    say(mediator, "match_key", {"terms": terms.hash, "key": "ab" * 32})
    say(mediator, "match_grant", grant.to_value())

    found = talk.signed(ours.transcript, terms)

    assert (found.commits, found.asked) == ({}, {("VRH", "MDL"): asked})
    assert (found.keys, found.grants) == ({"MDL": bytes.fromhex("ab" * 32)}, {("MDL", "VRH"): grant})


def test_counts_are_said_in_their_form() -> None:
    ours, _ = ends()
    counts = Counts(date(2026, 11, 24), {"officers": 12, "wounded": 40})
    say(ours, "match_counts", counts.to_value())

    assert Counts.from_value(ours.transcript.held[-1].act.data) == counts


OUR_PEOPLE = {
    "p1": Named("p1", "Коваль Іван Петрович", "1990-05-12"),
    "p2": Named("p2", "Шевченко Олег Ігорович", "1988-03-04"),
}


def test_a_round_from_the_terms_to_a_signed_claim() -> None:
    ours, theirs = ends()
    agree(ours, theirs)
    lists = {
        "VRH": [Entrant(one.id, matching_keys(one.name, one.born)) for one in OUR_PEOPLE.values()],
        "ZLS": [Entrant("z9", matching_keys("Коваль Иван Петрович", "1990-05-12", "АБ-123456"))],
    }
    entries = {code: enter(people, TERMS, SECRETS[code]) for code, people in lists.items()}
    scalars = {code: machine.scalar(TERMS, SECRETS[code]) for code in lists}
    points = {code: Listing.of(machine.blind(entries[code], scalars[code])) for code in lists}
    for end in (ours, theirs):
        code = end.keyring.party
        say(end, "match_commit", machine.commit(code, TERMS, points[code]).to_value())

    commits = talk.signed(ours.transcript, TERMS).commits
    earlier = talk.begun(ours.transcript, TERMS)
    left = machine.begin(TERMS, commits["VRH"], commits["ZLS"], earlier)
    right = machine.begin(TERMS, commits["ZLS"], commits["VRH"], earlier)
    left = machine.take_points(left, carried(points["ZLS"], theirs, ours), scalars["VRH"])
    right = machine.take_points(right, carried(points["VRH"], ours, theirs), scalars["ZLS"])
    say(ours, "match_answer", machine.answer(left).to_value())
    say(theirs, "match_answer", machine.answer(right).to_value())
    answers = talk.signed(ours.transcript, TERMS).answers
    left = machine.take_answer(left, answers["ZLS"])
    right = machine.take_answer(right, answers["VRH"])
    left = machine.take_returned(left, machine.answer_page(right, 0))

    right = machine.take_returned(right, machine.answer_page(left, 0))

    assert left.returned
    assert right.returned
    seen = hits.slots(left.returned.taken.values(), left.answers.values())
    theirs_seen = hits.slots(right.returned.taken.values(), right.answers.values())
    say(theirs, "match_proof", hits.prove(right, theirs_seen, scalars["ZLS"], 0).to_value())
    hits.check(points["VRH"], left, seen, talk.signed(ours.transcript, TERMS).proofs["ZLS"])
    matches = find(entries["VRH"].roster, left.returned.taken.values(), left.answers.values())
    assert [(match.id, match.keys) for match in matches] == [("p1", (2, 3, 4, 5, 6))]
    [claim] = claims(matches, OUR_PEOPLE)
    say(ours, "custody_claim", claim)
    assert ours.transcript.held[-1].act.data["person"] == OUR_PEOPLE["p1"].to_value()


def carried(listing: Listing, by: Party, to: Party) -> Page:
    """The first page of a list, sealed by one end and opened by the other."""
    blob = carriage.seal_page(listing.page(0), [to.keyring.speaker.public.box], TERMS, listing.root)
    with pytest.raises(MatchingRefused, match="not a page"):
        carriage.open_page([to.keyring.speaker.box], blob, TERMS, bytes(32))
    with pytest.raises(MatchingRefused, match="not a page"):
        carriage.open_page([by.keyring.speaker.box], blob, TERMS, listing.root)
    return carriage.open_page([to.keyring.speaker.box], blob, TERMS, listing.root)
