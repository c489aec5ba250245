"""Acts on certificates: issue one to a device, renew one, end a holder's say, change our speaker's key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts import identity
from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import ends, seating
from desk.channel.actions.certifying import Grant, announce, certified, root_opened
from desk.channel.actions.composing import compose
from desk.channel.actions.seats import make_card
from desk.channel.models import Certificate as Row
from desk.channel.models import Channel, Draft, Level, Pins, Watch
from desk.errors import Refused
from homeward.canonical import Value
from homeward.channel.certificate import LONGEST, LONGEST_DEVICE, Certificate, Role
from homeward.channel.party import Party
from homeward.keys import Identity

CARRIERS = ("negotiator", "escort")
"""The roles of those who carry a device."""


@dataclass(frozen=True, slots=True)
class Root:
    """What opens the root: its passphrase, and its file if it was brought on its stick."""

    passphrase: str
    brought: bytes = b""

    def opened(self, by: User, at: datetime) -> Identity:
        return root_opened(by=by, at=at, passphrase=self.passphrase, brought=self.brought)


def certify_device(
    *, by: User, at: datetime, data: bytes, carrier: User, days: int, root: Root, duty: bytes = b""
) -> Certificate:
    """Let the device whose public half is `data` speak for us from the road, for at most thirty days, carried by
    `carrier`. Its own first message tells the others. `duty` is what its key has sealed for the duty officer. Raises
    Refused for another carrier, name or passphrase."""
    public = seating.public_half(data)
    seating.check_name(public.name)
    if carrier.role not in CARRIERS:
        raise Refused(_("A device is carried by a negotiator or an escort officer."))
    until = at + timedelta(days=days)
    if not timedelta(0) < until - at <= LONGEST_DEVICE:
        raise Refused(_("The certificate of a device is in force for one to thirty days."))
    made = _certify(by, at, root.opened(by, at), Grant(public, Role.DEVICE, until, carrier))
    watch = Watch.objects.first()
    if duty and watch:
        Pins.objects.create(user=carrier, watch=watch, sealed=duty, device=made.call_sign, set_at=at)
    return made


def renew(*, by: User, at: datetime, row: Row, root: Root) -> Certificate:
    """Sign the certificate anew for as long as its role allows: the same key, a later end. A superior's and our
    speaker's is told on every channel; a device tells of its own."""
    if row.ended_at:
        raise Refused(_("A certificate that was ended is not renewed."))
    old = Certificate.from_value(row.certificate)
    longest = LONGEST_DEVICE if old.role == Role.DEVICE else LONGEST
    grant = Grant(old.holder, old.role, at + longest, row.carrier, old.scope)
    made = _certify(by, at, root.opened(by, at), grant)
    announce(by, at, made)
    return made


@transaction.atomic
def end_say(*, by: User, at: datetime, name: str, reason: str) -> list[Draft]:
    """Ask on every channel to end the say of our holder `name`: one draft each, which two superiors approve, never
    the one it is about. Raises Refused for our speaker, whose key is changed instead."""
    if not Row.objects.filter(call_sign=name, ended_at=None).exists():
        raise Refused(_("We have no holder with this call-sign whose say could be ended."))
    found = _ends()
    if any(end.name == name for _channel, end in found):
        raise Refused(_("This key speaks for us: change it, which ends the old one."))
    data: dict[str, Value] = {"name": name, "reason": reason}
    drafts = [compose(by=by, at=at, channel=channel, kind="revoke", data=data) for channel, _end in found]
    record(by=by, at=at, act="channel.end_say", subject=name, data={"reason": reason, "channels": len(drafts)})
    return drafts


def change_key(*, by: User, at: datetime, root: Root) -> list[Draft]:
    """Make a new key that speaks for us, certified by the root, and ask on every channel that it takes the place of
    the old one: one draft each, which two superiors approve. New channels use it at once."""
    return _change(by, at, root.opened(by, at))


@transaction.atomic
def _change(by: User, at: datetime, root: Identity) -> list[Draft]:
    name = seating.next_name("s")
    fresh = identity.desk_identity(name).public
    made = certified(by, at, root, Grant(fresh, Role.NEGOTIATOR, at + LONGEST))
    make_card(by, at, root)
    drafts = []
    for channel, end in _ends():
        data: dict[str, Value] = {"replaces": end.name, "certificate": made.to_value()}
        drafts.append(compose(by=by, at=at, channel=channel, kind="key_change", data=data))
    record(by=by, at=at, act="channel.change_key", subject=made.call_sign, data={"channels": len(drafts)})
    return drafts


@transaction.atomic
def _certify(by: User, at: datetime, root: Identity, grant: Grant) -> Certificate:
    made = certified(by, at, root, grant)
    until, fingerprint = made.until.isoformat(), made.holder.fingerprint
    data: dict[str, Value] = {"role": made.role, "until": until, "fingerprint": fingerprint}
    record(by=by, at=at, act="channel.certify", subject=made.call_sign, data=data)
    return made


def _ends() -> list[tuple[Channel, Party]]:
    """Our end of every channel on which something binding may be said."""
    rows = Channel.objects.filter(party=settings.HOMEWARD_PARTY).exclude(level=Level.CARD)
    return [(channel, ends.end_of(channel)) for channel in rows]
