"""Acts of the root: opened for one signature with its passphrase, it certifies holders, and is forgotten again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts import identity
from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import ends
from desk.channel.actions.composing import compose
from desk.channel.actions.unlocking import unlocked
from desk.channel.models import Certificate as Row
from desk.channel.models import Channel
from desk.errors import Refused
from homeward import keys
from homeward.canonical import Value
from homeward.channel.card import Card
from homeward.channel.certificate import Certificate, Role, issue
from homeward.keys import Identity, PublicIdentity


@dataclass(frozen=True, slots=True)
class Grant:
    """What the root is to certify: that `holder` acts in `role` until `until` (UTC). `carrier` carries the device;
    `scope` is the one operation that an observer may see."""

    holder: PublicIdentity
    role: Role
    until: datetime
    carrier: User | None = None
    scope: str = ""


def root_name() -> str:
    return f"{settings.HOMEWARD_PARTY}-root"


def root_opened(*, by: User, at: datetime, passphrase: str, brought: bytes = b"") -> Identity:
    """Our root, from its locked file or the one that was `brought`; made now if no card names one yet. Raises Refused
    for a wrong passphrase, when the file is away, and for the root of somebody else."""
    name, card = root_name(), ends.own_card()
    if card is None and identity.kept(name) is None and not brought:
        identity.keep(keys.lock(keys.fresh(identity.SEED_BYTES), passphrase, name, identity.cost()))
    root = Identity.from_seed(unlocked(by=by, at=at, name=name, passphrase=passphrase, brought=brought), name)
    if card and Card.from_value(card.card).root != root.public:
        raise Refused(_("This is not the root that signed our card."))
    return root


@transaction.atomic
def send_root_away(*, by: User, at: datetime) -> None:
    """Delete the root's file here: from then on it is brought on its stick for each signature."""
    identity.forget(root_name())
    record(by=by, at=at, act="channel.send_root_away", subject=root_name())


def announce(by: User, at: datetime, certificate: Certificate) -> int:
    """Say `certificate` on every channel where our speaker may bring it and nobody has heard of it; on how many."""
    told = 0
    for channel in Channel.objects.filter(party=certificate.party):
        end = ends.end_of(channel)
        own = certificate.role == Role.PRINCIPAL or certificate.call_sign == end.name
        if own and certificate not in end.transcript.roster.known(end.name)(certificate.call_sign):
            data: dict[str, Value] = {"certificate": certificate.to_value()}
            compose(by=by, at=at, channel=channel, kind="certificate", data=data)
            told += 1
    return told


def certified(by: User, at: datetime, root: Identity, grant: Grant) -> Certificate:
    """The certificate of `grant`, signed by `root` and kept; part of an act that leaves the entry."""
    made = issue(root, settings.HOMEWARD_PARTY, grant.role, grant.holder, at, grant.until, grant.scope)
    Row.objects.create(
        call_sign=made.call_sign,
        role=made.role,
        certificate=made.to_value(),
        until=made.until,
        carrier=grant.carrier,
        issued_by=by,
        issued_at=at,
    )
    return made
