"""Sealing: a body compressed, padded and closed for its recipients and for one context, under HPKE (RFC 9180).

The content key is drawn anew for every blob; the header commits to it, so that no blob can show two bodies.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from homeward.keys.box import Box, PublicBox
from homeward.keys.errors import BadKey, CannotOpen
from homeward.keys.secret import derive, fresh, same

MAGIC = b"HWSEAL1\n"
MAX_RECIPIENTS = 16
MAX_OPENED = 16 * 1024 * 1024
_SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
_WRAPPED = 1120 + 32 + 16  # what HPKE encapsulates, the content key, the tag
_COMMITMENT = 32
_NONCE = bytes(12)  # a content key is used for one body only


def seal(body: bytes, recipients: Sequence[PublicBox], context: bytes) -> bytes:
    """`body` closed for all `recipients` (1 to 16) and for `context` only.

    The body is compressed and padded (Padmé), so its size tells little. The blob names no recipient and no sender.
    It proves nothing about who made it: sign first, then seal.
    """
    if not 1 <= len(recipients) <= MAX_RECIPIENTS:
        raise BadKey(f"A message is sealed for 1 to {MAX_RECIPIENTS} recipients.")
    key = fresh()
    wrapped = b"".join(_SUITE.encrypt(key, box.key(), info=_info(context)) for box in recipients)
    header = MAGIC + bytes([len(recipients)]) + wrapped + derive(key, "commitment")
    return header + ChaCha20Poly1305(derive(key, "body")).encrypt(_NONCE, _pad(zlib.compress(body, 6)), header)


def open_sealed(boxes: Iterable[Box], blob: bytes, context: bytes, limit: int = MAX_OPENED) -> bytes:
    """The body of a blob sealed for one of `boxes` and for `context`; raises CannotOpen.

    The commitment makes sure that every recipient who can open the blob reads the same body. No more than `limit`
    bytes are ever unpacked.
    """
    count = blob[len(MAGIC)] if len(blob) > len(MAGIC) and blob.startswith(MAGIC) else 0
    start = len(MAGIC) + 1
    end = start + count * _WRAPPED
    if not 1 <= count <= MAX_RECIPIENTS or len(blob) < end + _COMMITMENT:
        raise CannotOpen("This is not a sealed message, or it was cut short.")
    key = _unwrap(boxes, [blob[at : at + _WRAPPED] for at in range(start, end, _WRAPPED)], context)
    header, rest = blob[: end + _COMMITMENT], blob[end + _COMMITMENT :]
    if not same(derive(key, "commitment"), header[end:]):
        raise CannotOpen("The sealed message could be read in two ways; it is refused.")
    try:
        padded = ChaCha20Poly1305(derive(key, "body")).decrypt(_NONCE, rest, header)
    except InvalidTag as error:
        raise CannotOpen("The sealed message was damaged or changed on its way.") from error
    return _unpack(_unpad(padded), limit)


def padded_length(length: int) -> int:
    """The Padmé length for `length` bytes: at most 12 % more, few different lengths (Nikitin et al., PETS 2019)."""
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    return -(-length // step) * step


def _info(context: bytes) -> bytes:
    return b"homeward seal 1\x00" + context


def _unwrap(boxes: Iterable[Box], wrapped: Sequence[bytes], context: bytes) -> bytes:
    for box in boxes:
        for part in wrapped:
            try:
                return _SUITE.decrypt(part, box.key, info=_info(context))
            except (InvalidTag, ValueError):
                continue  # wrapped for another box: the blob does not say for whom
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
