"""The pages of private matching."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from desk.channel import rounds, sealed_pages
from desk.channel.models import Draft, Message
from desk.channel.models.matching import Hit, Round
from homeward.channel.matching.pages import Page
from tests.desk.channel.conftest import World
from tests.desk.channel.matching_peer import Peer, agreed, desk, missing, play, stands, terms_of, written

SignedIn = Callable[[str], Client]
IVAN = written("z1", "Коваль Иван Петрович", "1990-05-12")
FORM = {
    "tier": "t1",
    "category": "VRH.all",
    "ours": 10,
    "theirs": 12,
    "permille": 1050,
    "epoch": "2026-11-24",
    "days": 30,
}


@pytest.fixture
def peer(world: World, tmp_path: Path) -> Peer:
    missing(world, "Коваль Іван Петрович", "1990-05-12")
    return agreed(world, tmp_path / "peer", terms_of(world))


def text(client: Client, name: str, *args: str) -> str:
    response = client.get(reverse(f"channel:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def press(client: Client, name: str, peer: Peer, data: dict[str, object] | None = None) -> str:
    """Press a button on the page of the round; the page that follows."""
    address = reverse(f"channel:{name}", args=[peer.world.channel.public_id, peer.terms.hash])
    return client.post(address, data or {}, follow=True).content.decode()


def test_a_channel_without_rounds_says_how_to_begin(world: World, signed_in: SignedIn) -> None:
    page = text(signed_in("negotiator"), "matchings", world.channel.public_id)
    assert "No round yet" in page
    assert "Nobody has told a number yet" in page


def test_terms_are_proposed_by_form_and_read_by_the_approvers(world: World, signed_in: SignedIn) -> None:
    missing(world, "Коваль Іван Петрович", "1990-05-12")
    address = reverse("channel:new_matching", args=[world.channel.public_id])
    assert 'name="ours" value="1"' in signed_in("negotiator").get(address).content.decode()
    page = signed_in("negotiator").post(address, FORM, follow=True).content.decode()
    assert "1 proposal of ours waits for approval." in page
    assert Draft.objects.get().kind == "match_terms"
    assert "Terms of private matching" in text(signed_in("approver"), "approvals")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [("permille", 1051, "1050"), ("days", 29, "30"), ("epoch", "2026-13-01", "valid date"), ("ours", 0, "1")],
)
def test_terms_beyond_the_bounds_are_refused(
    world: World, signed_in: SignedIn, field: str, value: object, told: str
) -> None:
    address = reverse("channel:new_matching", args=[world.channel.public_id])
    page = signed_in("negotiator").post(address, {**FORM, field: value}).content.decode()
    assert told in page
    assert not Draft.objects.exists()


def test_a_proposal_of_theirs_waits_for_our_word(world: World, signed_in: SignedIn, tmp_path: Path) -> None:
    peer = Peer(world, terms_of(world), tmp_path / "peer")
    peer.agree()
    assert "Their proposal waits for our word" in text(
        signed_in("negotiator"), "matching", world.channel.public_id, peer.terms.hash
    )
    assert "The terms wait for two approvals" in press(signed_in("negotiator"), "agree_matching", peer)
    world.approve(Draft.objects.get())
    assert "We enter our people" in stands(peer)


def test_a_whole_round_by_the_pages(world: World, peer: Peer, signed_in: SignedIn) -> None:
    client = signed_in("negotiator")
    assert "The other side commits to its people" in press(client, "go_on_matching", peer)
    world.deliver()
    peer.commit([IVAN])
    page = press(client, "go_on_matching", peer)
    root = sealed_pages.out(world.channel, peer.signed.commits["VRH"].root)
    assert reverse("channel:give_pages", args=[world.channel.public_id, peer.terms.hash, root.stem]) in page

    peer.take_points()
    page = press(client, "take_pages", peer, {"pages": pages_of(peer, peer.points())})
    assert "Carry our answers to the other side" in page
    world.deliver()
    page = press(client, "take_pages", peer, {"pages": pages_of(peer, peer.answers())})
    assert "The other side proves its answers" in page
    peer.take_answers()
    page = press(client, "go_on_matching", peer)
    assert "Read: 1 pair" in page
    assert "Pairs that both now know of" in page


def pages_of(peer: Peer, listing: object) -> SimpleUploadedFile:
    """The file of a list of theirs, as it is uploaded."""
    folder = sealed_pages.out(peer.world.channel, b"").parent.parent.parent / "in" / sealed_pages.FOLDER
    before = set(folder.glob("*")) if folder.exists() else set()
    peer.show(listing)  # type: ignore[arg-type]
    (path,) = set(folder.glob("*")) - before
    data = path.read_bytes()
    path.unlink()
    return SimpleUploadedFile("theirs.pages", data)


def test_our_sealed_pages_are_given_to_the_negotiator_alone(world: World, peer: Peer, signed_in: SignedIn) -> None:
    desk(peer)
    world.deliver()
    peer.commit([IVAN])
    desk(peer)
    root = peer.signed.commits["VRH"].root.hex()
    address = reverse("channel:give_pages", args=[world.channel.public_id, peer.terms.hash, root])
    response = signed_in("negotiator").get(address)
    assert b"".join(response.streaming_content).startswith(b"HWPAGES1")  # type: ignore[attr-defined]
    assert signed_in("auditor").get(address).status_code == 403
    other = reverse("channel:give_pages", args=[world.channel.public_id, peer.terms.hash, "0" * 64])
    assert signed_in("negotiator").get(other).status_code == 404


def test_a_file_that_holds_no_pages_is_refused_with_a_sentence(world: World, peer: Peer, signed_in: SignedIn) -> None:
    desk(peer)
    page = press(signed_in("negotiator"), "take_pages", peer, {"pages": SimpleUploadedFile("a.pages", b"letter")})
    assert "This is not a page of a round, or it was damaged." in page


def test_what_was_refused_of_the_other_side_stands_on_the_page(world: World, peer: Peer, signed_in: SignedIn) -> None:
    desk(peer)
    world.deliver()
    peer.commit([IVAN])
    false = peer.points().page(0).data
    peer.show(peer.points(), [Page(0, false[::-1], ())])
    page = press(signed_in("negotiator"), "go_on_matching", peer)
    assert "Refused on 2026-11-24 09:00, and nothing was changed:" in page
    assert "Page 1 is not the one that the other side committed to." in page


def test_a_refusal_of_ours_is_told_on_the_next_page(world: World, peer: Peer, signed_in: SignedIn) -> None:
    for number in range(10):
        missing(world, f"Коваль Петро {number}", f"19{70 + number}-01-01")
    page = press(signed_in("negotiator"), "go_on_matching", peer)
    assert "VRH would enter 66 keys; agreed were at most 60" in page
    assert not Message.objects.filter(kind="match_commit").exists()


def test_a_pair_is_confirmed_and_claimed_by_the_pages(world: World, peer: Peer, signed_in: SignedIn) -> None:
    row = play(peer, [IVAN])
    hit = Hit.objects.get()
    page = text(signed_in("analyst"), "matches", row.public_id)
    assert "Коваль Іван Петрович" in page
    assert "5 keys" in page
    signed_in("analyst").post(reverse("channel:judge_match", args=[hit.public_id]), {"verdict": "confirmed"})
    assert signed_in("analyst").post(reverse("channel:claim_matches", args=[row.public_id])).status_code == 403
    claim = reverse("channel:claim_matches", args=[row.public_id])
    page = signed_in("negotiator").post(claim, {"hit": [hit.public_id]}, follow=True).content.decode()
    assert "1 claim is sealed." in page
    assert Message.objects.filter(kind="custody_claim").count() == 1


def test_many_pairs_stand_on_several_pages_those_to_be_claimed_first(
    world: World, peer: Peer, signed_in: SignedIn
) -> None:
    row = play(peer, [IVAN])
    person = Hit.objects.get().person
    Hit.objects.bulk_create(Hit(round=row, person=person, other=n, keys=[1]) for n in range(100, 160))
    client, address = signed_in("negotiator"), reverse("channel:matches", args=[row.public_id])
    first, second = (client.get(f"{address}?page={number}").content.decode() for number in (1, 2))
    assert ("1–50 / 61" in first, "51–61 / 61" in second) == (True, True)
    assert ("5 keys" in first, "5 keys" in second) == (True, False)
    judged = client.post(reverse("channel:judge_match", args=[Hit.objects.latest("pk").public_id]), {"page": "2"})
    assert judged["Location"] == f"{address}?page=2"


def test_pairs_wait_for_the_analyst_on_a_page_and_on_the_day(world: World, peer: Peer, signed_in: SignedIn) -> None:
    client = signed_in("analyst")
    assert "No pair waits" in text(client, "matches_waiting")
    row = play(peer, [IVAN])
    assert reverse("channel:matches", args=[row.public_id]) in text(client, "matches_waiting")
    assert "Pairs of private matching at which nobody has looked" in client.get("/").content.decode()


def test_the_end_of_a_round_is_told(world: World, peer: Peer, signed_in: SignedIn) -> None:
    play(peer, [IVAN])
    assert "Closed; its secrets are erased" in press(signed_in("negotiator"), "close_matching", peer)


def test_whoever_only_reads_sees_no_button_and_may_press_none(world: World, peer: Peer, signed_in: SignedIn) -> None:
    page = text(signed_in("auditor"), "matching", world.channel.public_id, peer.terms.hash)
    assert "We enter our people" in page
    assert "Go on" not in page
    address = reverse("channel:go_on_matching", args=[world.channel.public_id, peer.terms.hash])
    assert signed_in("auditor").post(address).status_code == 403
    assert signed_in("analyst").get(reverse("channel:matchings", args=[world.channel.public_id])).status_code == 403


def test_terms_that_were_never_said_have_no_page(world: World, signed_in: SignedIn) -> None:
    address = reverse("channel:matching", args=[world.channel.public_id, "0" * 64])
    assert signed_in("negotiator").get(address).status_code == 404


def test_while_somebody_works_on_a_round_the_page_says_so(world: World, peer: Peer, signed_in: SignedIn) -> None:
    row = desk(peer)
    Round.objects.filter(pk=row.pk).update(done=3, total=7)
    with rounds.kept(world.channel, peer.terms.hash).alone():
        page = text(signed_in("negotiator"), "matching", world.channel.public_id, peer.terms.hash)
        told = press(signed_in("negotiator"), "go_on_matching", peer)
    assert "This round is being worked on already" in told
    assert "Being worked on." in page
    assert "3 / 7" in page


def test_after_a_press_the_page_looks_again_until_the_job_has_begun(
    world: World, peer: Peer, signed_in: SignedIn
) -> None:
    client, address = (
        signed_in("negotiator"),
        reverse("channel:matching", args=[world.channel.public_id, peer.terms.hash]),
    )
    pressed = client.post(f"{address}go-on/")
    assert pressed["Location"] == f"{address}?asked=1"
    assert f'hx-get="{address}?asked=2"' in client.get(f"{address}?asked=1").content.decode()
    for over in ("?asked=21", "?asked=x", ""):
        assert "hx-get" not in client.get(address + over).content.decode()


def test_our_numbers_are_told_with_one_press(world: World, signed_in: SignedIn) -> None:
    missing(world, "Коваль Іван Петрович", "1990-05-12")
    address = reverse("channel:say_counts", args=[world.channel.public_id])
    assert "people of VRH: everybody" in signed_in("negotiator").post(address, follow=True).content.decode()


@pytest.mark.parametrize(("language", "words"), [("uk", "Кого шукають"), ("ru", "Кого ищут")])
def test_the_pages_speak_all_languages(
    world: World, peer: Peer, signed_in: SignedIn, language: str, words: str
) -> None:
    client = signed_in("negotiator")
    with translation.override(language):
        address = reverse("channel:matchings", args=[world.channel.public_id])
    assert words in client.get(address, headers={"accept-language": language}).content.decode()
