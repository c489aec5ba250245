from __future__ import annotations

import pytest

from homeward.channel.introduction import level_of
from homeward.channel.message import Message
from homeward.channel.pairing import Level
from tests.homeward.channel.parties import AT, EXP, keyring, party

CARD = keyring("ZLS").card


def introduction(card: str = CARD.hash, named: str = "ZLS") -> Message:
    between = party("MDL")
    return between.say(between.act("introduction", {"party": named, "card": card}, EXP), AT)


def test_a_mediator_whose_card_was_compared_introduces_a_card() -> None:
    for trusted in (Level.DIGITS, Level.IN_PERSON):
        assert level_of(CARD, Level.CARD, [(introduction(), trusted)]) == Level.INTRODUCED


def test_a_mediator_whom_nobody_checked_introduces_nobody() -> None:
    for level in (Level.CARD, Level.INTRODUCED):
        assert level_of(CARD, Level.CARD, [(introduction(), level)]) == Level.CARD


def test_another_card_is_not_introduced() -> None:
    for other in (introduction(card="f" * 64), introduction(named="VRH")):
        assert level_of(CARD, Level.CARD, [(other, Level.DIGITS)]) == Level.CARD


def test_what_was_reached_otherwise_stays() -> None:
    assert level_of(CARD, Level.DIGITS, [(introduction(), Level.DIGITS)]) == Level.DIGITS


@pytest.mark.parametrize("level", Level)
def test_every_level_has_its_words_and_only_the_lowest_binds_nobody(level: Level) -> None:
    assert all(level.saying.in_language(language) for language in ("en", "uk", "ru"))
    assert level.binds == (level != Level.CARD)
