"""Certificates of ours: devices, renewals, the end of a holder's say, another key for our speaker."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from desk.accounts import identity
from desk.accounts.models import User
from desk.audit.models import Entry
from desk.channel import actions, ends, seating
from desk.channel.models import Alarm, Certificate, Deal, Draft, Message
from desk.errors import Refused
from homeward import canonical, keys
from homeward.channel.carriers import folder
from homeward.channel.certificate import Certificate as Signed
from homeward.channel.certificate import Role, issue
from homeward.channel.offline.ticket import Ticket
from homeward.channel.party import Keyring, Party
from homeward.channel.standing import uncounted
from homeward.keys import Identity
from tests.desk.channel.conftest import PEER_SEED, ROOT_WORDS, WORDS, World
from tests.desk.channel.test_actions import TERMS, offered

TABLET = Identity.from_seed(b"a tablet on the road".ljust(32), "VRH-t1")
ROOT = actions.Root(ROOT_WORDS)


def certified(world: World, days: int = 30) -> Signed:
    escort = User.objects.create(username="escort-1", role="escort")
    data, by = canonical.encode(TABLET.public.to_value()), world.approvers[0]
    return actions.certify_device(by=by, at=world.now, data=data, carrier=escort, days=days, root=ROOT)


def device(world: World, certificate: Signed) -> Party:
    joined = ends.joined(world.channel)
    return Party(Keyring("VRH", TABLET, (), joined.card("VRH"), certificate), joined)


def said(world: World, end: Party, text: str) -> Any:
    """The device says something and hands it to our desk and to the other side."""
    first = end.transcript.place(end.name).seq == 1
    acts = [("note", {"note": text})]
    if first:
        assert end.keyring.certificate
        acts.insert(0, ("certificate", {"certificate": end.keyring.certificate.to_value()}))
    spoken = None
    for kind, data in acts:
        spoken = end.say(end.act(kind, data, world.peer_exp()), world.now)
        folder.put(ends.inbox(world.channel), end.seal(spoken, world.now))
        world.peer.transcript.add(spoken, world.now)
    assert not world.receive().refused
    return spoken


def ended(world: World, name: str, reason: str = "stolen") -> None:
    for draft in actions.end_say(by=world.negotiator, at=world.now, name=name, reason=reason):
        world.approve(draft)


def third(world: World) -> User:
    """A third superior with a seat that the root has certified and every channel knows."""
    user = User.objects.create(username="approver-3", role="approver")
    actions.take_seat(by=user, at=world.now, passphrase=WORDS)
    actions.set_up(by=user, at=world.now, passphrase=ROOT_WORDS)
    return user


def test_a_device_speaks_under_its_certificate_and_is_heard_as_a_device(world: World) -> None:
    certificate = certified(world)
    said(world, device(world, certificate), "On the road.")
    row = Message.objects.get(kind="note")
    assert (row.author, row.party) == ("vrh_t1", "VRH")
    assert ends.end_of(world.channel).transcript.roster.speaker(world.peer.transcript.held[1]).role == "device"
    assert Certificate.objects.get(call_sign="vrh_t1").carrier.username == "escort-1"  # type: ignore[union-attr]
    assert Entry.objects.filter(act="channel.certify", subject="vrh_t1").exists()


@pytest.mark.parametrize("days", [0, 31])
def test_a_device_is_certified_for_one_to_thirty_days(world: World, days: int) -> None:
    with pytest.raises(Refused, match="one to thirty days"):
        certified(world, days)


def test_neither_an_analyst_carries_a_device_nor_is_a_name_given_twice(world: World) -> None:
    data, by = canonical.encode(TABLET.public.to_value()), world.approvers[0]
    analyst = User.objects.create(username="analyst-1", role="analyst")
    with pytest.raises(Refused, match="carried by a negotiator"):
        actions.certify_device(by=by, at=world.now, data=data, carrier=analyst, days=9, root=ROOT)
    certified(world)
    with pytest.raises(Refused, match="belongs to another key"):
        actions.certify_device(by=by, at=world.now, data=data, carrier=world.negotiator, days=9, root=ROOT)
    wrong = actions.Root("not the words of the root")
    other = canonical.encode(Identity.from_seed(b"o" * 32, "VRH-t2").public.to_value())
    with pytest.raises(Refused, match="not right"):
        actions.certify_device(by=by, at=world.now, data=other, carrier=world.negotiator, days=9, root=wrong)


def test_certificates_that_end_soon_are_counted_until_they_are_renewed(world: World) -> None:
    certified(world, days=8)
    assert seating.ending_soon(world.now) == []
    late = world.now + timedelta(days=2)
    [row] = seating.ending_soon(late)
    actions.renew(by=world.approvers[0], at=late, row=row, root=ROOT)
    assert seating.ending_soon(late) == []
    almost = world.now + timedelta(days=340)
    assert {one.call_sign for one in seating.ending_soon(almost)} == {"vrh", "vrh_p1", "vrh_p2", "vrh_t1"}


def test_a_renewed_speaker_tells_the_other_side(world: World) -> None:
    late = world.now + timedelta(days=340)
    row = Certificate.objects.get(call_sign="vrh")
    renewed = actions.renew(by=world.approvers[0], at=late, row=row, root=ROOT)
    assert Message.objects.get().kind == "certificate"
    files = actions.export_to_folder(by=world.negotiator, at=late, channel=world.channel)
    assert not world.peer.collect(files[0].parent, late).refused
    assert renewed in world.peer.transcript.roster.holders()


def test_what_a_stolen_device_signs_after_its_end_does_not_count_anywhere(world: World) -> None:
    tablet = device(world, certified(world))
    before = said(world, tablet, "before")
    ended(world, "vrh_t1")
    world.deliver()
    thief = said(world, tablet, "from the thief")
    for end in (ends.end_of(world.channel), world.peer):
        assert uncounted(end.transcript.chains, end.transcript.roster) == {thief.id: "vrh_t1"}
        assert before.id in {one.id for one in end.transcript.effective}
    assert Certificate.objects.get(call_sign="vrh_t1").reason == "stolen"


def test_a_superior_whose_say_is_ended_neither_approves_that_nor_anything_after(world: World) -> None:
    user, waiting = third(world), offered(world)
    [draft] = actions.end_say(by=world.negotiator, at=world.now, name="vrh_p1", reason="left")
    with pytest.raises(Refused, match="is to be ended by this message"):
        actions.approve(by=world.approvers[0], at=world.now, draft=draft, passphrase=WORDS)
    for approver in (world.approvers[1], user):
        actions.approve(by=approver, at=world.now, draft=draft, passphrase=WORDS)
    assert identity.kept("VRH-p1") is None
    with pytest.raises(Refused, match="no seat yet"):
        actions.approve(by=world.approvers[0], at=world.now, draft=waiting, passphrase=WORDS)
    actions.take_seat(by=world.approvers[0], at=world.now, passphrase=WORDS)
    assert seating.seat_of(world.approvers[0]).name == "VRH-p4"


def test_nobody_ends_the_speaker_or_somebody_unknown(world: World) -> None:
    with pytest.raises(Refused, match="change it"):
        actions.end_say(by=world.negotiator, at=world.now, name="vrh", reason="stolen")
    with pytest.raises(Refused, match="no holder"):
        actions.end_say(by=world.negotiator, at=world.now, name="zls", reason="stolen")
    assert not Draft.objects.exists()


def test_another_key_speaks_for_us_once_two_superiors_have_approved_it(world: World) -> None:
    world.approve(offered(world))
    [draft] = actions.change_key(by=world.negotiator, at=world.now, root=ROOT)
    world.approve(draft)
    world.channel.refresh_from_db()
    assert world.channel.speaker == "VRH-s1"
    actions.compose(by=world.negotiator, at=world.now, channel=world.channel, kind="note", data={"note": "anew"})
    world.deliver()
    authors = [message.by for message in world.peer.transcript.effective]
    assert authors == ["vrh", "vrh_s1", "vrh_s1"]
    world.answer("note", {"note": "We read you."})
    assert len(world.receive().new) == 1
    assert Deal.objects.get().state == "offered"
    assert seating.ended("vrh")


def test_the_other_side_builds_on_the_new_key_and_a_deal_goes_on(world: World) -> None:
    for draft in actions.change_key(by=world.negotiator, at=world.now, root=ROOT):
        world.approve(draft)
    world.channel.refresh_from_db()
    people = {"give": (world.theirs.public_id,), "receive": (world.ours.public_id,)}
    draft = actions.offer(by=world.negotiator, at=world.now, channel=world.channel, terms=TERMS, **people)
    world.approve(draft)
    world.deliver()
    assert [deal.state for deal in world.peer.transcript.deals()[0].values()] == ["offered"]


def test_theirs_taken_in_raises_an_alarm_that_says_what_no_longer_counts(world: World, signed_in: Any) -> None:
    root = Identity.from_seed(keys.derive(PEER_SEED, "ZLS-root"), "ZLS-root")
    tablet = Identity.from_seed(b"their tablet".ljust(32), "ZLS-t1")
    until = world.now + timedelta(days=9)
    certificate = issue(root, "ZLS", Role.DEVICE, tablet.public, world.now, until)
    theirs = Party(Keyring("ZLS", tablet, (), world.peer.keyring.card, certificate), world.peer.channel)
    spoken = said(world, theirs, "early")
    assert spoken
    world.answer("revoke", {"name": "zls_t1", "reason": "stolen"})
    said(world, theirs, "late")
    alarm = Alarm.objects.get(cause="ended_by_them")
    assert (alarm.name, alarm.values["name"]) == ("zls_t1", "zls_t1")
    page = signed_in("negotiator").get(reverse("channel:certificates")).content.decode()
    assert "These messages no longer count:" in page
    assert "zls_t1 3: Note, 2026-11-24" in page
    talk = signed_in("negotiator").get(reverse("channel:channel", args=[world.channel.public_id])).content.decode()
    assert talk.count("From a device") == 3


def test_the_pages_certify_end_and_change(world: World, signed_in: Any) -> None:
    client, superior = signed_in("negotiator"), signed_in("approver")
    form = {"carrier": "negotiator", "days": "30", "passphrase": ROOT_WORDS}
    form |= {"key": SimpleUploadedFile("k.json", canonical.encode(TABLET.public.to_value()))}
    superior.post(reverse("channel:certify_device"), form)
    row = Certificate.objects.get(call_sign="vrh_t1")
    ticket = Ticket.from_bytes(superior.get(reverse("channel:ticket", args=[row.public_id])).content)
    assert ticket.channels[0].id == world.channel.ch
    address = reverse("channel:end_say", args=[row.public_id])
    assert "it has written nothing" in client.get(address).content.decode()
    client.post(address, {"reason": "lost"})
    assert Draft.objects.get().data == {"name": "vrh_t1", "reason": "lost"}
    client.post(reverse("channel:change_key"), {"passphrase": ROOT_WORDS})
    assert Draft.objects.filter(kind="key_change").count() == 1
    superior.post(reverse("channel:renew_certificate", args=[row.public_id]), {"passphrase": ROOT_WORDS})
    assert Certificate.objects.filter(call_sign="vrh_t1").count() == 2
    assert "vrh_t1" in client.get(reverse("channel:certificates")).content.decode()
