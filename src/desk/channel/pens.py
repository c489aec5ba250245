"""What a message's nonce is made from: chance, or the pen that its writer opened with one of two PINs.

Whichever PIN it was, and for whoever has none, the same steps give 32 bytes that look like chance.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.channel.models import Pen, Pins
from desk.errors import Refused
from homeward import keys


def drawn(by: User, at: datetime, act: str) -> tuple[bytes, bytes]:
    """For a message of `by` with the hash `act`: what is kept of the pen, and what its nonce is made from. Raises
    Refused when `by` has PINs and typed none of them lately."""
    if not Pins.objects.filter(user=by).exists():
        return keys.fresh(), keys.fresh()
    pen = Pen.objects.filter(user=by, until__gte=at).first()
    if pen is None:
        raise Refused(_("Type your PIN before you write."))
    return bytes.fromhex(pen.salt), chance(bytes.fromhex(pen.secret), act)


def secret(pin: bytes, salt: bytes) -> bytes:
    """What a pen holds: made from the secret of a PIN for one opening."""
    return keys.tag(pin, b"pen " + salt)


def chance(secret: bytes, act: str) -> bytes:
    """What the nonce of the one act `act` is made from."""
    return keys.tag(secret, b"act " + act.encode())
