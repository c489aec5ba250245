"""ristretto255 (RFC 9496), a group of prime order in which discrete logarithms are hard. The one door to `rbcl`.

Points travel in their one canonical encoding of 32 bytes; scalars are whole numbers modulo the order. The identity is
never accepted from outside and never sent.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

import rbcl

from homeward.channel.matching.errors import MatchingRefused

ORDER = 2**252 + 27742317777372353535851937790883648493
SIZE = 32
"""Bytes of a point and of a scalar."""
IDENTITY = bytes(SIZE)

with contextlib.suppress(OSError):  # rbcl leaves a copy of its library in the temporary folder for every process
    Path(rbcl._sodium._name).unlink()


def from_hash(digest: bytes) -> bytes:
    """The point that 64 uniform bytes stand for; nobody knows its logarithm."""
    return bytes(rbcl.crypto_core_ristretto255_from_hash(digest))


def multiply(scalar: int, point: bytes) -> bytes:
    """`scalar` times `point`; raises MatchingRefused when the point is no canonical encoding, or is the identity."""
    return multiply_by(encode(scalar), point)


def multiply_by(scalar: bytes, point: bytes) -> bytes:
    """`multiply` with an encoded scalar, for many points in a row."""
    try:
        return bytes(rbcl.crypto_scalarmult_ristretto255(scalar, point))
    except (RuntimeError, ValueError) as error:
        raise MatchingRefused("bad_point") from error


def base(scalar: int) -> bytes:
    """`scalar` times the base point; the scalar must not be zero."""
    return bytes(rbcl.crypto_scalarmult_ristretto255_base(encode(scalar)))


def add(one: bytes, other: bytes) -> bytes:
    """The sum of two points that were checked before, or are ours."""
    return bytes(rbcl.crypto_core_ristretto255_add(one, other))


def check(point: bytes) -> None:
    """Nothing, if the bytes are the encoding of a point other than the identity; else raises MatchingRefused."""
    if len(point) != SIZE or point == IDENTITY or not rbcl.crypto_core_ristretto255_is_valid_point(point):
        raise MatchingRefused("bad_point")


def encode(scalar: int) -> bytes:
    return scalar.to_bytes(SIZE, "little")


def decode(data: bytes) -> int:
    """The scalar in 32 bytes; raises MatchingRefused for any other spelling of it."""
    scalar = int.from_bytes(data, "little")
    if len(data) != SIZE or scalar >= ORDER:
        raise MatchingRefused("bad_scalar")
    return scalar


def reduce(digest: bytes) -> int:
    """The scalar that 64 uniform bytes stand for."""
    return int.from_bytes(digest, "little") % ORDER


def invert(scalar: int) -> int:
    return pow(scalar, -1, ORDER)
