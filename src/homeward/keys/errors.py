"""What can be wrong with a key, a signature or a sealed message."""

from __future__ import annotations

from homeward.errors import HomewardError


class ForgedSignature(HomewardError):
    """A signature does not belong to these bytes and this identity."""


class BadKey(HomewardError):
    """The bytes given as a key or a signature are not one."""


class CannotOpen(HomewardError):
    """The sealed bytes are damaged, or were sealed for somebody else or for another purpose."""


class WrongPassphrase(HomewardError):
    """A passphrase does not open what is locked under it, or that was damaged."""


class WeakPassphrase(HomewardError):
    """A passphrase that was chosen is too short."""
