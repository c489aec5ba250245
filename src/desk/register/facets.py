"""A current value as one number, so that any combination of values is found by one index on either database."""

from __future__ import annotations

from hashlib import blake2b

NAME_KEY = "name_key"  # not a data point: one folded key of one form of the name


def facet_hash(key: str, value: str) -> int:
    """64 bits, signed as both databases store them; equal for equal (property, value), whatever the letters'
    case."""
    digest = blake2b(f"{key}\x1f{value.casefold()}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
