from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from desk.accounts.models import User
from desk.channel import actions, ends
from desk.channel.forms import COMPOSED
from desk.channel.models import Channel, Deal, Draft, Message
from homeward.channel.carriers import bag
from homeward.channel.party import Keyring
from homeward.channel.verifier import verify_transcript
from tests.desk.channel.conftest import PEER_SEED, ROOT_WORDS, WORDS, World
from tests.desk.channel.test_actions import offered

SignedIn = Callable[[str], Client]


def text(client: Client, name: str, *args: str) -> str:
    response = client.get(reverse(f"channel:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_a_file_larger_than_a_card_opens_no_channel(signed_in: SignedIn) -> None:
    large = SimpleUploadedFile("peer.card.json", b"{" * (256 * 1024 + 1))
    page = signed_in("negotiator").post(reverse("channel:pair"), {"peer": large}).content.decode()
    assert "This file is too large to be a card." in page


def test_an_empty_room_says_how_to_begin(signed_in: SignedIn) -> None:
    assert "Superiors' seats and our card" in text(signed_in("negotiator"), "channel")


def test_a_channel_is_opened_with_cards_and_digits(signed_in: SignedIn, settings, tmp_path, now) -> None:  # type: ignore[no-untyped-def]
    settings.VAR = tmp_path
    second = Client()
    second.force_login(User.objects.create(username="approver-2", role="approver"))
    for superior in (signed_in("approver"), second):
        superior.post(reverse("channel:take_seat"), {"passphrase": WORDS, "again": WORDS})
    signed_in("approver").post(reverse("channel:set_up"), {"passphrase": ROOT_WORDS})
    client = signed_in("negotiator")
    card = Keyring.from_seed(PEER_SEED, "ZLS", now).card.to_bytes()
    client.post(reverse("channel:pair"), {"peer": SimpleUploadedFile("zls.json", card)})
    row = Channel.objects.get()
    assert row.level == "card"
    client.post(reverse("channel:compare", args=[row.public_id]), {"digits": ends.peer_digits(row)})
    row.refresh_from_db()
    assert row.level == "digits"


def test_a_file_that_is_no_card_is_refused_with_a_sentence(world: World, signed_in: SignedIn) -> None:
    file = SimpleUploadedFile("x.json", b"{}")
    response = signed_in("negotiator").post(reverse("channel:pair"), {"peer": file}, follow=True)
    assert "This is not a card of a headquarters" in response.content.decode()


def test_the_approver_reads_what_for_whom_and_signs(world: World, signed_in: SignedIn) -> None:
    draft = offered(world)
    client = signed_in("approver")
    page = text(client, "approvals")
    assert "Offer of an exchange → ZLS, MDL" in page
    assert "Коваль Іван Петрович" in page
    client.post(reverse("channel:verdict", args=[draft.public_id]), {"verdict": "approve", "passphrase": WORDS})
    assert draft.approvals.get().by.username == "approver"


def test_a_refusal_without_a_reason_is_refused(world: World, signed_in: SignedIn) -> None:
    draft = offered(world)
    url = reverse("channel:verdict", args=[draft.public_id])
    response = signed_in("approver").post(url, {"verdict": "refuse"}, follow=True)
    assert "A refusal needs a reason." in response.content.decode()
    assert Draft.objects.get().state == Draft.State.WAITING


def test_the_deal_shows_its_people_its_messages_and_what_can_be_said_next(world: World, signed_in: SignedIn) -> None:
    world.approve(offered(world))
    page = text(signed_in("negotiator"), "deal", Deal.objects.get().public_id)
    for words in ("Deal with ZLS", "Орлов Пётр Ильич", "VRH offers an exchange.", "Withdraw", "Approved by vrh_p1"):
        assert words in page


@pytest.mark.parametrize(("language", "words"), [("uk", "Пропозиція обміну"), ("ru", "Предложение обмена")])
def test_a_message_is_read_in_the_language_of_the_page(
    world: World, signed_in: SignedIn, language: str, words: str
) -> None:
    world.approve(offered(world))
    client = signed_in("negotiator")
    response = client.get(
        reverse("channel:channel", args=[world.channel.public_id]), headers={"accept-language": language}
    )
    assert words in response.content.decode()


def test_every_message_is_shown_with_the_level_of_its_channel(world: World, signed_in: SignedIn) -> None:
    actions.compose(by=world.negotiator, at=world.now, channel=world.channel, kind="note", data={"note": "x"})
    assert "Thirty digits compared." in text(signed_in("negotiator"), "channel", world.channel.public_id)


def test_a_note_is_written_by_its_form_and_carried_out_and_in(world: World, signed_in: SignedIn) -> None:
    client, id = signed_in("negotiator"), world.channel.public_id
    client.post(reverse("channel:compose", args=[id, "note"]), {"note": "The wounded first."})
    packed = client.post(reverse("channel:carry_out", args=[id])).content
    [blob], _ = bag.take(packed)
    assert world.peer.open(blob.data or b"").act.data == {"note": "The wounded first."}
    world.answer("note", {"note": "Agreed."})
    response = client.post(reverse("channel:take_in", args=[id]), follow=True)
    assert "1 new message." in response.content.decode()
    assert "Seen by the other side" not in response.content.decode()


def test_every_form_opens_and_an_empty_one_is_not_sent(world: World, signed_in: SignedIn) -> None:
    client = signed_in("negotiator")
    for kind in (kind for kind in COMPOSED if kind != "heartbeat"):
        url = reverse("channel:compose", args=[world.channel.public_id, kind])
        assert client.get(url).status_code == client.post(url, {}).status_code == 200
    assert not Message.objects.exists()


def test_acknowledging_a_message_answers_it(world: World, signed_in: SignedIn) -> None:
    world.answer("note", {"note": "one"})
    world.receive()
    client = signed_in("negotiator")
    client.post(reverse("channel:acknowledge", args=[Message.objects.get().public_id]))
    assert "Acknowledged" in text(client, "channel", world.channel.public_id)


def test_the_transcript_verifies_on_the_page_and_as_a_file(world: World, signed_in: SignedIn) -> None:
    world.approve(offered(world))
    client, id = signed_in("auditor"), world.channel.public_id
    assert "Every signature, approval and link holds" in text(client, "verify", id)
    file = client.get(reverse("channel:transcript", args=[id])).content
    assert verify_transcript(file).messages == 1


@pytest.mark.parametrize("role", ["liaison", "family", "analyst"])
def test_others_do_not_enter(world: World, signed_in: SignedIn, role: str) -> None:
    assert signed_in(role).get(reverse("channel:channel")).status_code == 403


def test_a_mediator_reads_but_does_not_write(world: World, signed_in: SignedIn) -> None:
    url = reverse("channel:compose", args=[world.channel.public_id, "note"])
    assert signed_in("mediator").post(url, {"note": "x"}).status_code == 403


def test_the_approver_of_an_acceptance_sees_whom_it_is_about(world: World, signed_in: SignedIn) -> None:
    people = {"give": [world.person(world.ours)], "receive": [world.person(world.theirs)]}
    world.answer("offer", {"deal": "d9", "terms": {}, **people})
    world.receive()
    row = Deal.objects.get()
    signed_in("negotiator").post(reverse("channel:move", args=[row.public_id, "accept"]))
    page = text(signed_in("approver"), "approvals")
    assert "It answers this offer:" in page
    assert "Коваль Іван Петрович" in page
    assert (
        "Accept"
        not in text(signed_in("negotiator"), "deal", row.public_id).split("<h2>")[0].split("heading-actions")[1]
    )


def test_a_counter_proposal_leaves_out_whom_the_negotiator_unticks(world: World, signed_in: SignedIn) -> None:
    people = {"give": [world.person(world.ours)], "receive": [world.person(world.theirs)]}
    world.answer("offer", {"deal": "d9", "terms": {}, **people})
    world.receive()
    url = reverse("channel:counter", args=[Deal.objects.get().public_id])
    assert "Орлов Пётр Ильич" in signed_in("negotiator").get(url).content.decode()
    signed_in("negotiator").post(url, {"receive": [world.ours.public_id], "note": "Он тяжело ранен."})
    draft = Draft.objects.get()
    assert (draft.data["give"], len(draft.data["receive"])) == ([], 1)


def test_a_note_of_several_lines_goes_with_a_counter_proposal(world: World, signed_in: SignedIn) -> None:
    world.answer("offer", {"deal": "d9", "terms": {}, "give": [world.person(world.ours)], "receive": []})
    world.receive()
    url = reverse("channel:counter", args=[Deal.objects.get().public_id])
    signed_in("negotiator").post(url, {"receive": [world.ours.public_id], "note": "Он тяжело ранен.\r\nЖдём."})
    assert Draft.objects.get().data["note"] == "Он тяжело ранен.\nЖдём."


def test_a_question_to_the_detaining_power_is_asked_and_answered_by_form(world: World, signed_in: SignedIn) -> None:
    client, id = signed_in("negotiator"), world.channel.public_id
    asked = {"person_id": "p1", "person_name": "Коваль Іван", "asks": "health", "through": "icrc"}
    url = reverse("channel:compose", args=[id, "holder_question"])
    client.post(url, {**asked, "asked_on": "2026-11-20", "reference": "R-7"})
    question = Message.objects.get()
    reply = {"of": question.body_hash, "answer": "held", "origin": "icrc", "replied_on": "2026-11-24"}
    client.post(reverse("channel:compose", args=[id, "holder_reply"]), reply)
    assert [row.kind for row in Message.objects.order_by("pk")] == ["holder_question", "holder_reply"]


def test_a_message_that_binds_waits_for_approval_when_written_by_form(world: World, signed_in: SignedIn) -> None:
    url = reverse("channel:compose", args=[world.channel.public_id, "mandate"])
    signed_in("negotiator").post(url, {"mandate": "lists", "until": "2026-12-01T12:00"})
    assert Draft.objects.get().state == Draft.State.WAITING
    assert not Message.objects.exists()
