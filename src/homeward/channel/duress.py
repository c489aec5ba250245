"""A message written under duress: its nonce is made from a secret that only its device and its own headquarters have.

To everybody else the nonce looks like the chance it usually is. The secret is set up when the device is given out; a
second PIN makes the device use it.
"""

from __future__ import annotations

from homeward import canonical, keys
from homeward.channel.message import Message

CONTEXT = b"homeward pins 1"
"""What the secret of duress is sealed for, when it is told to the duty officer."""


def nonce(secret: bytes, ch: str, by: str, prev: str) -> bytes:
    """The nonce of a message under duress: HMAC-SHA256 of the channel, the author and the message before. No two
    messages of honest authors share these three, so no nonce comes twice."""
    return keys.tag(secret, canonical.encode([ch, by, prev]))


def marked(secret: bytes, message: Message) -> bool:
    """Whether `message` was written under duress by the device that has `secret`."""
    return keys.same(nonce(secret, message.act.ch, message.by, message.place.prev), message.nonce)
