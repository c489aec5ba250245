"""A mediator's desk postmarks and witnesses; the desk of a headquarters keeps that and notices a contradiction."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from desk import flow
from desk.channel import actions, ends, mirror
from desk.channel.models import Alarm, Cosignature, Deal, Postmark, Witnessed
from desk.channel.queries.witnessing import marks_of
from homeward.channel import marks, tree
from homeward.channel.carriers import bag
from homeward.channel.export import export
from homeward.channel.party import Party
from homeward.channel.postmark import stamp
from homeward.channel.verifier import verify_transcript
from homeward.channel.witness import cosign
from tests.desk.channel.between import Between
from tests.desk.channel.conftest import World

SignedIn = Callable[[str], Client]


def attest(between: Between) -> None:
    actions.attest(by=between.mediator, at=between.now, channel=between.channel)


def test_what_was_taken_in_is_postmarked_and_its_chain_witnessed(between: Between) -> None:
    first = between.say("VRH", "note", {"note": "one"})
    attest(between)
    between.say("VRH", "note", {"note": "two"})
    between.say("ZLS", "note", {"note": "theirs"})
    attest(between)
    assert Postmark.objects.count() == 3
    assert [(row.author, row.size) for row in Witnessed.objects.order_by("author")] == [("vrh", 2), ("zls", 1)]
    assert [(row.author, row.size) for row in Cosignature.objects.order_by("id")] == [
        ("vrh", 1),
        ("vrh", 2),
        ("zls", 1),
    ]
    for end in between.ends.values():
        given = marks_of(between.channel)
        for mark in given.postmarks:
            end.transcript.stamp(mark)
        for one in given.cosignatures:
            end.transcript.witness(one)
        found = verify_transcript(export(end.transcript))
        assert (found.postmarked, found.witnessed) == (3, 2)
    assert first.id in {mark.of for mark in marks_of(between.channel).postmarks}


def test_attesting_again_adds_nothing(between: Between) -> None:
    between.say("VRH", "note", {"note": "one"})
    attest(between)
    attest(between)
    assert (Postmark.objects.count(), Cosignature.objects.count()) == (1, 1)


def test_the_flow_attests_what_came_in(between: Between) -> None:
    between.say("VRH", "note", {"note": "one"})
    flow.advance()
    assert Postmark.objects.get().mediator == "mdl"


def test_a_chain_that_does_not_continue_what_was_signed_is_not_signed(between: Between) -> None:
    between.say("VRH", "note", {"note": "one"})
    Witnessed.objects.create(channel=between.channel, author="vrh", size=1, root="f" * 64, at=between.now)
    attest(between)
    assert not Cosignature.objects.exists()
    assert Alarm.objects.get().cause == "witness_not_continued"
    assert Witnessed.objects.get().root == "f" * 64


def test_nothing_is_given_out_that_is_not_committed(
    between: Between,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    between.say("VRH", "note", {"note": "one"})

    def full(**values: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("desk.channel.actions.witnessing.record", full)
    with pytest.raises(OSError, match="No space left"):
        attest(between)
    assert not Witnessed.objects.exists()
    assert marks_of(between.channel) == marks.Marks((), ())


def test_the_mediator_downloads_the_marks(between: Between, signed_in: SignedIn) -> None:
    between.say("VRH", "note", {"note": "one"})
    attest(between)
    client, id = signed_in("mediator"), between.channel.public_id
    page = client.get(reverse("channel:channel", args=[id])).content.decode()
    assert "Existed by 2026-11-24 09:00 (postmark of mdl)." in page
    assert "vrh up to number 1" in page
    given = marks.read(client.get(reverse("channel:marks", args=[id])).content)
    assert (len(given.postmarks), len(given.cosignatures)) == (1, 1)


def test_the_carried_bag_holds_the_marks(between: Between, signed_in: SignedIn) -> None:
    between.say("VRH", "note", {"note": "one"})
    attest(between)
    actions.compose(by=between.mediator, at=between.now, channel=between.channel, kind="note", data={"note": "x"})
    packed = signed_in("mediator").post(reverse("channel:carry_out", args=[between.channel.public_id])).content
    assert len(bag.take(packed)[0]) == 1
    assert bag.take(packed)[1] == ()
    assert marks.read(bag.marks(packed)) == marks_of(between.channel)


def marks_by(world: World, other: Party, author: str) -> bytes:
    """What the mediator gives out who has seen the chain of `author` that `other` has."""
    mediator = world.mediator.keyring.speaker
    claim = other.transcript.claim(author)
    one = cosign(
        mediator, None, claim, tree.consistency(other.transcript.chains.ids(author), 0), world.now, lambda _: None
    )
    stamped = [stamp(mediator, id, world.now) for id in other.transcript.chains.ids(author)]
    return marks.write(stamped, [one])


def upload(client: Client, world: World, data: bytes) -> str:
    url = reverse("channel:take_in", args=[world.channel.public_id])
    return client.post(url, {"sealed": SimpleUploadedFile("marks.jsonl", data)}, follow=True).content.decode()


def test_a_headquarters_takes_marks_in_and_shows_them_with_the_message(world: World, signed_in: SignedIn) -> None:
    world.answer("note", {"note": "Five."})
    world.receive()
    client = signed_in("negotiator")
    page = upload(client, world, marks_by(world, world.peer, "zls"))
    assert "Existed by 2026-11-24 09:00 (postmark of mdl)." in page
    assert "Agrees with the chain here" in page
    assert not Alarm.objects.exists()
    found = verify_transcript(export(ends.end_of(world.channel).transcript))
    assert (found.postmarked, found.witnessed) == (1, 1)
    upload(client, world, marks_by(world, world.peer, "zls"))
    assert (Postmark.objects.count(), Cosignature.objects.count()) == (1, 1)


def test_a_postmark_that_is_taken_in_seals_a_deal_whose_time_the_mediator_keeps(world: World) -> None:
    people = {"give": [world.person(world.ours)], "receive": [world.person(world.theirs)]}
    world.answer("offer", {"deal": "d1", "terms": {"timekeeper": "MDL"}, **people})
    world.receive()
    world.approve(actions.accept(by=world.negotiator, at=world.now, deal=Deal.objects.get()))
    world.deliver()
    world.answer("confirm", {"deal": "d1", "on": world.peer.transcript.deals()[0]["d1"].on})
    world.receive()
    assert Deal.objects.get().state == "confirmed"
    data = marks_by(world, world.peer, "vrh") + marks_by(world, world.peer, "zls")
    actions.take_marks(by=world.negotiator, at=world.now, channel=world.channel, data=data)
    assert Deal.objects.get().state == "sealed"


def test_marks_in_a_zipped_folder_are_taken_in(world: World, signed_in: SignedIn) -> None:
    world.answer("note", {"note": "Five."})
    world.receive()
    upload(signed_in("negotiator"), world, bag.put([], marks_by(world, world.peer, "zls")))
    assert (Postmark.objects.count(), Cosignature.objects.count()) == (1, 1)
    assert "The ZIP file cannot be read" in upload(signed_in("negotiator"), world, b"PK, and then something else")


def test_a_cosignature_of_another_chain_is_kept_and_raises_an_alarm(world: World, signed_in: SignedIn) -> None:
    world.answer("note", {"note": "to us"})
    world.receive()
    shown = Party(world.peer.keyring, world.peer.channel)
    shown.say(shown.act("note", {"note": "to the mediator"}, world.peer_exp()), world.now)
    page = upload(signed_in("negotiator"), world, marks_by(world, shown, "zls"))
    assert "The witness saw another chain of zls" in page
    assert Cosignature.objects.get().found == "contradicts"
    assert verify_transcript(export(ends.end_of(world.channel).transcript)).witnessed == 0


def test_a_cosignature_that_is_ahead_is_compared_when_the_messages_come(world: World) -> None:
    world.answer("note", {"note": "to us"})
    ahead = Party(world.peer.keyring, world.peer.channel)
    ahead.say(ahead.act("note", {"note": "to the mediator"}, world.peer_exp()), world.now)
    data = marks_by(world, ahead, "zls")
    actions.take_marks(by=world.negotiator, at=world.now, channel=world.channel, data=data)
    assert Cosignature.objects.get().found == "ahead"
    world.receive()
    assert Cosignature.objects.get().found == "contradicts"
    assert Alarm.objects.get().cause == "witness_contradicts"
    mirror.raise_contradictions(at=world.now, channel=world.channel)
    assert Alarm.objects.count() == 1


def test_marks_of_somebody_else_are_refused_and_nothing_is_kept(world: World, signed_in: SignedIn) -> None:
    world.answer("note", {"note": "Five."})
    world.receive()
    forged = marks.write([stamp(world.peer.keyring.speaker, "a" * 64, world.now)], [])
    good = marks_by(world, world.peer, "zls")
    page = upload(signed_in("negotiator"), world, forged + good)
    assert "The postmark is not one of a mediator" in page
    assert not Postmark.objects.exists()
    assert not Cosignature.objects.exists()
