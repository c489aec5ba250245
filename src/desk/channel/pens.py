"""What a message's nonce is made from: chance, or the pen that its writer opened with one of two PINs.

Whichever PIN it was, and for whoever has none, the same steps give 32 bytes that look like chance.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from desk.accounts import identity
from desk.accounts.models import User
from desk.channel.models import Message, Pen
from desk.errors import Refused
from homeward import keys
from homeward.channel import duress
from homeward.channel.message import read
from homeward.keys import Identity, Locked

CONTEXT = b"homeward pens 1"


def drawn(by: User, at: datetime, act: str) -> tuple[bytes, bytes]:
    """For a message of `by` with the hash `act`: what the duty officer is told of the pen, and what its nonce is made
    from. Raises Refused when `by` has PINs and typed none of them lately."""
    if not pins_of(by):
        return b"", keys.fresh()
    pen = Pen.objects.filter(user=by, until__gte=at).first()
    if pen is None:
        raise Refused(_("Type your PIN before you write."))
    return bytes(pen.sealed), chance(bytes.fromhex(pen.secret), act)


def slot_names(user: User) -> tuple[str, str]:
    """Under which names the two PINs of `user` are locked; which is which, chance decided."""
    return f"pin-{user.pk}-1", f"pin-{user.pk}-2"


def pins_of(user: User) -> tuple[Locked, ...]:
    """What the two PINs of `user` open; empty for whoever has set none."""
    found = (identity.kept(name) for name in slot_names(user))
    return tuple(one for one in found if one)


def marked(message: Message, duress_secret: bytes, duty: Identity) -> bool:
    """Whether `message`, signed by us from a draft, was written with the pen of `duress_secret`; only `duty` can
    tell."""
    draft = message.draft
    try:
        salt = keys.open_sealed([duty.box], bytes(draft.pen), CONTEXT)
    except keys.CannotOpen:
        return False  # written without a pen, or while another was on duty
    return duress.marked(chance(secret(duress_secret, salt), draft.act_hash), read(bytes(message.envelope)))


def secret(pin: bytes, salt: bytes) -> bytes:
    """What a pen holds: made from the secret of a PIN for one opening."""
    return keys.tag(pin, b"pen " + salt)


def chance(secret: bytes, act: str) -> bytes:
    """What the nonce of the one act `act` is made from."""
    return keys.tag(secret, b"act " + act.encode())
