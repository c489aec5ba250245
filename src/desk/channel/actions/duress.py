"""Acts of writing under duress: two PINs, a pen that either opens, and the duty officer who alone can tell.

Whatever PIN is typed, the same steps are done in the same order with the same entries; only what the duty officer keeps
sealed says which of the two secrets is that of duress.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts import identity
from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import pens
from desk.channel.actions.unlocking import note_wrong, unlocked, wait_for_turn
from desk.channel.models import Pen, Pins, Watch
from desk.errors import Refused
from homeward import keys
from homeward.channel import duress
from homeward.keys import Identity, Locked, PublicIdentity

OPEN_FOR = timedelta(minutes=15)
SHORTEST = 6


@transaction.atomic
def take_duty(*, by: User, at: datetime, passphrase: str) -> Watch:
    """Make the duty officer's key, locked under `passphrase`: PINs set from now on are told to it alone. Raises
    WeakPassphrase."""
    name = f"{settings.HOMEWARD_PARTY}-duty{Watch.objects.count() + 1}"
    seed = keys.fresh(identity.SEED_BYTES)
    locked = keys.lock(seed, passphrase, name, identity.cost())
    row = Watch.objects.create(holder=Identity.from_seed(seed, name).public.to_value(), made_by=by, made_at=at)
    identity.keep(locked)
    record(by=by, at=at, act="channel.take_duty", subject=name)
    return row


@transaction.atomic
def set_pins(*, by: User, at: datetime, pin: str, second: str) -> Pins:
    """Set the PIN that `by` writes with and the `second` one for writing under duress. Raises Refused for PINs that are
    short or alike, while nobody is on duty, and when they are set already: only the duty officer takes them back."""
    watch = Watch.objects.first()
    if watch is None:
        raise Refused(_("No duty officer has made a key yet."))
    if pens.pins_of(by):
        raise Refused(_("Your PINs are set. The duty officer can take them back."))
    if min(len(pin), len(second)) < SHORTEST or keys.alike(pin, second):
        raise Refused(_("Each PIN has at least six signs, and the two are not the same."))
    plain, forced = keys.fresh(), keys.fresh()
    slots = [(pin, plain), (second, forced)]
    secrets.SystemRandom().shuffle(slots)
    box = PublicIdentity.from_value(watch.holder).box
    row = Pins.objects.create(user=by, watch=watch, sealed=keys.seal(forced, [box], duress.CONTEXT), set_at=at)
    for name, (typed, secret) in zip(pens.slot_names(by), slots, strict=True):
        identity.keep(keys.close(secret, typed, name, identity.cost()))
    record(by=by, at=at, act="channel.set_pins", subject=by.username)
    return row


@transaction.atomic
def take_back_pins(*, by: User, at: datetime, user: User) -> None:
    """Take back the PINs of `user`, who then writes without or sets others. What was marked stays readable."""
    if not pens.pins_of(user):
        raise Refused(_("No PINs are set."))
    for name in pens.slot_names(user):
        identity.forget(name)
    Pen.objects.filter(user=user).delete()
    record(by=by, at=at, act="channel.take_back_pins", subject=user.username)


def open_pen(*, by: User, at: datetime, pin: str) -> Pen:
    """Write for a quarter of an hour with the pen that `pin` opens. Raises Refused for a wrong PIN, which is
    counted."""
    name, slots, row = pens.slot_names(by)[0], pens.pins_of(by), Pins.objects.filter(user=by, device="").first()
    if not slots or row is None:
        raise Refused(_("No PINs are set."))
    wait_for_turn(at, name)
    found = [secret for slot in slots for secret in _tried(slot, pin)]
    if not found:
        note_wrong(by=by, at=at, name=name)
        raise Refused(_("The PIN is not right."))
    return _open(by, at, found[0], row.watch)


def on_duty(*, by: User, at: datetime, passphrase: str) -> tuple[Identity, ...]:
    """The keys of the duty that `passphrase` opens, for one look; the entry does not say what was seen."""
    opened = tuple(
        Identity.from_seed(unlocked(by=by, at=at, name=name, passphrase=passphrase), name)
        for name in (PublicIdentity.from_value(row.holder).name for row in Watch.objects.filter(made_by=by))
    )
    record(by=by, at=at, act="channel.look_on_duty")
    return opened


@transaction.atomic
def _open(by: User, at: datetime, secret: bytes, watch: Watch) -> Pen:
    salt = keys.fresh()
    sealed = keys.seal(salt, [PublicIdentity.from_value(watch.holder).box], pens.CONTEXT)
    values = {"sealed": sealed, "secret": pens.secret(secret, salt).hex(), "until": at + OPEN_FOR}
    pen, _made = Pen.objects.update_or_create(user=by, defaults=values)
    record(by=by, at=at, act="channel.open_pen", subject=by.username)
    return pen


def _tried(slot: Locked, pin: str) -> list[bytes]:
    """What `pin` opens of one slot: the other is tried too, whichever it is, so that both PINs take the same time."""
    try:
        return [keys.unlock(slot, pin)]
    except keys.WrongPassphrase:
        return []
