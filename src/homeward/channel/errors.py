"""Refusals of the channel: sentences in three languages."""

from __future__ import annotations

from homeward.errors import HomewardError
from homeward.words import Saying, saying


class ChannelError(HomewardError):
    """Something on the channel cannot be accepted; `saying` tells why in any language. Nothing was changed. `room` is
    where its words stand."""

    room = "channel"

    def __init__(self, key: str, **values: str | int) -> None:
        self.saying: Saying = saying(self.room, key, **values)
        super().__init__(self.saying.in_language("en"))


class BadForm(ChannelError):
    """The data of a message are not what the form of its kind asks for."""


class BadMessage(ChannelError):
    """The bytes of a message are not one: cut short, not canonical, of an unknown version, from the wrong channel."""


class BadCard(ChannelError):
    """A card or a certificate does not hold."""


class NoQuorum(ChannelError):
    """A commitment lacks the approvals it needs."""
