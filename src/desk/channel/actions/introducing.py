"""Acts by which it becomes surer whose cards these are: digits compared with others than the peer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import ends, mirror
from desk.channel.models import Channel, Comparison, Level


@transaction.atomic
def compare_card(
    *, by: User, at: datetime, channel: Channel, party: str, digits: str, in_person: bool = False
) -> Comparison:
    """Record that the thirty digits read by `party`, such as a mediator, are ours; what it has introduced counts from
    then on. Raises Refused when they are not the same, BadCard when it is not on the channel."""
    ends.check_digits(channel, party, digits)
    level = Level.IN_PERSON if in_person else Level.DIGITS
    given = {"level": level, "by": by, "at": at}
    row, _made = Comparison.objects.update_or_create(channel=channel, party=party, defaults=given)
    mirror.refresh(at=at, channel=channel, end=ends.end_of(channel))
    data = {"party": party, "level": level.value}
    record(by=by, at=at, act="channel.compare_card", subject=channel.public_id, data=data)
    return row
