"""Acts on alarms: a person looks, and says what was found or done. No alarm is ever deleted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import queries
from desk.channel.models import Channel, Look
from desk.errors import Refused


@transaction.atomic
def look(*, by: User, at: datetime, channel: Channel, key: str, words: str) -> Look:
    """Record that `by` looked at an alarm of `channel`; raises Refused without a sentence, or when there is no such
    alarm."""
    if not words.strip():
        raise Refused(_("Say in a sentence what you found or did."))
    if key not in {one.key for one in queries.alarms(at, "en", channel)}:
        raise Refused(_("There is no such alarm on this channel any more."))
    row = Look.objects.create(channel=channel, key=key, words=words.strip(), by=by, at=at)
    record(by=by, at=at, act="channel.look", subject=channel.public_id, data={"alarm": key})
    return row
