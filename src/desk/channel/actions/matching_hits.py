"""Acts on what a round found: look, claim, close. Nothing of it happens by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import rounds
from desk.channel.actions.composing import compose
from desk.channel.models.matching import Hit, Round
from desk.channel.named import named
from desk.errors import Refused
from desk.register.queries import home_party
from homeward.channel.matching.errors import MatchingRefused


@transaction.atomic
def judge(*, by: User, at: datetime, hit: Hit, verdict: Hit.Verdict, reason: str = "") -> Hit:
    """Say whether a pair is one person. That one key agrees is not enough: to confirm such a pair needs a second
    reason, in words. Raises Refused without it, and for a pair that was claimed or judged."""
    row = Hit.objects.select_for_update().get(pk=hit.pk)
    if row.verdict != Hit.Verdict.WAITING:
        raise Refused(_("Somebody has looked at this pair already."))
    if verdict == Hit.Verdict.CONFIRMED and not row.sure and not reason.strip():
        raise Refused(_("Only one key agrees: say what else speaks for it."))
    row.verdict, row.reason, row.judged_by, row.judged_at = verdict, reason.strip(), by, at
    row.save(update_fields=["verdict", "reason", "judged_by", "judged_at"])
    record(by=by, at=at, act="channel.match_judge", subject=row.public_id, data={"verdict": verdict.value})
    return row


@transaction.atomic
def claim(*, by: User, at: datetime, hits: Sequence[Hit]) -> int:
    """Say to the other side that it holds the people of these confirmed pairs, a message each; how many. Raises
    Refused, and says nothing, when one of them was not confirmed, was claimed, or is not ours to look for."""
    rows = Hit.objects.select_for_update().filter(pk__in=[hit.pk for hit in hits]).order_by("pk")
    said: set[int] = set()
    for row in rows:
        if row.verdict != Hit.Verdict.CONFIRMED or row.claim_id or row.person.party != home_party():
            raise Refused(_("Only confirmed pairs with people of ours, not yet claimed, can be claimed."))
        if row.person_id not in said:
            said.add(row.person_id)
            _claim(by, at, row)
    return len(said)


@transaction.atomic
def close(*, by: User, at: datetime, round: Round) -> Round:
    """End a round: its secret, the people entered and the lists are erased, so that nobody can work on it or open it
    to a mediator any more. Raises Refused for one that is closed, MatchingRefused while somebody works on it."""
    if rounds.kept(round.channel, round.terms_hash).busy:
        raise MatchingRefused("round_worked_on")
    row = Round.objects.select_for_update().get(pk=round.pk)
    if row.closed_at:
        raise Refused(_("This round is closed already."))
    row.closed_by, row.closed_at = by, at
    row.save(update_fields=["closed_by", "closed_at"])
    record(by=by, at=at, act="channel.match_close", subject=row.public_id)
    transaction.on_commit(rounds.kept(row.channel, row.terms_hash).erase)
    return row


def close_over(*, by: User, at: datetime) -> int:
    """Close the rounds whose days are over, and erase what a crash has left of closed ones; how many were closed."""
    open_ones = Round.objects.filter(closed_at=None, over_on__lte=at.date()).select_related("channel")
    over = [row for row in open_ones if not rounds.kept(row.channel, row.terms_hash).busy]
    for row in over:
        close(by=by, at=at, round=row)
    for row in Round.objects.exclude(closed_at=None).select_related("channel"):
        rounds.kept(row.channel, row.terms_hash).erase()
    return len(over)


def _claim(by: User, at: datetime, row: Hit) -> None:
    (person,) = named([row.person.public_id])
    data = {"person": person, "basis": "matching"}
    draft = compose(by=by, at=at, channel=row.round.channel, kind="custody_claim", data=data)
    Hit.objects.filter(round=row.round, person=row.person, verdict=Hit.Verdict.CONFIRMED).update(claim=draft.message)
