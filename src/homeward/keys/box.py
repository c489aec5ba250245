"""Box keys: what messages are sealed for. X-Wing, that is ML-KEM-768 (FIPS 203) together with X25519 (RFC 7748)."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from homeward.keys.errors import BadKey
from homeward.keys.secret import derive

MLKEM_BYTES = 1184
X25519_BYTES = 32


@dataclass(frozen=True, slots=True)
class PublicBox:
    """The public half of a box key: 1184 bytes of ML-KEM-768 and 32 of X25519."""

    mlkem: bytes
    x25519: bytes

    def to_bytes(self) -> bytes:
        return self.mlkem + self.x25519

    @classmethod
    def from_bytes(cls, data: bytes) -> PublicBox:
        """The box key in its 1216 bytes; raises BadKey for another length."""
        if len(data) != MLKEM_BYTES + X25519_BYTES:
            raise BadKey("A box key has the wrong length.")
        return cls(data[:MLKEM_BYTES], data[MLKEM_BYTES:])

    def key(self) -> hpke.MLKEM768X25519PublicKey:
        """The key as HPKE takes it; raises BadKey for bytes that are none."""
        try:
            mlkem = MLKEM768PublicKey.from_public_bytes(self.mlkem)
            return hpke.MLKEM768X25519PublicKey(mlkem, X25519PublicKey.from_public_bytes(self.x25519))
        except ValueError as error:
            raise BadKey("A box key is not a valid key.") from error


@dataclass(frozen=True, slots=True)
class Box:
    """A private box key. Never printed; whoever keeps its seed decides how long it can be opened."""

    public: PublicBox
    key: hpke.MLKEM768X25519PrivateKey

    @classmethod
    def from_seed(cls, seed: bytes) -> Box:
        """The box key derived from `seed`, 32 secret bytes or more; the same seed, the same key."""
        if len(seed) < 32:
            raise BadKey("A seed must be at least 32 bytes long.")
        mlkem = MLKEM768PrivateKey.from_seed_bytes(derive(seed, "ml-kem-768", 64))
        x25519 = X25519PrivateKey.from_private_bytes(derive(seed, "x25519", 32))
        public = PublicBox(mlkem.public_key().public_bytes_raw(), x25519.public_key().public_bytes_raw())
        return cls(public, hpke.MLKEM768X25519PrivateKey(mlkem, x25519))

    def __repr__(self) -> str:
        return f"Box({self.public.x25519.hex()[:16]})"
