"""Secret bytes: derived from a seed, drawn by chance, or made from a message under a secret.

Keys never depend on chance: the same seed gives the same keys every time.
"""

from __future__ import annotations

import hmac
import secrets

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derive(seed: bytes, label: str, length: int = 32) -> bytes:
    """`length` secret bytes for the purpose `label`, by HKDF-SHA256 (RFC 5869) from `seed`."""
    return HKDF(SHA256(), length, salt=b"homeward keys 1", info=label.encode()).derive(seed)


def fresh(length: int = 32) -> bytes:
    """`length` bytes that nobody can foretell, from the operating system."""
    return secrets.token_bytes(length)


def tag(secret: bytes, data: bytes) -> bytes:
    """HMAC-SHA256 (RFC 2104) of `data` under `secret`: 32 bytes that look like chance to whoever lacks the secret."""
    return hmac.digest(secret, data, "sha256")


def same(one: bytes, other: bytes) -> bool:
    """Whether two secrets are equal, told in a time that gives nothing away."""
    return hmac.compare_digest(one, other)
