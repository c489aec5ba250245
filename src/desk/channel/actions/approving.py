"""Superiors' verdicts on what binds: the second approval signs and seals the message."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import ends, seating
from desk.channel.actions.composing import send_draft
from desk.channel.actions.ending import settle
from desk.channel.actions.unlocking import unlocked
from desk.channel.models import Approval, Draft, Seat
from desk.errors import Refused
from homeward import canonical
from homeward.canonical import NotCanonical
from homeward.channel import approval, standing
from homeward.channel.errors import BadMessage
from homeward.channel.party import APPROVED_FOR
from homeward.keys import Identity


def approve(*, by: User, at: datetime, draft: Draft, passphrase: str) -> Approval:
    """Sign `draft`'s exact content with the key of the approver's seat, which `passphrase` opens for this one
    signature; with the second approval the message is sent. Raises Refused for a wrong passphrase."""
    _check_verdict(by, at, draft)
    seat = seating.seat_of(by)
    if seat.away:
        raise Refused(_("The key of your seat is on your own machine: sign there and upload the file."))
    seed = unlocked(by=by, at=at, name=seat.name, passphrase=passphrase)
    principal = Identity.from_seed(seed, seat.name)
    return _keep(by, at, draft, seat, approval.approve(principal, draft.act_hash, at, at + APPROVED_FOR))


def approve_signed(*, by: User, at: datetime, draft: Draft, data: bytes) -> Approval:
    """Take in the approval of `draft` that the approver signed on a machine of his own. Raises Refused unless it is
    his, of this content, and in force."""
    try:
        signed = approval.Approval.from_value(canonical.decode(data))
    except (NotCanonical, BadMessage) as error:
        raise Refused(_("This file is not an approval.")) from error
    _check_verdict(by, at, draft)
    return _keep(by, at, draft, seating.seat_of(by), signed)


@transaction.atomic
def refuse(*, by: User, at: datetime, draft: Draft, reason: str) -> Approval:
    """Refuse `draft` with a reason: it will not be sent."""
    if not reason.strip():
        raise Refused(_("A refusal needs a reason."))
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    _check_verdict(by, at, draft)
    row = Approval.objects.create(
        draft=draft, act_hash=draft.act_hash, by=by, at=at, verdict=Approval.Verdict.REFUSE, reason=reason.strip()
    )
    draft.state = Draft.State.REFUSED
    draft.save(update_fields=["state"])
    record(by=by, at=at, act="channel.refuse", subject=draft.public_id, data={"hash": draft.act_hash})
    return row


@transaction.atomic
def _keep(by: User, at: datetime, draft: Draft, seat: Seat, signed: approval.Approval) -> Approval:
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    _check_verdict(by, at, draft)
    end = ends.end_for(draft)
    act = end.act(draft.kind, draft.data, draft.expires_at, draft.to)
    if act.hash != draft.act_hash:
        raise Refused(_("The message was changed after it was composed; it is not approved."))
    _check_seat(draft, seat)
    known = end.transcript.roster.known(end.name)
    if signed.by != seat.call_sign or not approval.approvers([signed], act.hash, draft.channel.party, known, at):
        raise Refused(_("This is no approval of this message by your seat: another text, another key, or too old."))
    verdict, signature = Approval.Verdict.APPROVE, signed.to_value()
    row = Approval.objects.create(draft=draft, act_hash=act.hash, by=by, at=at, verdict=verdict, signature=signature)
    record(by=by, at=at, act="channel.approve", subject=draft.public_id, data={"hash": act.hash})
    given = [approval.Approval.from_value(one.signature) for one in draft.approvals.filter(verdict="approve")]
    if len(given) >= end.keyring.card.quorum:
        send_draft(by, at, draft, end, act, given)
        settle(at, draft)
    return row


def _check_seat(draft: Draft, seat: Seat) -> None:
    """Whoever was ended approves nothing any more, and nobody his own end."""
    field = standing.ENDING.get(draft.kind)
    if seating.ended(seat.call_sign) or (field and draft.data[field] == seat.call_sign):
        raise Refused(_("The say of your seat was ended, or is to be ended by this message: it does not approve it."))


def _check_verdict(by: User, at: datetime, draft: Draft) -> None:
    if draft.state != Draft.State.WAITING or at > draft.expires_at:
        raise Refused(_("This message no longer waits for approval."))
    if draft.composed_by_id == by.pk:
        raise Refused(_("Whoever composed a message cannot approve it."))
    if draft.approvals.filter(by=by).exists():
        raise Refused(_("You have already given your verdict on this message."))
