"""Refusals of Whiteflag messages: sentences in three languages."""

from __future__ import annotations

from homeward.errors import HomewardError
from homeward.words import Saying, saying


class BadWhiteflag(HomewardError):
    """The message breaks the standard, or is of a kind that is not read here; `saying` tells why."""

    def __init__(self, key: str, **values: str | int) -> None:
        self.saying: Saying = saying("channel.whiteflag", key, **values)
        super().__init__(self.saying.in_language("en"))
