"""Digits of a sealed message, to be read by telephone or written on paper: they confirm that the same bytes arrived.

Digits are the same in every language. They carry no message and prove no author: the signature inside does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from homeward import keys
from homeward.channel.carriers.errors import CarrierError

DIGITS = 20
"""About 66 bits: nobody can make a second blob with the digits of a given one."""


def put(blob: bytes) -> str:
    """The twenty digits of `blob`, in groups of five."""
    number = int.from_bytes(hashlib.sha256(b"homeward paper 1\0" + blob).digest()) % 10**DIGITS
    text = f"{number:0{DIGITS}}"
    return " ".join(text[start : start + 5] for start in range(0, DIGITS, 5))


def take(digits: str, blobs: Iterable[bytes]) -> bytes:
    """The one of `blobs` that has these digits, however they were grouped; raises CarrierError when none has, or when
    they are not twenty."""
    said = "".join(sign for sign in digits if sign.isdecimal())
    if len(said) != DIGITS:
        raise CarrierError("paper_not_digits", count=DIGITS)
    for blob in blobs:
        if keys.same(put(blob).replace(" ", "").encode(), said.encode()):
            return blob
    raise CarrierError("paper_unknown")
