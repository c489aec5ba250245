"""A Whiteflag message as values (section 4 of the standard)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from homeward.channel.whiteflag.errors import BadWhiteflag
from homeward.channel.whiteflag.place import NOWHERE, Place

NOTHING = "0" * 64
"""What an original message names as the one it refers to."""


class Code(StrEnum):
    """The kinds of message that are read and written here."""

    PROTECTION = "P"
    MISSION = "M"
    REQUEST = "Q"
    STATUS = "S"
    TEXT = "F"


class Reference(StrEnum):
    """How a message relates to an earlier one (4.2.1.7)."""

    ORIGINAL = "0"
    RECALL = "1"
    UPDATE = "2"
    ADD = "3"
    DISCONTINUE = "4"
    RELATE = "5"
    CONFIRM = "6"
    ACKNOWLEDGE = "7"
    COMPLY = "8"
    REJECT = "9"


@dataclass(frozen=True, slots=True)
class Requested:
    """What a request asks passage for: a type of object (two hexadecimal digits) and how many, 0 where not known."""

    object: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Sign:
    """The body of a sign or signal: its subject (two hexadecimal digits), from when (UTC) and for how long (None: until
    it is ended), what it marks (two hexadecimal digits), and where. `sizes` are metres, `direction` degrees from north,
    None where the object has no size."""

    subject: str
    since: datetime
    lasts: timedelta | None
    object: str = "00"
    place: Place = NOWHERE
    sizes: tuple[int, int] = (0, 0)
    direction: int | None = None
    requested: tuple[Requested, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A message: its kind, how it relates to which earlier one (the id in hexadecimal), and its body, a sign or, in the
    kind TEXT, words in the first 128 characters of Unicode. `duress`: it was sent under force; who forced it can read
    that too."""

    code: Code
    body: Sign | str
    reference: Reference = Reference.ORIGINAL
    referenced: str = NOTHING
    duress: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.body, str) != (self.code == Code.TEXT):
            raise BadWhiteflag("wrong_body", code=self.code.value)
        if isinstance(self.body, Sign) and self.body.requested and self.code != Code.REQUEST:
            raise BadWhiteflag("wrong_body", code=self.code.value)
