"""Secrets locked under a passphrase: Argon2id (RFC 9106) makes the key, ChaCha20-Poly1305 (RFC 8439) closes.

What is locked names its own cost, so that it can be opened anywhere; a cost beyond reason is refused before any work.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from homeward import canonical
from homeward.canonical import Value
from homeward.keys.encoding import decode_bytes, encode_bytes
from homeward.keys.errors import BadKey, WeakPassphrase, WrongPassphrase
from homeward.keys.secret import fresh

FORMAT = "homeward locked 1"
SHORTEST = 12
"""The fewest signs of a passphrase that is chosen."""
MOST_MEMORY = 1024 * 1024
MOST_PASSES = 16
_FIELDS = {"format", "name", "memory", "passes", "lanes", "salt", "box"}
_NONCE = bytes(12)  # the key is used once: each locking draws a salt of its own


@dataclass(frozen=True, slots=True)
class Cost:
    """What a guess costs: KiB of memory, passes over it, lanes that may run side by side."""

    memory: int
    passes: int
    lanes: int

    @property
    def sane(self) -> bool:
        lanes = 1 <= self.lanes <= 16
        return lanes and 8 * self.lanes <= self.memory <= MOST_MEMORY and 1 <= self.passes <= MOST_PASSES


STRONG = Cost(memory=256 * 1024, passes=3, lanes=4)
"""A quarter of a GiB and about half a second for a guess on a small machine."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A secret that `name` tells apart and a passphrase opens. Nothing in it but the size tells what it holds."""

    name: str
    cost: Cost
    salt: bytes
    box: bytes

    def to_bytes(self) -> bytes:
        return canonical.encode({**_head(self.name, self.cost, self.salt), "box": encode_bytes(self.box)})

    @classmethod
    def from_bytes(cls, data: bytes) -> Locked:
        """What `to_bytes` wrote; raises BadKey for anything else and for a cost beyond reason."""
        try:
            return _read(canonical.decode(data))
        except (TypeError, ValueError, canonical.NotCanonical) as error:
            raise BadKey("This is not a locked key.") from error


def lock(secret: bytes, passphrase: str, name: str, cost: Cost = STRONG) -> Locked:
    """`secret` closed under `passphrase`; raises WeakPassphrase for one of fewer than twelve signs."""
    if len(_plain(passphrase)) < SHORTEST:
        raise WeakPassphrase(f"A passphrase has at least {SHORTEST} signs.")
    return close(secret, passphrase, name, cost)


def close(secret: bytes, passphrase: str, name: str, cost: Cost = STRONG) -> Locked:
    """The same for any passphrase: such as a PIN of digits, whose tries somebody else has to count."""
    salt = fresh(16)
    key, head = _key(passphrase, salt, cost), canonical.encode(_head(name, cost, salt))
    return Locked(name, cost, salt, ChaCha20Poly1305(key).encrypt(_NONCE, secret, head))


def unlock(locked: Locked, passphrase: str) -> bytes:
    """The secret; raises WrongPassphrase, for a damaged one too: nobody can tell the two apart."""
    head = canonical.encode(_head(locked.name, locked.cost, locked.salt))
    try:
        return ChaCha20Poly1305(_key(passphrase, locked.salt, locked.cost)).decrypt(_NONCE, locked.box, head)
    except InvalidTag as error:
        raise WrongPassphrase("The passphrase is not right.") from error


def alike(one: str, other: str) -> bool:
    """Whether two passphrases open the same, as when only blanks around them or spellings of a sign differ."""
    return _plain(one) == _plain(other)


def _key(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    function = Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return function.derive(_plain(passphrase).encode())


def _plain(passphrase: str) -> str:
    """The passphrase as any keyboard gives it: one spelling for what looks alike, no blanks around."""
    return unicodedata.normalize("NFKC", passphrase).strip()


def _head(name: str, cost: Cost, salt: bytes) -> dict[str, Value]:
    work: dict[str, Value] = {"memory": cost.memory, "passes": cost.passes, "lanes": cost.lanes}
    return {"format": FORMAT, "name": name, **work, "salt": encode_bytes(salt)}


def _read(value: Value) -> Locked:
    if not isinstance(value, Mapping) or set(value) != _FIELDS or value["format"] != FORMAT:
        raise TypeError
    texts = [text for key in ("name", "salt", "box") if isinstance(text := value[key], str)]
    numbers = [number for key in ("memory", "passes", "lanes") if type(number := value[key]) is int]
    (name, salt, box), cost = texts, Cost(*numbers)
    if not cost.sane:
        raise BadKey("Opening this key would take more work than is allowed.")
    return Locked(name, cost, decode_bytes(salt), decode_bytes(box))
