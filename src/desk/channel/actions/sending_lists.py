"""Acts with a list of ours: fix it by its hash, then show it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import ends, listing, queries
from desk.channel.actions.composing import compose
from desk.channel.models import Channel, Message, OwnList
from desk.errors import Refused
from desk.ids import new_id
from homeward import keys
from homeward.canonical import Value
from homeward.channel.event import Named
from homeward.channel.listing import Line, line_id
from homeward.channel.lists import commitment

STANDS = timedelta(days=30)
"""How long a list that was fixed or shown stands, unless it is recalled."""


@transaction.atomic
def fix_list(
    *, by: User, at: datetime, channel: Channel, whom: OwnList.Whom, category: str, as_of: date, ids: Sequence[str]
) -> OwnList:
    """Fix a list of the persons `ids` by sending its hash; nobody reads it yet. Raises Refused, naming the line, when
    somebody may not stand on it, and when it is longer than agreed."""
    judged = listing.judge(channel, whom, category, as_of, ids, at)
    listing.check(judged)
    id, salt = new_id(), keys.fresh().hex()
    lines = _lines(channel, id, judged.lines)
    head: dict[str, Value] = {"list": id, "category": category, "as_of": as_of.isoformat()}
    data: dict[str, Value] = {**head, "count": len(lines), "commit": commitment(lines, salt)}
    draft = compose(by=by, at=at, channel=channel, kind="list_commit", data=data, exp=at + STANDS)
    row = OwnList.objects.create(
        public_id=id, channel=channel, whom=whom, category=category, as_of=as_of, salt=salt, lines=lines,
        people=list(ids), committed=_sent(draft.message), fixed_by=by, fixed_at=at,
    )  # fmt: skip
    record(by=by, at=at, act="channel.fix_list", subject=id, data={"count": len(lines), "persons": [*ids]})
    return row


@transaction.atomic
def show_list(*, by: User, at: datetime, row: OwnList, reason: str = "") -> OwnList:
    """Send the list `row` as it was fixed. Raises Refused while the other side has fixed none of the same category and
    day, unless there is a `reason`; and when somebody on it may not be named any more."""
    row = OwnList.objects.select_for_update().select_related("channel", "committed").get(pk=row.pk)
    if row.shown_id:
        raise Refused(_("This list was shown already."))
    if not queries.their_commit(row) and not reason.strip():
        raise Refused(_("The other side has fixed no list of this category and day: say why ours is shown first."))
    whom, ids = OwnList.Whom(row.whom), row.people
    listing.check(listing.judge(row.channel, whom, row.category, row.as_of, ids, at, row))
    head: dict[str, Value] = {"list": row.public_id, "category": row.category, "as_of": row.as_of.isoformat()}
    data: dict[str, Value] = {**head, "salt": row.salt, "people": row.lines}
    draft = compose(by=by, at=at, channel=row.channel, kind="list", data=data, exp=at + STANDS)
    row.shown, row.shown_by, row.shown_at, row.reason = _sent(draft.message), by, at, reason.strip()
    row.save(update_fields=["shown", "shown_by", "shown_at", "reason"])
    told = {"persons": ids, "reason": row.reason}
    record(by=by, at=at, act="channel.show_list", subject=row.public_id, data=told)
    return row


def _lines(channel: Channel, key: str, judged: Sequence[Line]) -> list[Value]:
    """The lines as the other side reads them, under numbers made for this list alone."""
    secret = ends.keyring(channel).speaker.secret("lists")
    named = [line.entry.named for line in judged]
    return [Named(line_id(secret, channel.ch, key, one.id), one.name, one.born).to_value() for one in named]


def _sent(message: Message | None) -> Message:
    if message is None:
        raise Refused(_("A list binds nobody and waits for no approval."))
    return message
