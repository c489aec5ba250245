"""Refusals of private matching: sentences in three languages."""

from __future__ import annotations

from homeward.channel.errors import ChannelError


class MatchingRefused(ChannelError):
    """What the other side, or we, would do breaks the rules of a round; `saying` tells why. Nothing was changed."""

    room = "channel.matching"
