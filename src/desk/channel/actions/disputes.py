"""Acts of a headquarters in a dispute: raise it, fix a submission, open it when both are fixed."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel.actions.composing import compose
from desk.channel.models import Channel, Deal, Draft, Message, Submission
from desk.errors import Refused
from homeward.canonical import Value
from homeward.channel.dispute import Stage, submission_hash
from homeward.channel.docket import Case


def raise_dispute(*, by: User, at: datetime, deal: Deal, about: str, reason: str, due: datetime) -> Draft:
    """Dispute the message `about` of `deal` before the mediator; submissions are due by `due`. Raises Refused where
    nobody mediates or nothing is agreed yet."""
    if not deal.disputable:
        raise Refused(_("Nobody mediates on this channel, or nothing is agreed yet that could be disputed."))
    data: dict[str, Value] = {"deal": deal.key, "about": about, "reason": reason}
    return compose(by=by, at=at, channel=deal.channel, kind="dispute", data=data, exp=due)


@transaction.atomic
def seal_submission(
    *, by: User, at: datetime, channel: Channel, case: Case, text: str, exhibits: Sequence[str]
) -> Submission:
    """Fix our submission in `case` by its hash: nobody reads it before both are fixed, and it cannot be changed.
    Raises Refused when ours is fixed already or the time is over."""
    _check_open_to_us(channel, case)
    if channel.party in case.dispute.sealed or at > case.dispute.due:
        raise Refused(_("Our submission is fixed already, or the time for submissions is over."))
    salt = secrets.token_hex(32)
    commit = submission_hash(text, exhibits, salt)
    data: dict[str, Value] = {"of": case.dispute.id, "commit": commit}
    sent = compose(by=by, at=at, channel=channel, kind="submission_commit", data=data, exp=case.dispute.due)
    given = {"dispute": case.dispute.id, "text": text, "exhibits": [*exhibits], "salt": salt}
    row = Submission.objects.create(channel=channel, **given, sealed=_said(sent), by=by, at=at)
    record(by=by, at=at, act="channel.seal_submission", subject=case.dispute.id, data={"commit": commit})
    return row


@transaction.atomic
def open_submission(*, by: User, at: datetime, channel: Channel, case: Case) -> Submission:
    """Open our submission in `case`, as it was fixed. Raises Refused before both are fixed, and a second time."""
    _check_open_to_us(channel, case)
    row = Submission.objects.select_for_update().filter(channel=channel, dispute=case.dispute.id).first()
    if row is None or case.stage == Stage.RAISED:
        raise Refused(_("Submissions are opened only when both are fixed."))
    if row.opened_id is not None:
        raise Refused(_("Our submission is open already."))
    data: dict[str, Value] = {"of": row.dispute, "salt": row.salt, "text": row.text, "exhibits": row.exhibits}
    sent = compose(by=by, at=at, channel=channel, kind="submission", data=data)
    row.opened = _said(sent)
    row.save(update_fields=["opened"])
    record(by=by, at=at, act="channel.open_submission", subject=case.dispute.id)
    return row


def _said(draft: Draft) -> Message:
    """The message of a draft that needed no approval."""
    assert draft.message is not None
    return draft.message


def _check_open_to_us(channel: Channel, case: Case) -> None:
    if not channel.makes_deals or case.dispute.ruling:
        raise Refused(_("The dispute is ruled on already, or it is not ours."))
