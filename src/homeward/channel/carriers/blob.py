"""What every carrier carries: the bytes of one sealed message."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

SUFFIX = ".sealed"
MAX_BLOB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Blob:
    """A sealed message as it was found: what it was called there and its bytes (None: larger than is ever read)."""

    name: str
    data: bytes | None


def name_of(data: bytes) -> str:
    """The name of a sealed message: the hash of its bytes, so that one carried twice is one, and names tell nothing."""
    return f"{hashlib.sha256(data).hexdigest()}{SUFFIX}"


def found(name: str, data: bytes) -> Blob:
    """`data` as a blob; without the bytes when there are too many."""
    return Blob(name, data if len(data) <= MAX_BLOB else None)
