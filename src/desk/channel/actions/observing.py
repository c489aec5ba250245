"""The one act of an observer: what it saw of a stage of its one operation."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.channel.actions.composing import compose
from desk.channel.models import Channel, Draft, Sits
from desk.errors import Refused
from homeward.canonical import Value


def observe(
    *,
    by: User,
    at: datetime,
    channel: Channel,
    stage: int,
    present: int,
    absent: int,
    wishes_heard: int | None = None,
    note: str = "",
) -> Draft:
    """Tell both sides what was seen of `stage`: how many were there and how many not, of how many the wish was heard in
    private, and in `note` what happened. Raises Refused on any desk but an observer's."""
    if channel.sits != Sits.OBSERVER:
        raise Refused(_("Only the observer of an operation says what it saw."))
    data: dict[str, Value] = {"operation": channel.scope, "stage": stage, "present": present, "absent": absent}
    if wishes_heard is not None:
        data["wishes_heard"] = wishes_heard
    if note:
        data["note"] = note
    return compose(by=by, at=at, channel=channel, kind="observation", data=data)
