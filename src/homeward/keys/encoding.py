"""Bytes in canonical values: Base64 in its one right spelling, and values whose fields are all text."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

from homeward.canonical import Value
from homeward.keys.errors import BadKey


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


def text_fields(value: Value, names: set[str]) -> dict[str, str]:
    """The fields `names` of `value`, each a text; raises BadKey when one is missing, too many or of another type."""
    if not isinstance(value, Mapping) or set(value) != names:
        raise BadKey("A key or signature has fields missing or too many.")
    texts = {name: text for name, text in value.items() if isinstance(text, str)}
    if len(texts) != len(names):
        raise BadKey("A key or signature has a field that is not text.")
    return texts
