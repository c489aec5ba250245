"""Who has a seat, under which name, and which certificates of ours are in force."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count

from django.conf import settings
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.channel.models import Certificate as Row
from desk.channel.models import Seat
from desk.errors import Refused
from homeward import canonical
from homeward.canonical import NotCanonical, Value
from homeward.channel.certificate import Certificate, Role, call_sign
from homeward.keys import BadKey, PublicIdentity

A_WEEK, A_MONTH = timedelta(days=7), timedelta(days=30)
_OWN_NAME = re.compile(r"[A-Z]{2,8}-[a-z0-9][a-z0-9-]{0,20}\Z")


def taken() -> Sequence[Seat]:
    """The seats that somebody holds now."""
    return list(Seat.objects.filter(left_at=None))


def taken_by(user: User) -> Seat | None:
    """The seat of `user`; None for whoever has none."""
    return Seat.objects.filter(user=user, left_at=None).first()


def seat_of(by: User) -> Seat:
    """The seat of `by`; raises Refused for whoever has none."""
    row = taken_by(by)
    if row is None:
        raise Refused(_("You have no seat yet: take one on the page of seats first."))
    return row


def next_name(letter: str) -> str:
    """The name of the next key, `letter` being p for a seat, s for a speaker: none is ever used again for another."""
    names = (f"{settings.HOMEWARD_PARTY}-{letter}{number}" for number in count(1))
    return next(name for name in names if not _used(name))


def speaker() -> str:
    """The name of the key that speaks for us on a new channel; empty for the first one."""
    row = Row.objects.filter(role=Role.NEGOTIATOR, ended_at=None).first()
    name = Certificate.from_value(row.certificate).holder.name if row else ""
    return "" if name == settings.HOMEWARD_PARTY else name


def public_half(data: bytes) -> PublicIdentity:
    """The public half of a key in a file; raises Refused for anything else."""
    try:
        return PublicIdentity.from_value(canonical.decode(data))
    except (BadKey, NotCanonical) as error:
        raise Refused(_("This is not the public half of a key.")) from error


def check_name(name: str) -> None:
    """Nothing, if a new key may be called `name`; else raises Refused."""
    if not _OWN_NAME.match(name) or not name.startswith(f"{settings.HOMEWARD_PARTY}-"):
        raise Refused(_("The name of a key is the code of our party, a hyphen, and small letters or figures."))
    if _used(name):
        raise Refused(_("This name belongs to another key already."))


def certificate_of(name: str, at: datetime) -> Certificate | None:
    """The newest certificate of the key `name` that is in force at the time `at` and was not ended."""
    row = Row.objects.filter(call_sign=call_sign(name), ended_at=None, until__gte=at).first()
    return Certificate.from_value(row.certificate) if row else None


def newest(name: str) -> Certificate | None:
    """The newest certificate of the key `name`, whatever became of it."""
    row = Row.objects.filter(call_sign=call_sign(name)).first()
    return Certificate.from_value(row.certificate) if row else None


def newest_of_each() -> list[Row]:
    """The newest certificate of ours of every holder, whatever became of it."""
    rows = Row.objects.select_related("carrier", "issued_by").order_by("issued_at", "id")
    return list({row.call_sign: row for row in rows}.values())


def successor(kind: str, data: Mapping[str, Value]) -> str:
    """The name of the speaker that a change of key brings in; empty for anything else."""
    if kind != "key_change":
        return ""
    certificate = Certificate.from_value(data["certificate"])
    return "" if certificate.role == Role.PRINCIPAL else certificate.holder.name


def ended(name: str) -> bool:
    """Whether we ended the say of the key with the call-sign `name`."""
    return Row.objects.filter(call_sign=name, ended_at__isnull=False).exists()


def _used(name: str) -> bool:
    sign = call_sign(name)
    return any(call_sign(one) == sign for one in Seat.objects.values_list("name", flat=True)) or (
        Row.objects.filter(call_sign=sign).exists()
    )


def ending_soon(at: datetime) -> list[Row]:
    """Certificates of ours that are to be renewed: a device's within a week of its end, others within a month."""
    held = {one.call_sign for one in taken()}
    return [
        row
        for row in newest_of_each()
        if not row.ended_at and _soon(row, at) and (row.role != Role.PRINCIPAL or row.call_sign in held)
    ]


def _soon(row: Row, at: datetime) -> bool:
    warned = A_WEEK if row.role == Role.DEVICE else A_MONTH
    return row.until - warned <= at
