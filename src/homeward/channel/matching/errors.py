"""Refusals of private matching: sentences in three languages."""

from __future__ import annotations

from homeward.errors import HomewardError
from homeward.words import Saying, saying


class MatchingRefused(HomewardError):
    """What the other side, or we, would do breaks the rules of a round; `saying` tells why. Nothing was changed."""

    def __init__(self, key: str, **values: str | int) -> None:
        self.saying: Saying = saying("channel.matching", key, **values)
        super().__init__(self.saying.in_language("en"))
