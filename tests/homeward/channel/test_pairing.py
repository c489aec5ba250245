from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from homeward.channel.card import Card
from homeward.channel.certificate import Certificate, Role, issue
from homeward.channel.errors import BadCard
from homeward.channel.pairing import Channel, digits
from homeward.channel.party import Keyring
from homeward.keys import Identity
from tests.homeward.channel.parties import AT, channel, keyring


def test_a_card_survives_its_bytes() -> None:
    card = keyring("VRH").card
    assert Card.from_bytes(card.to_bytes()) == card


def test_both_ends_read_the_same_thirty_digits() -> None:
    one, other = keyring("VRH").card, keyring("ZLS").card
    assert digits(one, other) == digits(other, one)
    assert [len(group) for group in digits(one, other).split()] == [5] * 6


def test_another_card_gives_other_digits() -> None:
    false = Keyring.from_seed(b"liar".ljust(32), "ZLS", AT).card
    assert digits(keyring("VRH").card, keyring("ZLS").card) != digits(keyring("VRH").card, false)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"format":"homeward card 2"}', b"\xff"])
def test_bytes_that_are_no_card_are_refused(data: bytes) -> None:
    with pytest.raises(BadCard, match="not a card"):
        Card.from_bytes(data)


def test_a_certificate_under_another_root_is_refused() -> None:
    card, stranger = keyring("VRH").card, Identity.from_seed(b"s" * 32, "stranger")
    forged = issue(stranger, "VRH", Role.NEGOTIATOR, stranger.public, AT, AT + timedelta(1))
    with pytest.raises(BadCard, match="not signed by the root"):
        replace(card, certificates=(*card.certificates, forged))


def test_a_certificate_whose_role_was_raised_is_refused() -> None:
    card = keyring("VRH").card
    raised = replace(card.certificates[1], role=Role.NEGOTIATOR)
    with pytest.raises(BadCard, match="not signed by the root"):
        replace(card, certificates=(raised,))


def test_a_certificate_survives_its_value() -> None:
    [first, *_] = keyring("VRH").card.certificates
    assert Certificate.from_value(first.to_value()) == first


def test_a_channel_has_the_same_id_at_every_end() -> None:
    cards = channel().cards
    assert Channel(cards[::-1]).id == channel().id
    assert Channel(cards, number=2).id != channel().id
    assert channel().principals == ("VRH", "ZLS")


def test_a_channel_joins_exactly_two_parties() -> None:
    with pytest.raises(BadCard, match="exactly two parties"):
        Channel((keyring("VRH").card, keyring("MDL").card))
    with pytest.raises(BadCard, match="same name"):
        Channel((keyring("VRH").card, keyring("VRH").card))


def test_a_card_out_of_date_has_no_box() -> None:
    with pytest.raises(BadCard, match="No certificate of VRH"):
        keyring("VRH").card.box(AT + timedelta(days=366))


def test_keys_and_card_belong_together() -> None:
    ours, theirs = keyring("VRH"), keyring("ZLS")
    with pytest.raises(BadCard, match="do not belong together"):
        Keyring("VRH", theirs.speaker, ours.principals, ours.card)
