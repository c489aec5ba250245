"""A dishonest other side: refused with a sentence, and nothing changed."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from desk.channel import sealed_pages
from desk.channel.models.matching import Hit, Round
from desk.channel.queries import matching as queries
from homeward.channel.matching import bundle, carriage, group
from homeward.channel.matching import round as machine
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.pages import Listing, Page
from homeward.channel.matching.terms import Commit
from tests.desk.channel.conftest import World
from tests.desk.channel.matching_peer import Peer, agreed, desk, missing, stands, terms_of, written
from tests.homeward.channel.sides import shown

IVAN = written("z1", "Коваль Иван Петрович", "1990-05-12")


@pytest.fixture
def peer(world: World, tmp_path: Path) -> Peer:
    """A round to which we have committed."""
    missing(world, "Коваль Іван Петрович", "1990-05-12")
    missing(world, "Шевченко Тарас Григорович", "1991-02-03", "АА-123456")
    peer = agreed(world, tmp_path / "peer", terms_of(world))
    desk(peer)
    world.deliver()
    return peer


def refused(peer: Peer) -> str:
    """What the desk says after it went on, in words."""
    return queries.fault(desk(peer), "en")


def committed(peer: Peer) -> Listing:
    peer.commit([IVAN])
    return peer.points()


def answered(peer: Peer) -> Listing:
    """Both have committed to their answers; those of the other side."""
    committed(peer)
    desk(peer)
    peer.show(peer.points())
    peer.take_points()
    desk(peer)
    peer.world.deliver()
    return peer.answers()


def test_more_than_agreed(peer: Peer) -> None:
    peer.say("match_commit", Commit("ZLS", peer.terms.hash, 66, bytes(32)).to_value())
    assert refused(peer) == "ZLS would enter 66 keys; agreed were at most 60, and none is no round."


def test_our_own_points_as_its_own(peer: Peer) -> None:
    ours = peer.signed.commits["VRH"]
    peer.say("match_commit", replace(ours, party="ZLS").to_value())
    assert refused(peer) == "The other side brings our own commitment as its own."


def test_other_points_than_it_committed_to(peer: Peer) -> None:
    points = committed(peer)
    peer.show(points, [Page(0, points.pages[0][:-32] + points.pages[0][:32], ())])
    assert refused(peer) == "Page 1 is not the one that the other side committed to."
    assert stands(peer).endswith("Pages here: 0 of 1.")

    peer.show(points)
    assert refused(peer) == ""
    assert stands(peer) == "The other side commits to its answers. Ours are not shown before."


def test_no_points_at_all(peer: Peer) -> None:
    false = Listing.of([b"\xff" * 32 * 6])
    peer.say("match_commit", Commit("ZLS", peer.terms.hash, 6, false.root).to_value())
    peer.show(false)
    assert refused(peer) == "A value in the round is not a point of the group."


def test_one_value_many_times(peer: Peer) -> None:
    false = Listing.of([group.base(7) * 6])
    peer.say("match_commit", Commit("ZLS", peer.terms.hash, 6, false.root).to_value())
    peer.show(false)
    assert refused(peer) == "The other side shows one value twice; the list is refused as a whole."


def test_a_second_commitment_changes_nothing(peer: Peer) -> None:
    points = committed(peer)
    peer.say("match_commit", Commit("ZLS", peer.terms.hash, 12, bytes(32)).to_value())
    peer.show(points)
    assert refused(peer) == ""
    assert stands(peer) == "The other side commits to its answers. Ours are not shown before."


def test_answers_to_other_points(peer: Peer) -> None:
    committed(peer)
    desk(peer)
    peer.show(peer.points())
    desk(peer)
    peer.say("match_answer", machine.Answer("ZLS", peer.terms.hash, bytes(32), bytes(32)).to_value())
    assert refused(peer) == "These answers are not to what we committed to in this round."


def test_other_answers_than_it_committed_to(peer: Peer) -> None:
    answers = answered(peer)
    page = answers.page(0)
    peer.show(answers, [replace(page, data=page.data[32:] + page.data[:32])])
    assert refused(peer) == "Page 1 is not the one that the other side committed to."
    peer.show(answers)
    peer.take_answers()
    assert refused(peer) == ""
    assert Hit.objects.count() == 1


def test_answers_swapped_about_so_that_the_wrong_person_matches(peer: Peer) -> None:
    """It exchanges its answers for two persons of ours, commits to that, and proves it as well as it can."""
    committed(peer)
    desk(peer)
    peer.show(peer.points())
    desk(peer)
    peer.world.deliver()
    state = peer.side.state(peer.signed)
    state = peer.side.take_points(state, peer.read(state.theirs.root), lambda done, total: None)
    whole = state.answers.pages[0]
    false = replace(state, answers=Listing.of([whole[6 * 32 :] + whole[: 6 * 32]]))
    peer.say("match_answer", machine.answer(false).to_value())
    desk(peer)
    peer.world.deliver()
    peer.show(false.answers)
    desk(peer)
    false = machine.take_answer(false, peer.signed.answers["VRH"])
    for page in peer.read(peer.signed.answers["VRH"].root):
        false = machine.take_returned(false, page)
    for proof in peer.side.prove(false):
        peer.say("match_proof", proof.to_value())

    assert refused(peer).startswith("ZLS did not prove its answers; the result is void")
    assert not Hit.objects.exists()
    assert Round.objects.get().read_at is None


def test_a_file_that_holds_no_pages(world: World) -> None:
    with pytest.raises(MatchingRefused, match="not a page of a round"):
        sealed_pages.take_in(world.channel, [io.BytesIO(b"a letter")])


def test_pages_sealed_for_somebody_else(peer: Peer) -> None:
    points = committed(peer)
    file = io.BytesIO()
    theirs = [peer.world.peer.keyring.speaker.public.box]
    bundle.write(
        file, points.root, [carriage.seal_page(page, theirs, peer.terms, points.root) for page in shown(points)]
    )
    file.seek(0)
    sealed_pages.take_in(peer.world.channel, [file])
    assert refused(peer) == "This is not a page of a round, or it was damaged."
