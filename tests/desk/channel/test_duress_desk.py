"""Written under duress: nobody at the desk can tell, on no page and in no entry, but the duty officer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from desk.audit.models import Entry
from desk.channel import actions, ends, pens, queries
from desk.channel.models import Certificate, Draft, Message, Pen, WrongPassphrase
from desk.errors import Refused
from homeward import canonical, keys
from homeward.channel.offline import keyfile
from homeward.channel.offline.device import Device
from homeward.channel.offline.ticket import Ticket
from homeward.keys import Cost, PublicIdentity
from tests.desk.channel.conftest import ROOT_WORDS, WORDS, World
from tests.desk.channel.test_actions import offered

PIN, SECOND = "135790", "246801"
DUTY_WORDS = "the lamp in the window burns"
CHANGING = re.compile(r"[0-9a-f]{12,64}|/channel/[a-z]+/[2-9a-z]{12}|csrf(middlewaretoken\" value)?=\"[^\"]+")


@pytest.fixture
def on_watch(world: World, staff: Callable[[str], Any]) -> World:
    actions.take_duty(by=staff("duty"), at=world.now, passphrase=DUTY_WORDS)
    actions.set_pins(by=world.negotiator, at=world.now, pin=PIN, second=SECOND)
    return world


def note(world: World, text: str = "All is well.") -> Message:
    by, data = world.negotiator, {"note": text}
    draft = actions.compose(by=by, at=world.now, channel=world.channel, kind="note", data=data)
    assert draft.message
    return draft.message


def marked(world: World, staff: Callable[[str], Any]) -> list[str]:
    opened = actions.on_duty(by=staff("duty"), at=world.now, passphrase=DUTY_WORDS)
    return [one.row.body_hash for one in queries.forced(opened)]


def test_only_what_the_second_pin_opened_is_marked_and_only_for_the_duty_officer(
    on_watch: World, staff: Callable[[str], Any]
) -> None:
    actions.open_pen(by=on_watch.negotiator, at=on_watch.now, pin=PIN)
    note(on_watch, "free")
    actions.open_pen(by=on_watch.negotiator, at=on_watch.now, pin=SECOND)
    forced = note(on_watch, "forced")
    actions.open_pen(by=on_watch.negotiator, at=on_watch.now, pin=PIN)
    note(on_watch, "free again")
    assert marked(on_watch, staff) == [forced.body_hash]


def test_a_binding_message_keeps_the_mark_until_it_is_approved(on_watch: World, staff: Callable[[str], Any]) -> None:
    actions.open_pen(by=on_watch.negotiator, at=on_watch.now, pin=SECOND)
    draft = offered(on_watch)
    on_watch.approve(draft)
    draft.refresh_from_db()
    assert marked(on_watch, staff) == [draft.message.body_hash]


def shown(world: World, client: Client, pin: str) -> list[str]:
    """Everything that the person in the room sees and the ledger says, with what always differs taken out."""
    seen = []
    with transaction.atomic():
        opened = client.post(reverse("channel:open_pen"), {"pin": pin}, follow=True)
        address = reverse("channel:compose", args=[world.channel.public_id, "note"])
        written = client.post(address, {"note": "All is well."}, follow=True)
        pages = [client.get(reverse(f"channel:{name}")) for name in ("channel", "pen", "certificates", "approvals")]
        for page in (opened, written, *pages):
            body = CHANGING.sub("·", page.content.decode())
            seen.append(f"{page.status_code} {sorted(page.headers.items())} {body}")
        entries = Entry.objects.order_by("id").values_list("act", "by", "subject", "data")
        seen += [CHANGING.sub("·", re.sub(r"'subject': '\w+'", "", repr(row[:2] + row[3:]))) for row in entries]
        seen += [f"{len(bytes(row.pen))} {len(row.chance)}" for row in Draft.objects.all()]
        transaction.set_rollback(True)
    return seen


def test_both_pins_show_the_same_to_the_letter(on_watch: World, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("negotiator")
    shown(on_watch, client, PIN)  # what is remembered from a first visit is remembered for both
    plain, duress = (shown(on_watch, client, pin) for pin in (PIN, SECOND))
    assert plain == duress
    assert "All is well." in plain[1]


def test_with_a_pin_and_the_whole_desk_nobody_tells_which_one_wrote(on_watch: World) -> None:
    """A captor has the database, the files and the one PIN that he was told: he opens a secret with it, but what a
    nonce was made from hangs on a salt that only the duty officer's key opens."""
    actions.open_pen(by=on_watch.negotiator, at=on_watch.now, pin=SECOND)
    row = note(on_watch)
    [told] = [one for slot in pens.pins_of(on_watch.negotiator) for one in opened(slot)]
    draft, pen = row.draft, Pen.objects.get()
    guesses = [told, pens.secret(told, b""), pens.secret(told, bytes(draft.pen)), pens.secret(told, bytes(pen.sealed))]
    assert bytes.fromhex(draft.chance) not in {pens.chance(one, draft.act_hash) for one in guesses}


def opened(slot: keys.Locked) -> list[bytes]:
    try:
        return [keys.unlock(slot, SECOND)]
    except keys.WrongPassphrase:
        return []


def test_without_a_pin_typed_lately_nothing_is_written(on_watch: World) -> None:
    with pytest.raises(Refused, match="Type your PIN"):
        note(on_watch)
    actions.open_pen(by=on_watch.negotiator, at=on_watch.now - timedelta(minutes=16), pin=PIN)
    with pytest.raises(Refused, match="Type your PIN"):
        note(on_watch)


def test_a_wrong_pin_is_counted_and_opens_nothing(on_watch: World) -> None:
    with pytest.raises(Refused, match="not right"):
        actions.open_pen(by=on_watch.negotiator, at=on_watch.now, pin="000000")
    assert WrongPassphrase.objects.count() == 1
    assert not Pen.objects.exists()


@pytest.mark.parametrize(("pin", "second"), [("12345", "246801"), ("135790", "135790")])
def test_pins_are_long_enough_and_differ(world: World, staff: Callable[[str], Any], pin: str, second: str) -> None:
    with pytest.raises(Refused, match="No duty officer"):
        actions.set_pins(by=world.negotiator, at=world.now, pin=pin, second=second)
    actions.take_duty(by=staff("duty"), at=world.now, passphrase=DUTY_WORDS)
    with pytest.raises(Refused, match="at least six signs"):
        actions.set_pins(by=world.negotiator, at=world.now, pin=pin, second=second)


def test_whoever_forces_the_writer_cannot_set_other_pins(on_watch: World, staff: Callable[[str], Any]) -> None:
    with pytest.raises(Refused, match="duty officer can take them back"):
        actions.set_pins(by=on_watch.negotiator, at=on_watch.now, pin="111111", second="222222")
    actions.take_back_pins(by=staff("duty"), at=on_watch.now, user=on_watch.negotiator)
    note(on_watch)
    assert marked(on_watch, staff) == []


def test_the_page_of_the_duty_is_the_duty_officers_alone(on_watch: World, signed_in: Callable[[str], Client]) -> None:
    signed_in("negotiator").post(reverse("channel:open_pen"), {"pin": SECOND})
    note(on_watch)
    for role in ("negotiator", "approver", "auditor", "mediator"):
        assert signed_in(role).get(reverse("channel:duty")).status_code == 403
    duty = signed_in("duty")
    assert "Written under duress" not in duty.get(reverse("channel:duty")).content.decode()
    wrong = duty.post(reverse("channel:duty"), {"passphrase": WORDS}).content.decode()
    assert "Written under duress" not in wrong
    right = duty.post(reverse("channel:duty"), {"passphrase": DUTY_WORDS}).content.decode()
    assert "Written under duress" in right
    assert Message.objects.get().body_hash[:12] in right
    entry = Entry.objects.filter(act="channel.look_on_duty").latest("id")
    assert entry.data == {"subject": ""}


def test_a_device_tells_the_duty_officer_too(
    on_watch: World, staff: Callable[[str], Any], signed_in: Callable[[str], Client], tmp_path: Path
) -> None:
    public = canonical.decode(signed_in("approver").get(reverse("channel:duty_key")).content)
    said = iter([WORDS, WORDS, DUTY_WORDS, DUTY_WORDS])
    made = keyfile.make_pair(
        tmp_path, "VRH-t1", PublicIdentity.from_value(public), lambda prompt: next(said), Cost(8, 1, 1)
    )
    files = {
        name: SimpleUploadedFile(name, path.read_bytes()) for name, path in zip(("key", "duty"), made[1:], strict=True)
    }
    form = {**files, "carrier": "negotiator", "days": "9", "passphrase": ROOT_WORDS}
    signed_in("approver").post(reverse("channel:certify_device"), form)
    row = Certificate.objects.get(call_sign="vrh_t1")
    ticket = Ticket.from_bytes(signed_in("approver").get(reverse("channel:ticket", args=[row.public_id])).content)
    for words in (WORDS, DUTY_WORDS):
        key = keyfile.opened(made[0], _typing(words))
        device = Device(ticket, key.identity, tmp_path / "said", key.secret)
        device.say(ticket.channels[0], "note", {"note": "On the road."}, ends.inbox(on_watch.channel), on_watch.now)
    assert not on_watch.receive().refused
    forced = Message.objects.get(author="vrh_t1", seq=3)
    assert marked(on_watch, staff) == [forced.body_hash]


def _typing(words: str) -> Callable[[str], str]:
    return lambda prompt: words
