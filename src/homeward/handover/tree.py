"""A hash tree (RFC 9162 section 2.1): one root over many leaves, and the path that shows one leaf to be under it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def root(leaves: Sequence[bytes]) -> str:
    """The root, in hexadecimal, over at least one leaf."""
    return _root(leaves).hex()


def path(leaves: Sequence[bytes], place: int) -> tuple[str, ...]:
    """The hashes that lead from the leaf at `place` (from 0) up to the root."""
    if len(leaves) == 1:
        return ()
    half = _half(len(leaves))
    if place < half:
        return (*path(leaves[:half], place), _root(leaves[half:]).hex())
    return (*path(leaves[half:], place - half), _root(leaves[:half]).hex())


def climbed(leaf: bytes, place: int, size: int, hashes: Sequence[str]) -> str:
    """The root that a tree of `size` leaves has if `leaf` is at `place` and `hashes` are its path; raises ValueError
    for a path of the wrong length."""
    if not 0 <= place < size:
        raise ValueError("no such leaf")
    if size == 1:
        if hashes:
            raise ValueError("the path is too long")
        return _leaf(leaf).hex()
    *below, beside = hashes
    half = _half(size)
    if place < half:
        return _node(bytes.fromhex(climbed(leaf, place, half, below)), bytes.fromhex(beside)).hex()
    return _node(bytes.fromhex(beside), bytes.fromhex(climbed(leaf, place - half, size - half, below))).hex()


def _root(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) == 1:
        return _leaf(leaves[0])
    half = _half(len(leaves))
    return _node(_root(leaves[:half]), _root(leaves[half:]))


def _half(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def _leaf(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + leaf).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
