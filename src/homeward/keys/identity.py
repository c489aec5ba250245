"""Identities: a name with the keys that sign for it and the first key that messages to it are sealed for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey

from homeward import canonical
from homeward.canonical import Value
from homeward.keys.box import Box, PublicBox
from homeward.keys.encoding import decode_bytes, encode_bytes, text_fields
from homeward.keys.errors import BadKey
from homeward.keys.secret import derive

_SIZES = {"ed25519": 32, "mldsa": 1952, "mlkem": 1184, "x25519": 32}


@dataclass(frozen=True, slots=True)
class PublicIdentity:
    """What others know of an identity: its name (a call-sign, never a person's name) and its four public keys."""

    name: str
    ed25519: bytes
    mldsa: bytes
    mlkem: bytes
    x25519: bytes

    @property
    def fingerprint(self) -> str:
        """SHA-256, in hexadecimal, of the canonical bytes of the whole identity."""
        return _fingerprint(self)

    @property
    def box(self) -> PublicBox:
        """The first key that messages to this identity are sealed for."""
        return PublicBox(self.mlkem, self.x25519)

    def to_value(self) -> dict[str, Value]:
        keys = {"ed25519": self.ed25519, "mldsa": self.mldsa, "mlkem": self.mlkem, "x25519": self.x25519}
        return {"name": self.name, **{key: encode_bytes(data) for key, data in keys.items()}}

    @classmethod
    def from_value(cls, value: Value) -> PublicIdentity:
        """The identity a value describes; raises BadKey for anything else."""
        fields = text_fields(value, {"name", *_SIZES})
        keys = {key: decode_bytes(fields[key]) for key in _SIZES}
        if any(len(keys[key]) != size for key, size in _SIZES.items()):
            raise BadKey("A public key has the wrong length.")
        return cls(fields["name"], keys["ed25519"], keys["mldsa"], keys["mlkem"], keys["x25519"])


@dataclass(frozen=True, slots=True)
class Identity:
    """The private keys of a party, an officer or a device. Never printed, stored or sent by the library."""

    public: PublicIdentity
    ed25519: Ed25519PrivateKey
    mldsa: MLDSA65PrivateKey
    box: Box

    @classmethod
    def from_seed(cls, seed: bytes, name: str) -> Identity:
        """All keys derived from one secret `seed` (32 bytes or more, from the caller); the same seed, the same keys."""
        box = Box.from_seed(seed)
        ed25519 = Ed25519PrivateKey.from_private_bytes(derive(seed, "ed25519", 32))
        mldsa = MLDSA65PrivateKey.from_seed_bytes(derive(seed, "ml-dsa-65", 32))
        signing = ed25519.public_key().public_bytes_raw(), mldsa.public_key().public_bytes_raw()
        public = PublicIdentity(name, *signing, box.public.mlkem, box.public.x25519)
        return cls(public, ed25519, mldsa, box)

    def secret(self, label: str) -> bytes:
        """32 secret bytes for the purpose `label` that only this identity can make."""
        return derive(self.ed25519.private_bytes_raw(), label)

    def __repr__(self) -> str:
        return f"Identity({self.public.name!r}, {self.public.fingerprint[:16]})"


@lru_cache(maxsize=1024)
def _fingerprint(public: PublicIdentity) -> str:
    return hashlib.sha256(canonical.encode(public.to_value())).hexdigest()
