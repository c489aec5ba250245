"""Opening what a person has locked: a wrong passphrase is counted and slows down the next try."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.accounts import identity
from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel.models import WrongPassphrase
from desk.errors import Refused
from homeward import keys

FREE = 3
"""How many may be wrong within a day before the next try has to wait."""
LONGEST_WAIT = timedelta(hours=1)
_A_DAY = timedelta(days=1)


def unlocked(*, by: User, at: datetime, name: str, passphrase: str, brought: bytes = b"") -> bytes:
    """The secret that is kept here locked under `name`, or was `brought` in a file. A wrong passphrase is counted,
    whatever comes of the act it was for; raises Refused for it, and while a try has to wait."""
    locked = _read(brought) if brought else identity.kept(name)
    if locked is None or locked.name != name:
        raise Refused(_("This key is not kept on this desk."))
    wait_for_turn(at, name)
    try:
        return keys.unlock(locked, passphrase)
    except keys.WrongPassphrase as error:
        note_wrong(by=by, at=at, name=name)
        raise Refused(_("The passphrase is not right.")) from error


def _read(brought: bytes) -> keys.Locked:
    try:
        return keys.Locked.from_bytes(brought)
    except keys.BadKey as error:
        raise Refused(_("This file is not a locked key.")) from error


def wait_for_turn(at: datetime, name: str) -> None:
    """Nothing, if the key `name` may be tried at the time `at`; else raises Refused. From the third wrong one within
    a day on, each doubles the wait: 8 seconds, 16, … up to an hour."""
    lately = WrongPassphrase.objects.filter(name=name, at__gt=at - _A_DAY).order_by("-at", "-id")
    count = lately.count()
    if count < FREE:
        return
    left = lately[0].at + min(timedelta(seconds=2 ** min(count, 12)), LONGEST_WAIT) - at
    if left > timedelta(0):
        seconds = -(-left // timedelta(seconds=1))
        told = ngettext(
            "Too many wrong passphrases. Wait %(n)d second.", "Too many wrong passphrases. Wait %(n)d seconds.", seconds
        )
        raise Refused(told % {"n": seconds})


@transaction.atomic
def note_wrong(*, by: User, at: datetime, name: str) -> None:
    """Count a passphrase that did not open `name`; the entry names the key tried, not what was typed."""
    WrongPassphrase.objects.create(name=name, by=by, at=at)
    record(by=by, at=at, act="channel.wrong_passphrase", subject=name)
