"""Identities: sign, verify, seal and open. The one door to cryptography.

Signatures are hybrid: Ed25519 and ML-DSA-65 (FIPS 204) over the pre-authentication bytes of DSSE, and both must hold.
Sealing is hybrid too: X-Wing (ML-KEM-768 with X25519) under HPKE (RFC 9180), so that what is recorded today stays
closed to tomorrow's quantum computer. `docs/protocol.md` gives every byte.

Two acts of the library need chance: sealing (a content key, and what HPKE draws inside) and the hedged half of a
signature. It comes from the operating system, here and nowhere else. Keys never depend on it: the same seed gives the
same identity every time.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey, MLDSA65PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from homeward import canonical
from homeward.canonical import Value
from homeward.errors import HomewardError

MAGIC = b"HWSEAL1\n"
MAX_RECIPIENTS = 16
MAX_OPENED = 16 * 1024 * 1024
_SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
_WRAPPED = 1120 + 32 + 16  # what HPKE encapsulates, the content key, the tag
_COMMITMENT = 32
_NONCE = bytes(12)  # a content key is used for one body only


class ForgedSignature(HomewardError):
    """A signature does not belong to these bytes and this identity."""


class BadKey(HomewardError):
    """The bytes given as a key or a signature are not one."""


class CannotOpen(HomewardError):
    """The sealed bytes are damaged, or were sealed for somebody else or for another purpose."""


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
        return hashlib.sha256(canonical.encode(self.to_value())).hexdigest()

    def to_value(self) -> dict[str, Value]:
        keys = {"ed25519": self.ed25519, "mldsa": self.mldsa, "mlkem": self.mlkem, "x25519": self.x25519}
        return {"name": self.name, **{key: encode_bytes(data) for key, data in keys.items()}}

    @classmethod
    def from_value(cls, value: Value) -> PublicIdentity:
        """The identity a value describes; raises BadKey for anything else."""
        fields = _fields(value, {"name", "ed25519", "mldsa", "mlkem", "x25519"})
        sizes = {"ed25519": 32, "mldsa": 1952, "mlkem": 1184, "x25519": 32}
        keys = {key: decode_bytes(fields[key]) for key in sizes}
        if any(len(keys[key]) != size for key, size in sizes.items()):
            raise BadKey("A public key has the wrong length.")
        return cls(fields["name"], keys["ed25519"], keys["mldsa"], keys["mlkem"], keys["x25519"])


@dataclass(frozen=True, slots=True)
class Identity:
    """The private keys of a party, an officer or a device. Never printed, stored or sent by the library."""

    public: PublicIdentity
    _ed25519: Ed25519PrivateKey
    _mldsa: MLDSA65PrivateKey
    _box: hpke.MLKEM768X25519PrivateKey

    @classmethod
    def from_seed(cls, seed: bytes, name: str) -> Identity:
        """All keys derived from one secret `seed` (32 bytes or more, from the caller); the same seed, the same keys."""
        if len(seed) < 32:
            raise BadKey("A seed must be at least 32 bytes long.")
        ed25519 = Ed25519PrivateKey.from_private_bytes(derive(seed, "ed25519", 32))
        mldsa = MLDSA65PrivateKey.from_seed_bytes(derive(seed, "ml-dsa-65", 32))
        mlkem = MLKEM768PrivateKey.from_seed_bytes(derive(seed, "ml-kem-768", 64))
        x25519 = X25519PrivateKey.from_private_bytes(derive(seed, "x25519", 32))
        raw = (ed25519, mldsa, mlkem, x25519)
        public = PublicIdentity(name, *(key.public_key().public_bytes_raw() for key in raw))
        return cls(public, ed25519, mldsa, hpke.MLKEM768X25519PrivateKey(mlkem, x25519))

    def __repr__(self) -> str:
        return f"Identity({self.public.name!r}, {self.public.fingerprint[:16]})"


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
        fields = _fields(value, {"by", "ed25519", "mldsa"})
        return cls(fields["by"], decode_bytes(fields["ed25519"]), decode_bytes(fields["mldsa"]))


def derive(seed: bytes, label: str, length: int = 32) -> bytes:
    """`length` secret bytes for the purpose `label`, by HKDF-SHA256 (RFC 5869) from `seed`."""
    return HKDF(SHA256(), length, salt=b"homeward keys 1", info=label.encode()).derive(seed)


def pre_authentication(kind: str, body: bytes) -> bytes:
    """The bytes that are signed (DSSE v1): `kind` says what the body is, so that no signature serves two purposes."""
    name = kind.encode()
    return b"DSSEv1 %d %s %d %s" % (len(name), name, len(body), body)


def sign(identity: Identity, kind: str, body: bytes) -> Signature:
    """Both signatures of `identity` over `body` as a `kind`. ML-DSA is hedged: two signatures differ, both hold."""
    data = pre_authentication(kind, body)
    return Signature(identity.public.fingerprint, identity._ed25519.sign(data), identity._mldsa.sign(data))


def verify(public: PublicIdentity, kind: str, body: bytes, signature: Signature) -> None:
    """Nothing, if both signatures are `public`'s over `body` as a `kind`; else raises ForgedSignature."""
    data = pre_authentication(kind, body)
    if signature.by != public.fingerprint:
        raise ForgedSignature("The signature was made by another identity.")
    try:
        Ed25519PublicKey.from_public_bytes(public.ed25519).verify(signature.ed25519, data)
        MLDSA65PublicKey.from_public_bytes(public.mldsa).verify(signature.mldsa, data)
    except (InvalidSignature, ValueError) as error:
        raise ForgedSignature(f"The signature is not that of {public.name} over these bytes.") from error


def seal(body: bytes, recipients: Sequence[PublicIdentity], context: bytes) -> bytes:
    """`body` closed for all `recipients` (1 to 16) and for `context` only.

    The body is compressed and padded (Padmé), so its size tells little. The blob names no recipient and no sender.
    It proves nothing about who made it: sign first, then seal.
    """
    if not 1 <= len(recipients) <= MAX_RECIPIENTS:
        raise BadKey(f"A message is sealed for 1 to {MAX_RECIPIENTS} recipients.")
    key = secrets.token_bytes(32)
    wrapped = b"".join(_SUITE.encrypt(key, _box(public), info=_info(context)) for public in recipients)
    header = MAGIC + bytes([len(recipients)]) + wrapped + derive(key, "commitment")
    return header + ChaCha20Poly1305(derive(key, "body")).encrypt(_NONCE, _pad(zlib.compress(body, 6)), header)


def open_sealed(identity: Identity, blob: bytes, context: bytes, limit: int = MAX_OPENED) -> bytes:
    """The body of a blob sealed for `identity` and `context`; raises CannotOpen.

    The commitment makes sure that every recipient who can open the blob reads the same body. No more than `limit`
    bytes are ever unpacked.
    """
    count = blob[len(MAGIC)] if len(blob) > len(MAGIC) and blob.startswith(MAGIC) else 0
    start = len(MAGIC) + 1
    end = start + count * _WRAPPED
    if not 1 <= count <= MAX_RECIPIENTS or len(blob) < end + _COMMITMENT:
        raise CannotOpen("This is not a sealed message, or it was cut short.")
    key = _unwrap(identity, [blob[at : at + _WRAPPED] for at in range(start, end, _WRAPPED)], context)
    header, rest = blob[: end + _COMMITMENT], blob[end + _COMMITMENT :]
    if not hmac.compare_digest(derive(key, "commitment"), header[end:]):
        raise CannotOpen("The sealed message could be read in two ways; it is refused.")
    try:
        padded = ChaCha20Poly1305(derive(key, "body")).decrypt(_NONCE, rest, header)
    except InvalidTag as error:
        raise CannotOpen("The sealed message was damaged or changed on its way.") from error
    return _unpack(_unpad(padded), limit)


def encode_bytes(data: bytes) -> str:
    """Base64 of `data`, the way bytes stand in canonical values."""
    return base64.b64encode(data).decode("ascii")


def decode_bytes(text: str) -> bytes:
    """The bytes of a Base64 text; raises BadKey unless it is the one right spelling."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadKey("A key or signature is not well-formed Base64.") from error
    if encode_bytes(data) != text:
        raise BadKey("A key or signature is not well-formed Base64.")
    return data


def padded_length(length: int) -> int:
    """The Padmé length for `length` bytes: at most 12 % more, few different lengths (Nikitin et al., PETS 2019)."""
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    return -(-length // step) * step


def _fields(value: Value, names: set[str]) -> dict[str, str]:
    if not isinstance(value, Mapping) or set(value) != names:
        raise BadKey("A key or signature has fields missing or too many.")
    texts = {name: text for name, text in value.items() if isinstance(text, str)}
    if len(texts) != len(names):
        raise BadKey("A key or signature has a field that is not text.")
    return texts


def _box(public: PublicIdentity) -> hpke.MLKEM768X25519PublicKey:
    try:
        mlkem = MLKEM768PublicKey.from_public_bytes(public.mlkem)
        return hpke.MLKEM768X25519PublicKey(mlkem, X25519PublicKey.from_public_bytes(public.x25519))
    except ValueError as error:
        raise BadKey(f"The box key of {public.name} is not a valid key.") from error


def _info(context: bytes) -> bytes:
    return b"homeward seal 1\x00" + context


def _unwrap(identity: Identity, wrapped: Sequence[bytes], context: bytes) -> bytes:
    for part in wrapped:
        try:
            return _SUITE.decrypt(part, identity._box, info=_info(context))
        except (InvalidTag, ValueError):
            continue  # wrapped for another recipient: the blob does not say for whom
    raise CannotOpen("The sealed message is not for this identity, or belongs to another channel.")


def _pad(data: bytes) -> bytes:
    framed = struct.pack(">I", len(data)) + data
    return framed.ljust(padded_length(len(framed)), b"\x00")


def _unpad(padded: bytes) -> bytes:
    length = struct.unpack(">I", padded[:4])[0] if len(padded) >= 4 else -1
    if not 0 <= length <= len(padded) - 4 or any(padded[4 + length :]):
        raise CannotOpen("The sealed message is padded wrongly.")
    return padded[4 : 4 + length]


def _unpack(data: bytes, limit: int) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        body = unpacker.decompress(data, limit)
    except zlib.error as error:
        raise CannotOpen("The sealed message does not unpack.") from error
    if not unpacker.eof or unpacker.unused_data:
        raise CannotOpen(f"The sealed message is cut short or larger than {limit} bytes.")
    return body
