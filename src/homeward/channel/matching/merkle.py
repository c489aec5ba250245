"""The Merkle tree of RFC 9162, section 2.1: one hash binds a long list, a short proof places one leaf in it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def hash_leaf(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\0" + leaf).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The hash of the tree, 32 bytes, from the hashes of its leaves."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    half = _split(len(leaves))
    return hash_node(root(leaves[:half]), root(leaves[half:]))


def prove(leaves: Sequence[bytes], number: int) -> tuple[bytes, ...]:
    """What, with the hash of leaf `number` (from 0), gives the root: the hashes beside its way up, the lowest first."""
    if len(leaves) == 1:
        return ()
    half = _split(len(leaves))
    if number < half:
        return (*prove(leaves[:half], number), root(leaves[half:]))
    return (*prove(leaves[half:], number - half), root(leaves[:half]))


def follow(leaf: bytes, number: int, count: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that `proof` gives for the hash of a leaf at `number` out of `count`; None if its length is wrong."""
    if count == 1:
        return None if proof else leaf
    if not proof:
        return None
    half, beside = _split(count), proof[-1]
    if number < half:
        below = follow(leaf, number, half, proof[:-1])
        return below and hash_node(below, beside)
    below = follow(leaf, number - half, count - half, proof[:-1])
    return below and hash_node(beside, below)


def hash_node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << ((count - 1).bit_length() - 1)
