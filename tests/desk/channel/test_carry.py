"""The page that carries: out and in by stick, mail and codes, with what is missing and what was here already."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from desk.channel import actions, ends, intake, queries
from desk.channel.models import Message
from homeward import keys
from homeward.channel.carriers import bag, mail, paper, qr
from homeward.channel.message import SIGNED_AS
from tests.desk.channel.conftest import World

SignedIn = Callable[[str], Client]
ENDS = ("post@zls.example", "post@vrh.example")


def spoken(world: World, words: str = "Agreed.") -> bytes:
    """Something the peer said, sealed."""
    said = world.peer.say(world.peer.act("note", {"note": words}, world.peer_exp()), world.now)
    return world.peer.seal(said, world.now)


def ours(world: World, words: str = "x") -> Message:
    actions.compose(by=world.negotiator, at=world.now, channel=world.channel, kind="note", data={"note": words})
    return Message.objects.filter(direction="out").latest("pk")


def upload(world: World, client: Client, *files: tuple[str, bytes]) -> str:
    url = reverse("channel:take_in", args=[world.channel.public_id])
    given = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(url, {"sealed": given}, follow=True).content.decode()


def get(client: Client, name: str, *args: str, **query: str) -> str:
    response = client.get(reverse(f"channel:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_mail_a_stick_and_photos_of_codes_bring_one_message_once(world: World, signed_in: SignedIn) -> None:
    client, blob = signed_in("negotiator"), spoken(world)
    assert "1 new message." in upload(world, client, ("x.eml", mail.put([blob], *ENDS, world.now)[0]))
    assert "1 was here already." in upload(world, client, ("x.zip", bag.put([blob])))
    photos = [(f"{n}.png", qr.draw(frame, scale=3)) for n, frame in enumerate(qr.put(blob))]
    assert "0 new messages. 1 was here already." in upload(world, client, *photos)
    assert Message.objects.count() == 1


def test_codes_are_read_on_two_days(world: World, signed_in: SignedIn) -> None:
    client = signed_in("negotiator")
    photos = [(f"{n}.png", qr.draw(frame, scale=3)) for n, frame in enumerate(qr.put(spoken(world)))]
    page = upload(world, client, *photos[1:4])
    assert f"3 / {len(photos)}" in page
    assert "Still to be read:" in page
    assert "1 new message." in upload(world, client, *photos[4:], photos[0])
    assert intake.begun(world.channel) == ()


def test_what_is_no_message_is_refused_with_its_name_and_spoils_no_other(world: World, signed_in: SignedIn) -> None:
    page = upload(
        world,
        signed_in("negotiator"),
        ("bad.eml", b"Subject: hello\r\n\r\nnothing"),
        ("cut.zip", b"PK\x03\x04"),
        ("cat.png", b"\x89PNG but no picture"),
        ("good.sealed", spoken(world)),
    )
    for words in ("bad.eml: No sealed message", "cut.zip: The ZIP file cannot", "cat.png: The file is no picture"):
        assert words in page
    assert "1 new message." in page


def test_codes_are_shown_a_few_at_a_time_and_all_for_the_printer(world: World, signed_in: SignedIn) -> None:
    row, client = ours(world), signed_in("negotiator")
    total = len(qr.put(bytes(row.sealed)))
    first = get(client, "codes", row.public_id)
    assert first.count("<svg") - first.count('class="icon"') == 4
    assert get(client, "codes", row.public_id, all="").count(f"/ {total}<") == total
    assert paper.put(bytes(row.sealed)) in first


def test_what_the_other_side_has_seen_is_not_carried_again(world: World, signed_in: SignedIn) -> None:
    row = ours(world)
    assert queries.unseen(world.channel) == [row]
    world.deliver()
    assert "1 new message." in upload(world, signed_in("negotiator"), ("x.sealed", spoken(world)))
    assert queries.unseen(world.channel) == []


def test_a_mail_file_carries_it(world: World, signed_in: SignedIn) -> None:
    ours(world)
    url = reverse("channel:mail_out", args=[world.channel.public_id])
    client = signed_in("negotiator")
    written = client.post(url, {"sender": ENDS[1], "to": ENDS[0]}).content
    [blob] = mail.take(written)
    assert world.peer.open(blob.data or b"").act.data == {"note": "x"}
    assert "A mail needs two addresses" in client.post(url, {"sender": "x"}, follow=True).content.decode()


def test_what_one_mail_cannot_carry_comes_as_several_in_a_zip_and_all_of_it_is_there(
    world: World, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        ours(world, f"note {_}")
    blobs = {bytes(row.sealed) for row in Message.objects.all()}
    monkeypatch.setattr(mail, "MAX_MAIL", max(map(len, blobs)) + 10)  # each mail holds one
    url = reverse("channel:mail_out", args=[world.channel.public_id])
    answer = signed_in("negotiator").post(url, {"sender": ENDS[1], "to": ENDS[0]})
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["1-of-3.eml", "2-of-3.eml", "3-of-3.eml"]
        carried = [blob.data for name in archive.namelist() for blob in mail.take(archive.read(name))]
    assert len(carried) == 3
    assert set(carried) == blobs


def test_what_only_the_mediator_has_seen_is_still_carried_to_the_other_side(world: World) -> None:
    row = ours(world)
    world.deliver(world.mediator)
    said = world.mediator.say(world.mediator.act("note", {"note": "seen"}, world.peer_exp()), world.now)
    world.mediator.send(said, ends.inbox(world.channel), world.now)
    world.receive()
    assert queries.unseen(world.channel) == [row]


def test_of_what_was_said_to_the_mediator_alone_a_mail_brings_the_peer_the_head(
    world: World, signed_in: SignedIn
) -> None:
    given = {"kind": "note", "data": {"note": "for the mediator"}, "to": ["MDL"]}
    actions.compose(by=world.negotiator, at=world.now, channel=world.channel, **given)
    url = reverse("channel:mail_out", args=[world.channel.public_id])
    written = signed_in("negotiator").post(url, {"sender": ENDS[1], "to": ENDS[0]}).content
    [arrival] = world.peer.take_in(mail.take(written), world.now).arrived
    assert (arrival.message.act.kind, arrival.message.act.data) == ("note", {})


def test_twenty_digits_name_the_message(world: World, signed_in: SignedIn) -> None:
    row, client = ours(world), signed_in("negotiator")
    id = world.channel.public_id
    assert "The digits agree: Note, number 1 of vrh." in get(client, "carry", id, paper=paper.put(bytes(row.sealed)))
    assert "No sealed message here has these digits" in get(client, "carry", id, paper="00000 " * 4)


@pytest.mark.parametrize("role", ["approver", "auditor", "escort", "mediator"])
def test_only_who_may_carry_carries(world: World, signed_in: SignedIn, role: str) -> None:
    client, row = signed_in(role), ours(world)
    assert client.get(reverse("channel:carry", args=[world.channel.public_id])).status_code == 403
    assert client.get(reverse("channel:codes", args=[row.public_id])).status_code == 403


def test_a_page_checks_only_what_is_new(world: World, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    client, id = signed_in("negotiator"), world.channel.public_id
    ours(world)
    get(client, "channel", id)
    checked: list[str] = []
    verify = keys.verify
    monkeypatch.setattr(keys, "verify", lambda *given: (checked.append(given[1]), verify(*given))[1])
    get(client, "channel", id)
    assert SIGNED_AS not in checked
    intake.keep(world.channel, [intake.Brought("x.sealed", spoken(world))])
    world.receive()
    checked.clear()
    assert "Agreed." in get(client, "channel", id)
    assert checked.count(SIGNED_AS) == 1
