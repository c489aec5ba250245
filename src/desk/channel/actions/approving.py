"""Superiors' verdicts on what binds: the second approval signs and seals the message."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import ends, mirror
from desk.channel.actions.composing import send_draft
from desk.channel.models import Approval, Draft
from desk.errors import Refused
from homeward.channel import approval
from homeward.channel.message import Act
from homeward.channel.party import Party


@transaction.atomic
def approve(*, by: User, at: datetime, draft: Draft) -> Approval:
    """Sign `draft`'s exact content under the approver's seat; with the second approval the message is sent."""
    draft = _for_verdict(by, at, draft)
    end, seat = ends.end_of(draft.channel), mirror.seat_of(by, at)
    act = _act(end, draft)
    signed = end.approve(act, seat.number, at)
    verdict, signature = Approval.Verdict.APPROVE, signed.to_value()
    row = Approval.objects.create(draft=draft, act_hash=act.hash, by=by, at=at, verdict=verdict, signature=signature)
    record(by=by, at=at, act="channel.approve", subject=draft.public_id, data={"hash": act.hash})
    given = [approval.Approval.from_value(one.signature) for one in draft.approvals.filter(verdict="approve")]
    if len(given) >= end.keyring.card.quorum:
        send_draft(by, at, draft, end, act, given)
    return row


@transaction.atomic
def refuse(*, by: User, at: datetime, draft: Draft, reason: str) -> Approval:
    """Refuse `draft` with a reason: it will not be sent."""
    if not reason.strip():
        raise Refused(_("A refusal needs a reason."))
    draft = _for_verdict(by, at, draft)
    row = Approval.objects.create(
        draft=draft, act_hash=draft.act_hash, by=by, at=at, verdict=Approval.Verdict.REFUSE, reason=reason.strip()
    )
    draft.state = Draft.State.REFUSED
    draft.save(update_fields=["state"])
    record(by=by, at=at, act="channel.refuse", subject=draft.public_id, data={"hash": draft.act_hash})
    return row


def _for_verdict(by: User, at: datetime, draft: Draft) -> Draft:
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.state != Draft.State.WAITING or at > draft.expires_at:
        raise Refused(_("This message no longer waits for approval."))
    if draft.composed_by_id == by.pk:
        raise Refused(_("Whoever composed a message cannot approve it."))
    if draft.approvals.filter(by=by).exists():
        raise Refused(_("You have already given your verdict on this message."))
    return draft


def _act(end: Party, draft: Draft) -> Act:
    act = end.act(draft.kind, draft.data, draft.expires_at)
    if act.hash != draft.act_hash:
        raise Refused(_("The message was changed after it was composed; it is not approved."))
    return act
