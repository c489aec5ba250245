"""The level of a card: what was done by telephone or in person, or a mediator's word for it."""

from __future__ import annotations

from collections.abc import Iterable

from homeward.channel.card import Card
from homeward.channel.message import Message
from homeward.channel.pairing import Level

_TRUSTED = (Level.DIGITS, Level.IN_PERSON)


def level_of(card: Card, reached: Level, introductions: Iterable[tuple[Message, Level]]) -> Level:
    """The level of `card`: `reached`, or introduced if a mediator vouched for just this card.

    Each introduction comes with the level of the mediator's own card, which must have been compared or handed over: a
    mediator whom nobody checked introduces nobody.
    """
    if reached != Level.CARD:
        return reached
    vouched = any(_vouches(message, card) and level in _TRUSTED for message, level in introductions)
    return Level.INTRODUCED if vouched else Level.CARD


def _vouches(message: Message, card: Card) -> bool:
    data = message.act.data
    named = (data.get("party"), data.get("card")) == (card.party, card.hash)
    return message.act.kind == "introduction" and named
