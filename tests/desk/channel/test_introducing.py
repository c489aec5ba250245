"""A mediator whose digits were compared introduces the other side; one whom nobody checked introduces nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from desk.channel import actions, ends
from desk.errors import Refused
from homeward.channel.party import Party
from tests.desk.channel.conftest import MEDIATOR_SEED, PEER_SEED, World, keyring

SignedIn = Callable[[str], Client]


@pytest.fixture
def unsure(world: World) -> World:
    """A second channel with the same cards, of which nothing was compared yet."""
    peer, mediator = keyring(PEER_SEED, "ZLS", world.now, 2), keyring(MEDIATOR_SEED, "MDL", world.now, 0)
    cards = {"peer": peer.card.to_bytes(), "mediator": mediator.card.to_bytes()}
    row = actions.pair(by=world.negotiator, at=world.now, number=2, **cards)
    joined = ends.joined(row)
    return replace(world, channel=row, peer=Party(peer, joined), mediator=Party(mediator, joined))


def introduce(world: World, card: str = "") -> None:
    data = {"party": "ZLS", "card": card or world.peer.keyring.card.hash}
    said = world.mediator.say(world.mediator.act("introduction", data, world.peer_exp()), world.now)
    world.mediator.send(said, ends.inbox(world.channel), world.now)
    world.receive()
    world.channel.refresh_from_db()


def compare(world: World, **more: bool) -> None:
    digits = ends.digits_with(world.channel, "MDL")
    actions.compare_card(by=world.negotiator, at=world.now, channel=world.channel, party="MDL", digits=digits, **more)
    world.channel.refresh_from_db()


def bind(world: World) -> None:
    data = {"mandate": "lists", "until": "2026-12-01T12:00:00Z"}
    actions.compose(by=world.negotiator, at=world.now, channel=world.channel, kind="mandate", data=data)


def test_the_introduction_of_a_compared_mediator_raises_the_level_and_lets_words_bind(unsure: World) -> None:
    compare(unsure)
    introduce(unsure)
    assert unsure.channel.level == "introduced"
    bind(unsure)


def test_the_introduction_counts_from_the_comparison_on(unsure: World) -> None:
    introduce(unsure)
    assert unsure.channel.level == "card"
    with pytest.raises(Refused, match="Compare the thirty digits"):
        bind(unsure)
    compare(unsure, in_person=True)
    assert unsure.channel.level == "introduced"


def test_another_card_is_not_introduced(unsure: World) -> None:
    compare(unsure)
    introduce(unsure, card="f" * 64)
    assert unsure.channel.level == "card"


def test_compared_digits_stay_above_an_introduction(unsure: World) -> None:
    compare(unsure)
    digits = ends.peer_digits(unsure.channel)
    actions.compare(by=unsure.negotiator, at=unsure.now, channel=unsure.channel, digits=digits)
    introduce(unsure)
    assert unsure.channel.level == "digits"


def test_wrong_digits_compare_nothing(unsure: World) -> None:
    with pytest.raises(Refused, match="somebody may stand between you"):
        actions.compare_card(by=unsure.negotiator, at=unsure.now, channel=unsure.channel, party="MDL", digits="1" * 30)
    assert not unsure.channel.comparisons.exists()


def test_the_page_compares_the_mediators_digits_and_every_message_says_introduced(
    unsure: World, signed_in: SignedIn
) -> None:
    client, id = signed_in("negotiator"), unsure.channel.public_id
    digits = ends.digits_with(unsure.channel, "MDL")
    assert digits in client.get(reverse("channel:channel", args=[id])).content.decode()
    url = reverse("channel:compare_card", args=[id, "MDL"])
    assert "The digits agree" in client.post(url, {"digits": digits}, follow=True).content.decode()
    introduce(unsure)
    page = client.get(reverse("channel:channel", args=[id])).content.decode()
    assert page.count("Introduced by a mediator") == 2  # of the channel, of its one message
    assert client.post(reverse("channel:compare_card", args=[id, "ZLS"]), {"digits": digits}).status_code == 404
