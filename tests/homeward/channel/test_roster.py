"""Who may speak: newcomers with a certificate of their own, roles, mandates, scopes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from homeward.canonical import Value
from homeward.channel import message
from homeward.channel.body import Place
from homeward.channel.certificate import Certificate, Role, issue
from homeward.channel.errors import BadCard, BadMessage
from homeward.channel.pairing import Channel, Mandate
from homeward.channel.party import Keyring, Party
from homeward.channel.transcript import START, Added
from homeward.keys import Identity
from tests.homeward.channel.parties import AT, EXP, channel, enter, keyring, newcomer, note, offer, party, pass_on, root

OBSERVER = Keyring.from_seed(b"observer".ljust(32), "RCO", AT, seats=0, observes="op1")
EVENT = Channel((keyring("VRH").card, keyring("ZLS").card, OBSERVER.card), 2, Mandate.PASSAGE, "op1")
ROLL_CALL: dict[str, Value] = {"deal": "d1", "operation": "op1", "stage": 1, "present": ["p1"], "absent": []}


def test_a_device_brings_its_certificate_and_reports_from_the_road() -> None:
    device, ours = newcomer("VRH", "VRH-t1"), party("ZLS")
    ours.transcript.add(enter(device), AT)
    spoken = device.say(device.act("roll_call", ROLL_CALL, EXP), AT)
    assert ours.transcript.add(spoken, AT) == Added.HELD
    assert ours.transcript.roster.party("vrh_t1") == "VRH"


def test_what_a_newcomer_says_waits_for_its_certificate() -> None:
    device, ours = newcomer("VRH", "VRH-t1"), party("ZLS")
    first, second = enter(device), note(device)
    assert ours.transcript.add(second, AT) == Added.PARKED
    assert ours.transcript.add(first, AT) == Added.HELD
    assert ours.transcript.held == (first, second)


def test_a_stranger_is_parked_in_vain_and_cannot_fill_the_room() -> None:
    stranger, ours = newcomer("VRH", "VRH-t1"), party("ZLS")
    enter(stranger)
    for number in range(257):
        spoken = note(stranger, str(number))
        if number < 256:
            ours.transcript.add(spoken, AT)
    with pytest.raises(BadMessage, match="Too many messages wait"):
        ours.transcript.add(spoken, AT)
    assert not ours.transcript.held
    assert ours.transcript.add(note(party("VRH")), AT) == Added.HELD


def test_a_newcomer_who_forged_its_messages_is_dropped_with_a_sentence() -> None:
    device, liar, ours = newcomer("VRH", "VRH-t1"), newcomer("VRH", "VRH-t1"), party("ZLS")
    first = enter(device)
    act, place = liar.act("note", {"note": "x"}, EXP), Place(2, first.id, ())
    forged = message.write(act, Identity.from_seed(b"l" * 32, "VRH-t1"), AT, place, nonce=bytes(32))
    assert ours.transcript.add(forged, AT) == Added.PARKED
    ours.transcript.add(first, AT)
    [dropped] = ours.transcript.dropped
    assert "forged or changed" in dropped.saying.in_language("en")
    assert ours.transcript.held == (first,)


def test_a_device_lasts_thirty_days_and_anybody_a_year() -> None:
    with pytest.raises(BadCard, match="30 days"):
        newcomer("VRH", "VRH-t1", days=31)
    with pytest.raises(BadCard, match="366 days"):
        newcomer("VRH", "VRH-n2", Role.NEGOTIATOR, days=367)


def test_a_certificate_is_renewed_in_the_chain_of_its_holder() -> None:
    device, ours = newcomer("VRH", "VRH-t1"), party("ZLS")
    ours.transcript.add(enter(device), AT)
    later = AT + timedelta(days=29)
    renewed = issue(root("VRH"), "VRH", Role.DEVICE, device.keyring.speaker.public, later, later + timedelta(days=30))
    act = device.act("certificate", {"certificate": renewed.to_value()}, later + timedelta(days=1))
    ours.transcript.add(device.say(act, later), later)
    after = AT + timedelta(days=40)
    words = device.act("note", {"note": "still here"}, after + timedelta(days=1))
    assert ours.transcript.add(device.say(words, after), after) == Added.HELD


@pytest.mark.parametrize(
    ("party_", "name", "under", "why"),
    [
        ("VRH", "ZLS-t1", "VRH", "does not begin with the code"),
        ("VRH", "ZLS", "VRH", "forged or changed"),
        ("VRH", "VRH-t1", "ZLS", "not signed by the root"),
    ],
)
def test_a_false_certificate_lets_nobody_in(party_: str, name: str, under: str, why: str) -> None:
    identity = Identity.from_seed(b"n" * 32, name)
    certificate = issue(root(under), party_, Role.DEVICE, identity.public, AT, AT + timedelta(days=30))
    act = party("VRH").act("certificate", {"certificate": certificate.to_value()}, EXP)
    first = message.write(act, identity, AT, Place(1, START, ()), nonce=bytes(32))
    with pytest.raises((BadCard, BadMessage), match=why):
        party("VRH").transcript.add(first, AT)


def test_nobody_brings_the_certificate_of_another() -> None:
    other = newcomer("VRH", "VRH-t2").keyring.certificate
    assert other
    ours = party("VRH")
    with pytest.raises(BadCard, match="neither the author nor a principal"):
        ours.say(ours.act("certificate", {"certificate": other.to_value()}, EXP), AT)


def test_a_new_principal_approves_in_the_chain_that_brought_it() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    third = Identity.from_seed(b"3" * 32, "VRH-p3")
    certificate = issue(root("VRH"), "VRH", Role.PRINCIPAL, third.public, AT, AT + timedelta(days=99))
    theirs.transcript.add(ours.say(ours.act("certificate", {"certificate": certificate.to_value()}, EXP), AT), AT)
    act = ours.act("offer", {"deal": "d1", "terms": {}, "give": [], "receive": []}, EXP)
    widened = Keyring("VRH", ours.keyring.speaker, (*ours.keyring.principals, third), ours.keyring.card, certificate)
    ours.keyring = widened
    spoken = ours.say(act, AT, [ours.approve(act, seat, AT) for seat in (1, 3)])
    assert theirs.transcript.add(spoken, AT) == Added.HELD


@pytest.mark.parametrize(("role", "kind"), [(Role.DEVICE, "dispute"), (Role.DEVICE, "custody_reply")])
def test_a_role_sends_only_its_forms(role: Role, kind: str) -> None:
    device = newcomer("VRH", "VRH-t1", role)
    enter(device)
    data: dict[str, dict[str, Value]] = {
        "dispute": {"deal": "d1", "about": "a" * 64, "reason": "x"},
        "custody_reply": {"of": "a" * 64, "answer": "held"},
    }
    with pytest.raises(BadMessage, match="may not send"):
        device.say(device.act(kind, data[kind], EXP), AT)


def test_a_mediator_offers_nothing() -> None:
    between = party("MDL")
    with pytest.raises(BadMessage, match="mediator may not send the form offer"):
        between.say(between.act("offer", {"deal": "d1", "terms": {}, "give": [], "receive": []}, EXP), AT)


def test_a_channel_keeps_to_its_mandate() -> None:
    end = party("VRH", Channel(channel().cards, 3, Mandate.LISTS))
    note(end)
    with pytest.raises(BadMessage, match="outside the mandate"):
        offer(end)


def test_channels_of_the_same_parties_with_other_mandates_are_others() -> None:
    ids = {Channel(channel().cards, 1, mandate, scope).id for mandate in Mandate for scope in ("", "op1")}
    assert len(ids) == 10


def test_an_observer_sees_one_event_and_nothing_else() -> None:
    ours, watcher = party("VRH", EVENT), Party(OBSERVER, EVENT)
    spoken = ours.say(ours.act("roll_call", ROLL_CALL, EXP), AT)
    watcher.transcript.add(watcher.open(ours.seal(spoken, AT)), AT)
    seen = watcher.act("observation", {"operation": "op1", "stage": 1, "present": 1, "absent": 0}, EXP)
    ours.transcript.add(watcher.say(seen, AT), AT)
    with pytest.raises(BadMessage, match="another operation than op1"):
        ours.say(ours.act("roll_call", {**ROLL_CALL, "operation": "op2"}, EXP), AT)
    with pytest.raises(BadCard, match="only on the channel of the operation"):
        Channel((*channel().cards, OBSERVER.card))


def test_a_certificate_names_its_scope() -> None:
    [certificate] = OBSERVER.card.certificates
    assert Certificate.from_value(certificate.to_value()).scope == "op1"
    with pytest.raises(BadCard, match="does not say which operation"):
        issue(root("VRH"), "VRH", Role.OBSERVER, certificate.holder, AT, EXP)


def test_nobody_speaks_after_the_certificate_has_run_out() -> None:
    late = AT + timedelta(days=366)
    end = party("VRH")
    with pytest.raises(BadCard, match="not in force"):
        end.say(end.act("note", {"note": "x"}, late + timedelta(days=1)), late)


def test_every_holder_stands_once_with_its_newest_certificate() -> None:
    device, ours = newcomer("VRH", "VRH-t1"), party("VRH")
    pass_on(enter(device), ours)
    found = {one.call_sign: one.role for one in ours.transcript.roster.holders()}
    assert list(found) == ["mdl", "vrh", "vrh_p1", "vrh_p2", "vrh_t1", "zls", "zls_p1", "zls_p2"]
    assert found["vrh_t1"] == Role.DEVICE
