"""Acts of set-up: our keys and card, a channel with the cards received, the thirty digits."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.identity import desk_identity
from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import ends
from desk.channel.models import Channel, Level, OwnCard
from desk.errors import Refused
from homeward.channel import pairing
from homeward.channel.card import Card
from homeward.channel.party import Keyring


@transaction.atomic
def set_up(*, by: User, at: datetime) -> OwnCard:
    """Make our keys, if there are none, and our card, once. The seeds stay in files, never in the database."""
    row = ends.own_card()
    if row is None:
        party = settings.HOMEWARD_PARTY
        made = Keyring.make(party, ends.root_identity(), desk_identity(), ends.principals(), at)
        row = OwnCard.objects.create(party=party, card=made.card.to_value(), made_by=by, made_at=at)
        record(by=by, at=at, act="channel.set_up", subject=party, data={"card": made.card.hash})
    return row


@transaction.atomic
def pair(*, by: User, at: datetime, peer: bytes, mediator: bytes | None = None, number: int = 1) -> Channel:
    """Open a channel to the party whose card is `peer`. Nothing binding is said before the digits are compared."""
    own = ends.keyring().card
    other = Card.from_bytes(peer)
    between = Card.from_bytes(mediator) if mediator else None
    channel = pairing.Channel((own, other, *([between] if between else [])), number)
    if Channel.objects.filter(ch=channel.id).exists():
        raise Refused(_("There is already a channel with these parties and this number."))
    row = Channel.objects.create(
        ch=channel.id,
        number=number,
        party=own.party,
        peer=other.party,
        mediator=between.party if between else "",
        cards=[card.to_value() for card in channel.cards],
        opened_by=by,
        opened_at=at,
    )
    record(by=by, at=at, act="channel.pair", subject=row.public_id, data={"ch": channel.id, "peer": other.party})
    return row


@transaction.atomic
def compare(*, by: User, at: datetime, channel: Channel, digits: str, in_person: bool = False) -> Channel:
    """Record that the thirty digits read by the peer are ours; raises Refused when they are not."""
    ends.check_digits(channel, channel.peer, digits)
    channel.level = Level.IN_PERSON if in_person else Level.DIGITS
    channel.compared_by, channel.compared_at = by, at
    channel.save(update_fields=["level", "compared_by", "compared_at"])
    record(by=by, at=at, act="channel.compare", subject=channel.public_id, data={"level": channel.level})
    return channel
