"""Acts of speech: write a message by its form; what does not bind is signed and sealed at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import boxes, ends, mirror, pens, seating
from desk.channel.models import Channel, Draft, Level, Message
from desk.errors import Refused
from homeward.canonical import Value
from homeward.channel import approval, duress, kinds
from homeward.channel.message import Act
from homeward.channel.party import Party

ANSWERED_WITHIN = timedelta(days=7)


@transaction.atomic
def compose(
    *,
    by: User,
    at: datetime,
    channel: Channel,
    kind: str,
    data: Mapping[str, Value],
    exp: datetime | None = None,
    proposal: str = "",
    to: Sequence[str] = (),
) -> Draft:
    """Write a message by its form, to everybody on the channel unless `to` names fewer. A commitment waits for two
    approvals; anything else is signed and sealed now."""
    form = kinds.kind(kind)
    kinds.check(form, data)
    if form.commitment and channel.level == Level.CARD:
        raise Refused(_("Compare the thirty digits with the other side before anything binding is said."))
    end = ends.end_of(channel, seating.successor(kind, data))
    act = end.act(kind, data, (exp or at + ANSWERED_WITHIN).replace(microsecond=0), to)
    key = str(data.get("deal", ""))
    if form.commitment and key and channel.drafts.filter(deal_key=key, state=Draft.State.WAITING).exists():
        raise Refused(_("Another message on this deal is already waiting for approval."))
    pen, chance = pens.drawn(by, at, act.hash)
    draft = Draft.objects.create(
        channel=channel,
        deal_key=key,
        proposal=proposal,
        kind=kind,
        data=dict(data),
        to=list(to),
        expires_at=act.exp,
        act_hash=act.hash,
        pen=pen,
        chance=chance.hex(),
        composed_by=by,
        composed_at=at,
    )
    record(by=by, at=at, act="channel.compose", subject=draft.public_id, data={"kind": kind, "hash": act.hash})
    if not form.commitment:
        send_draft(by, at, draft, end, act, ())
    return draft


def acknowledge(*, by: User, at: datetime, message: Message) -> Draft:
    """Tell the other side that `message` was received and read; it promises nothing more."""
    return compose(by=by, at=at, channel=message.channel, kind="acknowledge", data={"of": message.body_hash})


def send_draft(
    by: User, at: datetime, draft: Draft, end: Party, act: Act, approvals: Sequence[approval.Approval]
) -> Message:
    if seating.ended(end.name):
        raise Refused(_("The say of our key was ended: change the key before anything is signed."))
    prev = end.transcript.place(end.name).prev
    nonce = duress.nonce(bytes.fromhex(draft.chance), end.channel.id, end.name, prev)
    spoken = end.say(act, at, approvals, nonce=nonce)
    boxes.save(draft.channel, end.boxes, end.keyring.speaker)
    sealed, head = end.seal(spoken, at), end.seal_head(spoken, at)
    row = mirror.keep(by=by, at=at, channel=draft.channel, end=end, message=spoken, sealed=sealed, head=head)
    draft.state, draft.message = Draft.State.SENT, row
    draft.save(update_fields=["state", "message"])
    mirror.refresh(at=at, channel=draft.channel, end=end)
    return row
