"""Superiors' seats: a key under the words of one person, here or on a machine of his own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from desk.accounts import identity
from desk.accounts.models import User
from desk.audit.models import Entry
from desk.channel import actions, ends, queries
from desk.channel.models import Certificate, Draft, Message, OwnCard, WrongPassphrase
from desk.errors import Refused
from homeward import canonical, keys
from homeward.channel.approval import approve
from homeward.channel.drafted import Drafted
from homeward.keys import Identity
from tests.desk.channel.conftest import ROOT_WORDS, WORDS, World
from tests.desk.channel.test_actions import offered

AWAY = Identity.from_seed(b"a superior's own machine".ljust(32), "VRH-p7")


def wrong(world: World, draft: Draft, at: Any = None) -> None:
    with pytest.raises(Refused, match="not right"):
        actions.approve(by=world.approvers[0], at=at or world.now, draft=draft, passphrase="what I typed there")


def third(world: World, name: str = "approver-3") -> User:
    return User.objects.create(username=name, role="approver")


def seated_away(world: World) -> User:
    """A third superior whose key is elsewhere, certified and announced."""
    user = third(world)
    actions.bring_seat(by=user, at=world.now, data=canonical.encode(AWAY.public.to_value()))
    actions.set_up(by=world.approvers[0], at=world.now, passphrase=ROOT_WORDS)
    return user


def test_without_the_words_nothing_is_approved_and_each_try_is_counted(world: World) -> None:
    draft = offered(world)
    wrong(world, draft)
    assert not draft.approvals.exists()
    assert WrongPassphrase.objects.get().name == "VRH-p1"
    entry = Entry.objects.get(act="channel.wrong_passphrase")
    assert (entry.subject, entry.data) == ("VRH-p1", {"subject": "VRH-p1"})


def test_from_the_third_wrong_one_on_each_doubles_the_wait(world: World) -> None:
    draft = offered(world)
    for _ in range(3):
        wrong(world, draft)
    with pytest.raises(Refused, match="Wait 8 seconds"):
        actions.approve(by=world.approvers[0], at=world.now, draft=draft, passphrase=WORDS)
    wrong(world, draft, world.now + timedelta(seconds=8))
    with pytest.raises(Refused, match="Wait 16 seconds"):
        actions.approve(by=world.approvers[0], at=world.now + timedelta(seconds=8), draft=draft, passphrase=WORDS)
    later = world.now + timedelta(seconds=24)
    assert actions.approve(by=world.approvers[0], at=later, draft=draft, passphrase=WORDS).verdict == "approve"


def test_a_seat_opens_with_its_own_words_only(world: World) -> None:
    user, draft = third(world), offered(world)
    actions.take_seat(by=user, at=world.now, passphrase="other words of somebody else")
    actions.set_up(by=user, at=world.now, passphrase=ROOT_WORDS)
    with pytest.raises(Refused, match="not right"):
        actions.approve(by=user, at=world.now, draft=draft, passphrase=WORDS)


def test_nothing_on_the_disk_opens_without_the_words(world: World, settings: Any) -> None:
    draft = offered(world)
    world.approve(draft)
    for path in Path(settings.VAR, "keys", "locked").iterdir():
        with pytest.raises(keys.WrongPassphrase):
            keys.unlock(keys.Locked.from_bytes(path.read_bytes()), identity.desk_identity().secret("words").hex())


def test_a_superior_without_a_seat_approves_nothing(world: World) -> None:
    with pytest.raises(Refused, match="no seat yet"):
        actions.approve(by=third(world), at=world.now, draft=offered(world), passphrase=WORDS)


def test_a_seat_that_the_root_has_not_signed_approves_nothing(world: World) -> None:
    user = third(world)
    actions.take_seat(by=user, at=world.now, passphrase=WORDS)
    with pytest.raises(Refused, match="no approval of this message"):
        actions.approve(by=user, at=world.now, draft=offered(world), passphrase=WORDS)


def test_one_seat_a_superior(world: World) -> None:
    with pytest.raises(Refused, match="a seat already"):
        actions.take_seat(by=world.approvers[0], at=world.now, passphrase=WORDS)


def test_whoever_leaves_takes_the_key_along_and_the_name_is_never_given_again(world: World) -> None:
    draft = offered(world)
    actions.leave_seat(by=world.approvers[0], at=world.now)
    assert identity.kept("VRH-p1") is None
    with pytest.raises(Refused, match="no seat yet"):
        actions.approve(by=world.approvers[0], at=world.now, draft=draft, passphrase=WORDS)
    assert actions.take_seat(by=world.approvers[0], at=world.now, passphrase=WORDS).name == "VRH-p3"


def test_a_new_seat_is_announced_on_every_channel_and_binds_there(world: World) -> None:
    user, draft = third(world), offered(world)
    actions.take_seat(by=user, at=world.now, passphrase=WORDS)
    actions.set_up(by=user, at=world.now, passphrase=ROOT_WORDS)
    assert Message.objects.get().kind == "certificate"
    for approver in (user, world.approvers[1]):
        actions.approve(by=approver, at=world.now, draft=draft, passphrase=WORDS)
    world.deliver()
    [deal] = world.peer.transcript.deals()[0].values()
    assert deal.state == "offered"
    assert len(OwnCard.objects.all()) == 2


def test_a_card_needs_two_seats_and_the_root_its_words(world: World) -> None:
    with pytest.raises(Refused, match="not right"):
        actions.set_up(by=world.approvers[0], at=world.now, passphrase=WORDS)
    actions.leave_seat(by=world.approvers[0], at=world.now)
    with pytest.raises(Refused, match="Two superiors"):
        actions.set_up(by=world.approvers[1], at=world.now, passphrase=ROOT_WORDS)


def test_the_root_signs_from_its_stick_when_its_file_is_gone(world: World) -> None:
    stick = identity.kept("VRH-root")
    assert stick
    actions.send_root_away(by=world.approvers[0], at=world.now)
    with pytest.raises(Refused, match="not kept on this desk"):
        actions.set_up(by=world.approvers[0], at=world.now, passphrase=ROOT_WORDS)
    other = keys.lock(b"x" * 64, ROOT_WORDS, "VRH-root", identity.cost()).to_bytes()
    with pytest.raises(Refused, match="not the root that signed our card"):
        actions.set_up(by=world.approvers[0], at=world.now, passphrase=ROOT_WORDS, brought=other)
    actions.set_up(by=world.approvers[0], at=world.now, passphrase=ROOT_WORDS, brought=stick.to_bytes())
    assert identity.kept("VRH-root") is None
    assert Certificate.objects.count() == 3


def test_what_was_signed_elsewhere_counts_like_what_was_signed_here(world: World) -> None:
    user, draft = seated_away(world), offered(world)
    act = Drafted.from_bytes(queries.drafted(draft).to_bytes()).act
    signed = canonical.encode(approve(AWAY, act.hash, world.now, world.now + timedelta(days=1)).to_value())
    actions.approve_signed(by=user, at=world.now, draft=draft, data=signed)
    actions.approve(by=world.approvers[0], at=world.now, draft=draft, passphrase=WORDS)
    assert ends.end_of(world.channel).transcript.deals()[0]


@pytest.mark.parametrize(("act", "until"), [("0" * 64, 1), (None, -1)])
def test_a_signature_over_something_else_or_out_of_date_is_refused(world: World, act: str | None, until: int) -> None:
    user, draft = seated_away(world), offered(world)
    end = world.now + timedelta(days=until)
    signed = canonical.encode(approve(AWAY, act or draft.act_hash, world.now - timedelta(days=2), end).to_value())
    with pytest.raises(Refused, match="no approval of this message by your seat"):
        actions.approve_signed(by=user, at=world.now, draft=draft, data=signed)


def test_nobody_brings_the_signature_of_another(world: World) -> None:
    seated_away(world)
    draft = offered(world)
    signed = canonical.encode(approve(AWAY, draft.act_hash, world.now, world.now + timedelta(days=1)).to_value())
    with pytest.raises(Refused, match="no approval of this message by your seat"):
        actions.approve_signed(by=world.approvers[0], at=world.now, draft=draft, data=signed)
    with pytest.raises(Refused, match="not an approval"):
        actions.approve_signed(by=world.approvers[0], at=world.now, draft=draft, data=b"{}")


def test_the_pages_take_a_seat_and_sign_elsewhere(world: World, signed_in: Callable[[str], Client]) -> None:
    client, user, draft = Client(), third(world), offered(world)
    client.force_login(user)
    assert "homeward key VRH-p3" in client.get(reverse("channel:seats")).content.decode()
    public = SimpleUploadedFile("p.json", canonical.encode(AWAY.public.to_value()))
    client.post(reverse("channel:bring_seat"), {"key": public})
    signed_in("approver").post(reverse("channel:set_up"), {"passphrase": ROOT_WORDS})
    assert "vrh_p7" in client.get(reverse("channel:seats")).content.decode()
    act = Drafted.from_bytes(client.get(reverse("channel:draft_file", args=[draft.public_id])).content).act
    signed = canonical.encode(approve(AWAY, act.hash, world.now, world.now + timedelta(days=1)).to_value())
    form = {"verdict": "approve", "signed": SimpleUploadedFile("a.json", signed)}
    client.post(reverse("channel:verdict", args=[draft.public_id]), form)
    assert draft.approvals.get().by == user


def test_a_passphrase_typed_differently_or_too_short_takes_no_seat(world: World) -> None:
    client, user = Client(), third(world)
    client.force_login(user)
    for words, again, told in ((WORDS, WORDS + "!", "not the same"), ("short", "short", "at least 12 signs")):
        page = client.post(reverse("channel:take_seat"), {"passphrase": words, "again": again}, follow=True)
        assert told in page.content.decode()
    assert not user.seats.exists()


def test_only_superiors_take_seats_and_open_the_root(world: World, signed_in: Callable[[str], Client]) -> None:
    for name in ("take_seat", "bring_seat", "leave_seat", "set_up", "root_away"):
        assert signed_in("negotiator").post(reverse(f"channel:{name}")).status_code == 403
    assert signed_in("negotiator").get(reverse("channel:root")).status_code == 403
