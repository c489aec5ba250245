"""An evidence item: bytes somebody found, kept as they were, with what is known of how they were found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What the bytes are, which decides how they are read."""

    PAGE = "page"  # a saved web page or plain text
    CHANNEL = "channel"  # an export of a messaging channel
    PHOTO = "photo"  # a photographed list
    TABLE = "table"  # a list as CSV
    DEBRIEF = "debrief"  # what a returned person told


@dataclass(frozen=True, slots=True)
class Item:
    """`sha256` is the address of the bytes (64 hexadecimal digits); `source` is where they were found (a web
    address, a channel, a person's role); `collector` who took them; `collected_at` when, in UTC."""

    sha256: str
    kind: Kind
    media_type: str
    size: int
    name: str
    source: str
    collector: str
    collected_at: datetime


def address(data: bytes) -> str:
    """The content address of bytes: their SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
