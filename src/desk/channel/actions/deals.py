"""Acts on a deal: offer, counter, accept, confirm, withdraw, decline, start, close."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import mirror
from desk.channel.actions.composing import compose
from desk.channel.models import Channel, Deal, Draft, State
from desk.channel.named import named, not_in_open_deals
from desk.errors import Refused
from desk.ids import new_id
from homeward.canonical import Value


def offer(
    *,
    by: User,
    at: datetime,
    channel: Channel,
    terms: Mapping[str, Value],
    give: Sequence[str],
    receive: Sequence[str],
    proposal: str = "",
    exp: datetime | None = None,
) -> Draft:
    """Offer an exchange: we release `give`, they release `receive` (public ids of the register). Nobody may be in
    another open deal. The offer is sent when two superiors have approved it."""
    lapse_overdue(by=by, at=at)
    not_in_open_deals([*give, *receive])
    data: dict[str, Value] = {"deal": new_id(), "terms": terms, "give": named(give), "receive": named(receive)}
    return compose(by=by, at=at, channel=channel, kind="offer", data=data, proposal=proposal, exp=exp)


def counter(
    *,
    by: User,
    at: datetime,
    deal: Deal,
    terms: Mapping[str, Value],
    give: Sequence[str],
    receive: Sequence[str],
    proposal: str = "",
    note: str = "",
    exp: datetime | None = None,
) -> Draft:
    """Answer the standing offer with another one: `give` and `receive` as we see them."""
    _check_move(deal, "counter", at)
    not_in_open_deals([*give, *receive], but=deal)
    people: dict[str, Value] = {"give": named(give, deal), "receive": named(receive, deal)}
    data: dict[str, Value] = {"deal": deal.key, "on": deal.on, "terms": terms, **people}
    if note:
        data["note"] = note
    return compose(by=by, at=at, channel=deal.channel, kind="counter", data=data, proposal=proposal, exp=exp)


def accept(*, by: User, at: datetime, deal: Deal) -> Draft:
    """Accept the standing offer as it is."""
    return answer(by=by, at=at, deal=deal, kind="accept")


def confirm(*, by: User, at: datetime, deal: Deal) -> Draft:
    """Confirm the other side's acceptance: the deal is sealed once this is sent."""
    return answer(by=by, at=at, deal=deal, kind="confirm")


def withdraw(*, by: User, at: datetime, deal: Deal, reason: str = "") -> Draft:
    return answer(by=by, at=at, deal=deal, kind="withdraw", reason=reason)


def decline(*, by: User, at: datetime, deal: Deal, reason: str = "") -> Draft:
    return answer(by=by, at=at, deal=deal, kind="decline", reason=reason)


def start(*, by: User, at: datetime, deal: Deal) -> Draft:
    """Say that we are ready to carry out the sealed deal; it starts when both have said so."""
    return answer(by=by, at=at, deal=deal, kind="start")


def close(*, by: User, at: datetime, deal: Deal) -> Draft:
    """Say that the deal is carried out for us; it is closed when both have said so."""
    return answer(by=by, at=at, deal=deal, kind="close")


def answer(*, by: User, at: datetime, deal: Deal, kind: str, reason: str = "") -> Draft:
    """Compose the move `kind` of `deal`; raises Refused when it is not our turn for it."""
    _check_move(deal, kind, at)
    data: dict[str, Value] = {"deal": deal.key} if kind == "close" else {"deal": deal.key, "on": deal.on}
    if reason:
        data["reason"] = reason
    return compose(by=by, at=at, channel=deal.channel, kind=kind, data=data)


@transaction.atomic
def lapse_overdue(*, by: User, at: datetime) -> int:
    """Mark as lapsed the deals whose offers, and the drafts whose time, ran out by `at`; how many."""
    deals = Deal.objects.filter(state__in=[State.OFFERED, State.ACCEPTED], expires_at__lt=at)
    deals = deals.exclude(terms__has_key="timekeeper")  # whoever keeps time says it
    drafts = Draft.objects.filter(state=Draft.State.WAITING, expires_at__lt=at)
    count = deals.update(state=State.LAPSED, changed_at=at) + drafts.update(state=Draft.State.LAPSED)
    if count:
        record(by=by, at=at, act="channel.lapse_overdue", data={"count": count})
    return count


def _check_move(deal: Deal, kind: str, at: datetime) -> None:
    if kind not in mirror.moves(deal, at):
        raise Refused(_("As the deal stands, this is not for our side to say."))
