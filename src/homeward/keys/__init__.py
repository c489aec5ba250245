"""Identities: sign, verify, seal and open. The one door to cryptography.

Signatures are hybrid: Ed25519 and ML-DSA-65 (FIPS 204) over the pre-authentication bytes of DSSE, and both must hold.
Sealing is hybrid too: X-Wing (ML-KEM-768 with X25519) under HPKE (RFC 9180), so that what is recorded today stays
closed to tomorrow's quantum computer. `docs/protocol.md` gives every byte.

Sealing (a content key, and what HPKE draws inside), the hedged half of a signature and `fresh` need chance. It comes
from the operating system, here and nowhere else in the library.
"""

from homeward.keys.box import Box, PublicBox
from homeward.keys.encoding import decode_bytes, encode_bytes
from homeward.keys.errors import BadKey, CannotOpen, ForgedSignature, WeakPassphrase, WrongPassphrase
from homeward.keys.identity import Identity, PublicIdentity
from homeward.keys.locked import SHORTEST, STRONG, Cost, Locked, alike, close, lock, unlock
from homeward.keys.sealing import MAX_RECIPIENTS, open_sealed, padded_length, seal
from homeward.keys.secret import derive, fresh, same, tag
from homeward.keys.signing import Signature, both_hold, pre_authentication, sign, verify

__all__ = [
    "MAX_RECIPIENTS",
    "SHORTEST",
    "STRONG",
    "BadKey",
    "Box",
    "CannotOpen",
    "Cost",
    "ForgedSignature",
    "Identity",
    "Locked",
    "PublicBox",
    "PublicIdentity",
    "Signature",
    "WeakPassphrase",
    "WrongPassphrase",
    "alike",
    "both_hold",
    "close",
    "decode_bytes",
    "derive",
    "encode_bytes",
    "fresh",
    "lock",
    "open_sealed",
    "padded_length",
    "pre_authentication",
    "same",
    "seal",
    "sign",
    "tag",
    "unlock",
    "verify",
]
