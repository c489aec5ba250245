"""Acts of superiors on their seats: take one, leave it, and make the card from those that were taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts import identity
from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import seating
from desk.channel.actions.certifying import Grant, announce, certified, root_opened
from desk.channel.models import OwnCard, Seat
from desk.errors import Refused
from homeward import keys
from homeward.canonical import Value
from homeward.channel.card import LEAST_QUORUM, Card
from homeward.channel.certificate import Role
from homeward.channel.keyring import VALID
from homeward.keys import Identity, PublicIdentity


@transaction.atomic
def take_seat(*, by: User, at: datetime, passphrase: str) -> Seat:
    """Take a seat whose key is made here and locked under `passphrase`, which is kept nowhere. Raises
    WeakPassphrase, and Refused if `by` has a seat."""
    name = seating.next_name("p")
    seed = keys.fresh(identity.SEED_BYTES)
    locked = keys.lock(seed, passphrase, name, identity.cost())
    row = _seat(by, at, Identity.from_seed(seed, name).public, away=False)
    identity.keep(locked)
    return row


@transaction.atomic
def bring_seat(*, by: User, at: datetime, data: bytes) -> Seat:
    """Take a seat whose key `by` made on a machine of his own; `data` is its public half. Raises Refused for anything
    else and for a name that is not free."""
    public = seating.public_half(data)
    seating.check_name(public.name)
    return _seat(by, at, public, away=True)


@transaction.atomic
def leave_seat(*, by: User, at: datetime) -> Seat:
    """Give up the own seat: its key, if it lies here, is deleted, and approves nothing any more."""
    row = seating.seat_of(by)
    row.left_at = at
    row.save(update_fields=["left_at"])
    identity.forget(row.name)
    record(by=by, at=at, act="channel.leave_seat", subject=row.call_sign)
    return row


def set_up(*, by: User, at: datetime, passphrase: str, brought: bytes = b"") -> OwnCard:
    """Make the root, if there is none, and the card of all seats that are taken; seats that are new are announced on
    every channel. The root is locked under `passphrase`; its file belongs on a stick in a safe afterwards, and is
    `brought` from there. Raises Refused while fewer than two seats are taken, or for a wrong passphrase."""
    _enough_seats()
    return make_card(by, at, root_opened(by=by, at=at, passphrase=passphrase, brought=brought))


@transaction.atomic
def make_card(by: User, at: datetime, root: Identity) -> OwnCard:
    """The card of our speaker and of the seats as they are, signed by `root`; part of an act that opened it."""
    seats, speaker = _enough_seats(), identity.desk_identity(seating.speaker()).public
    holders = [(speaker, Role.NEGOTIATOR), *((PublicIdentity.from_value(one.holder), Role.PRINCIPAL) for one in seats)]
    certificates = tuple(
        seating.certificate_of(one.name, at) or certified(by, at, root, Grant(one, role, at + VALID))
        for one, role in holders
    )
    card = Card(settings.HOMEWARD_PARTY, root.public, certificates)
    row = OwnCard.objects.create(party=card.party, card=card.to_value(), made_by=by, made_at=at)
    record(by=by, at=at, act="channel.set_up", subject=card.party, data={"card": card.hash})
    for certificate in certificates:
        if certificate.role == Role.PRINCIPAL:
            announce(by, at, certificate)
    return row


def _enough_seats() -> Sequence[Seat]:
    seats = seating.taken()
    if len(seats) < LEAST_QUORUM:
        raise Refused(_("Two superiors take their seats first: a card without them binds nobody."))
    return seats


def _seat(by: User, at: datetime, public: PublicIdentity, *, away: bool) -> Seat:
    if Seat.objects.filter(user=by, left_at=None).exists():
        raise Refused(_("You have a seat already."))
    row = Seat.objects.create(user=by, name=public.name, holder=public.to_value(), away=away, taken_at=at)
    data: dict[str, Value] = {"fingerprint": public.fingerprint, "away": away}
    record(by=by, at=at, act="channel.take_seat", subject=row.call_sign, data=data)
    return row
