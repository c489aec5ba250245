"""Hybrid signatures: Ed25519 and ML-DSA-65 over the pre-authentication bytes of DSSE; both must hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PublicKey

from homeward.canonical import Value
from homeward.keys.encoding import decode_bytes, encode_bytes, text_fields
from homeward.keys.errors import ForgedSignature
from homeward.keys.identity import Identity, PublicIdentity


@dataclass(frozen=True, slots=True)
class Signature:
    """Both halves of a hybrid signature and the fingerprint of the identity that made it."""

    by: str
    ed25519: bytes
    mldsa: bytes

    def to_value(self) -> dict[str, Value]:
        return {"by": self.by, "ed25519": encode_bytes(self.ed25519), "mldsa": encode_bytes(self.mldsa)}

    @classmethod
    def from_value(cls, value: Value) -> Signature:
        """The signature a value describes; raises BadKey for anything else."""
        fields = text_fields(value, {"by", "ed25519", "mldsa"})
        return cls(fields["by"], decode_bytes(fields["ed25519"]), decode_bytes(fields["mldsa"]))


def pre_authentication(kind: str, body: bytes) -> bytes:
    """The bytes that are signed (DSSE v1): `kind` says what the body is, so that no signature serves two purposes."""
    name = kind.encode()
    return b"DSSEv1 %d %s %d %s" % (len(name), name, len(body), body)


def sign(identity: Identity, kind: str, body: bytes) -> Signature:
    """Both signatures of `identity` over `body` as a `kind`. ML-DSA is hedged: two signatures differ, both hold."""
    data = pre_authentication(kind, body)
    return Signature(identity.public.fingerprint, identity.ed25519.sign(data), identity.mldsa.sign(data))


def verify(public: PublicIdentity, kind: str, body: bytes, signature: Signature) -> None:
    """Nothing, if both signatures are `public`'s over `body` as a `kind`; else raises ForgedSignature."""
    if signature.by != public.fingerprint:
        raise ForgedSignature("The signature was made by another identity.")
    data = pre_authentication(kind, body)
    if not both_hold(public.ed25519, public.mldsa, data, signature.ed25519, signature.mldsa):
        raise ForgedSignature(f"The signature is not that of {public.name} over these bytes.")


def both_hold(ed25519: bytes, mldsa: bytes, data: bytes, one: bytes, other: bytes) -> bool:
    """Whether `one` is the Ed25519 and `other` the ML-DSA-65 signature of the two public keys over exactly `data`."""
    try:
        classic, lattice = _keys(ed25519, mldsa)
        classic.verify(one, data)
        lattice.verify(other, data)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=1024)
def _keys(ed25519: bytes, mldsa: bytes) -> tuple[Ed25519PublicKey, MLDSA65PublicKey]:
    return Ed25519PublicKey.from_public_bytes(ed25519), MLDSA65PublicKey.from_public_bytes(mldsa)
