"""A Merkle tree over the ids of a chain (RFC 9162, section 2.1): a root for any length, and a short proof that a longer
chain continues a shorter one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def root(ids: Sequence[str]) -> str:
    """The root, SHA-256 in hexadecimal, over message ids in the order of their numbers."""
    return _root([_leaf(id) for id in ids]).hex()


def consistency(ids: Sequence[str], before: int) -> tuple[str, ...]:
    """The proof that the chain `ids` continues its own first `before` messages (RFC 9162, 2.1.4.1); empty if they are
    all, or none."""
    if before in (0, len(ids)):
        return ()
    return tuple(node.hex() for node in _subproof(before, [_leaf(id) for id in ids], whole=True))


def continues(size: int, old: str, longer: int, new: str, proof: Sequence[str]) -> bool:
    """Whether `proof` shows that the chain of `longer` messages with the root `new` continues the one of `size` with
    the root `old` (RFC 9162, 2.1.4.2)."""
    if size > longer or size == longer:
        return size == longer and old == new and not proof
    if size == 0:
        return not proof
    nodes = [bytes.fromhex(node) for node in proof]
    if size & (size - 1) == 0:
        nodes.insert(0, bytes.fromhex(old))
    return bool(nodes) and _replayed(size, longer, nodes) == (bytes.fromhex(old), bytes.fromhex(new))


def _replayed(size: int, longer: int, nodes: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Both roots as the proof has them; None when it has too many nodes or too few."""
    fn, sn = size - 1, longer - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    shorter = full = nodes[0]
    for node in nodes[1:]:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            shorter, full = _node(node, shorter), _node(node, full)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            full = _node(full, node)
        fn, sn = fn >> 1, sn >> 1
    return (shorter, full) if sn == 0 else None


def _subproof(before: int, leaves: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if before == len(leaves):
        return [] if whole else [_root(leaves)]
    split = _split(len(leaves))
    if before <= split:
        return [*_subproof(before, leaves[:split], whole=whole), _root(leaves[split:])]
    return [*_subproof(before - split, leaves[split:], whole=False), _root(leaves[:split])]


def _root(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = _split(len(leaves))
    return _node(_root(leaves[:split]), _root(leaves[split:]))


def _split(count: int) -> int:
    """The largest power of two smaller than `count`."""
    return 1 << (count - 1).bit_length() - 1


def _leaf(id: str) -> bytes:
    return hashlib.sha256(b"\x00" + bytes.fromhex(id)).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
