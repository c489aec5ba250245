"""Acts of pairing: a channel with the cards received, the thirty digits."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import ends, seating
from desk.channel.models import Channel, Level
from desk.errors import Refused
from homeward.channel import pairing
from homeward.channel.card import Card


@transaction.atomic
def pair(
    *,
    by: User,
    at: datetime,
    peer: bytes,
    mediator: bytes | None = None,
    observer: bytes | None = None,
    number: int = 1,
) -> Channel:
    """Open a channel to the party whose card is `peer`. Nothing binding is said before the digits are compared. With
    an `observer` it is a channel about the one operation that its card names."""
    own = ends.newest_card()
    other = Card.from_bytes(peer)
    between = Card.from_bytes(mediator) if mediator else None
    watching = Card.from_bytes(observer) if observer else None
    third = [card for card in (between, watching) if card]
    channel = pairing.Channel((own, other, *third), number, scope=ends.scope_of(third))
    if own.party not in channel.principals:
        raise Refused(_("Whoever makes no deals sits down between two headquarters instead."))
    if Channel.objects.filter(ch=channel.id).exists():
        raise Refused(_("There is already a channel with these parties and this number."))
    row = Channel.objects.create(
        ch=channel.id,
        number=number,
        party=own.party,
        peer=other.party,
        mediator=between.party if between else "",
        observer=watching.party if watching else "",
        scope=channel.scope,
        cards=[card.to_value() for card in channel.cards],
        speaker=seating.speaker(),
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
