"""The oblivious pseudorandom function of RFC 9497, suite ristretto255-SHA512, in its modes OPRF and VOPRF.

Who holds the key evaluates without seeing the input; who holds the input learns the output for it and no other. In the
mode VOPRF one proof shows that a whole batch was evaluated under the key that was published. The names follow the RFC.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from homeward.channel.matching import group
from homeward.channel.matching.errors import MatchingRefused

_HASH_BLOCK = 128  # SHA-512, in bytes
MAX_BATCH = 2**16 - 1


class Mode(IntEnum):
    """Without and with a proof; the number stands on the wire."""

    OPRF = 0
    VOPRF = 1


@dataclass(frozen=True, slots=True)
class Proof:
    """That the same key leads from each blinded element to its evaluation and from the base point to the public key."""

    c: int
    s: int

    def to_bytes(self) -> bytes:
        return group.encode(self.c) + group.encode(self.s)

    @classmethod
    def from_bytes(cls, data: bytes) -> Proof:
        """The proof in 64 bytes; raises MatchingRefused."""
        return cls(group.decode(data[: group.SIZE]), group.decode(data[group.SIZE :]))


def derive_key(seed: bytes, info: bytes, mode: Mode = Mode.VOPRF) -> int:
    """The private key of a seed of 32 bytes and a public info (DeriveKeyPair). The public key is `group.base` of it."""
    material = seed + _sized(info)
    keys = (_hash_to_scalar(material + bytes([n]), b"DeriveKeyPair" + _context(mode)) for n in range(256))
    return next(key for key in keys if key)


def blind(data: bytes, scalar: int, mode: Mode = Mode.VOPRF) -> bytes:
    """The element to be evaluated, which tells nothing of `data` to who does not know `scalar`."""
    return group.multiply(scalar, hash_to_group(data, mode))


def evaluate(key: int, element: bytes) -> bytes:
    """A blinded element under the key; raises MatchingRefused for what is no element."""
    return group.multiply(key, element)


def finalize(data: bytes, scalar: int, evaluated: bytes) -> bytes:
    """The 64 bytes of output for `data`, from the evaluation of its blinded element."""
    return _output(data, group.multiply(group.invert(scalar), evaluated))


def evaluate_openly(key: int, data: bytes, mode: Mode = Mode.VOPRF) -> bytes:
    """The output for `data`, by who holds both the key and the input (Evaluate)."""
    return _output(data, group.multiply(key, hash_to_group(data, mode)))


def prove(key: int, blinded: Sequence[bytes], evaluated: Sequence[bytes], nonce: int) -> Proof:
    """The proof for a batch; `nonce` is secret, not zero, and never used for another batch (GenerateProof)."""
    public = group.base(key)
    sum_blinded, _ = _composites(public, blinded, evaluated, both=False)
    sum_evaluated = group.multiply(key, sum_blinded)
    commitments = group.base(nonce), group.multiply(nonce, sum_blinded)
    c = _challenge(public, sum_blinded, sum_evaluated, *commitments)
    return Proof(c, (nonce - c * key) % group.ORDER)


def verify(public: bytes, blinded: Sequence[bytes], evaluated: Sequence[bytes], proof: Proof) -> None:
    """Nothing, if the batch was evaluated under the key of `public`; else raises MatchingRefused (VerifyProof)."""
    if len(blinded) != len(evaluated):
        raise MatchingRefused("proof_fails")
    for element in (public, *evaluated):
        group.check(element)
    one, other = _composites(public, blinded, evaluated, both=True)
    left = group.add(_times_base(proof.s), _times(proof.c, public))
    right = group.add(_times(proof.s, one), _times(proof.c, other))
    if _challenge(public, one, other, left, right) != proof.c:
        raise MatchingRefused("proof_fails")


def hash_to_group(data: bytes, mode: Mode) -> bytes:
    return group.from_hash(_expand(data, b"HashToGroup-" + _context(mode)))


def _composites(
    public: bytes, blinded: Sequence[bytes], evaluated: Sequence[bytes], *, both: bool
) -> tuple[bytes, bytes]:
    if not 0 < len(blinded) <= MAX_BATCH:
        raise MatchingRefused("bad_batch", limit=MAX_BATCH)
    context = _context(Mode.VOPRF)
    seed = hashlib.sha512(_sized(public) + _sized(b"Seed-" + context)).digest()
    weights = [
        _hash_to_scalar(
            _sized(seed) + number.to_bytes(2, "big") + _sized(one) + _sized(other) + b"Composite",
            b"HashToScalar-" + context,
        )
        for number, (one, other) in enumerate(zip(blinded, evaluated, strict=True))
    ]
    return _weighed(weights, blinded), _weighed(weights, evaluated) if both else group.IDENTITY


def _weighed(weights: Iterable[int], points: Iterable[bytes]) -> bytes:
    total = group.IDENTITY
    for weight, point in zip(weights, points, strict=True):
        total = group.add(total, group.multiply(weight, point))
    return total


def _challenge(public: bytes, *points: bytes) -> int:
    transcript = b"".join(map(_sized, (public, *points))) + b"Challenge"
    return _hash_to_scalar(transcript, b"HashToScalar-" + _context(Mode.VOPRF))


def _output(data: bytes, element: bytes) -> bytes:
    return hashlib.sha512(_sized(data) + _sized(element) + b"Finalize").digest()


def _times(scalar: int, point: bytes) -> bytes:
    return group.multiply(scalar, point) if scalar else group.IDENTITY


def _times_base(scalar: int) -> bytes:
    return group.base(scalar) if scalar else group.IDENTITY


def _context(mode: Mode) -> bytes:
    return b"OPRFV1-" + bytes([mode]) + b"-ristretto255-SHA512"


def _hash_to_scalar(data: bytes, purpose: bytes) -> int:
    return group.reduce(_expand(data, purpose))


def _expand(data: bytes, purpose: bytes) -> bytes:
    """expand_message_xmd for one block of SHA-512, which is all that this suite asks for."""
    tag = purpose + bytes([len(purpose)])
    first = hashlib.sha512(bytes(_HASH_BLOCK) + data + (64).to_bytes(2, "big") + b"\0" + tag).digest()
    return hashlib.sha512(first + b"\x01" + tag).digest()


def _sized(data: bytes) -> bytes:
    return len(data).to_bytes(2, "big") + data
