"""Postmarks that a mediator gave, kept."""

from __future__ import annotations

from datetime import datetime

from desk.accounts.models import User
from desk.channel import ends
from desk.channel.models import Channel, Postmark
from homeward.channel import postmark


def keep_postmark(*, by: User, at: datetime, channel: Channel, mark: postmark.Postmark) -> Postmark:
    """The row of `mark`, made once; raises ChannelError when it is not a mediator's of this channel. It belongs to the
    act of whoever brought it."""
    mark.check(ends.joined(channel))
    row, _made = Postmark.objects.get_or_create(
        channel=channel,
        of=mark.of,
        mediator=mark.by,
        at=mark.at,
        defaults={"value": mark.to_value(), "taken_in_by": by, "taken_in_at": at},
    )
    return row
