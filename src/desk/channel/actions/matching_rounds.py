"""Acts in every round: begin, show what may be shown, keep whom it found, keep what was refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import ends, entering, rounds, sealed_pages
from desk.channel.actions.composing import compose
from desk.channel.models import Channel
from desk.channel.models.matching import Hit, Round
from desk.errors import Refused
from desk.register.models import Person
from homeward import keys
from homeward.canonical import Value
from homeward.channel.errors import ChannelError
from homeward.channel.matching import talk
from homeward.channel.matching.matches import Match
from homeward.channel.matching.side import Side, Tell
from homeward.channel.matching.terms import check_epoch
from homeward.errors import HomewardError


@transaction.atomic
def begin(*, by: User, at: datetime, channel: Channel, terms_hash: str) -> Round:
    """Begin a round that both sides agreed on; nobody is entered yet. Raises Refused outside the days of the round and
    on a round that we began or cannot hold, MatchingRefused when another on the category was held too near."""
    transcript = ends.end_of(channel).transcript
    terms = rounds.agreed(transcript, terms_hash)
    if channel.rounds.filter(terms_hash=terms_hash).exists():
        raise Refused(_("This round was begun already."))
    if not terms.held_on(at.date()):
        raise Refused(_("Today is not one of the days of this round."))
    check_epoch(terms, talk.begun(transcript, terms))
    row = Round.objects.create(
        channel=channel,
        terms_hash=terms_hash,
        over_on=terms.over_on,
        entered=0,
        left_out=0,
        begun_by=by,
        begun_at=at,
    )
    record(by=by, at=at, act="channel.match_begin", subject=row.public_id, data={"terms": terms_hash})
    return row


@transaction.atomic
def enter(*, by: User, at: datetime, round: Round, side: Side) -> None:
    """Fix whom we enter, once: everybody of the category who has a key. What an act that was broken off has left
    stays, for it may have been blinded. Raises MatchingRefused, and enters nobody, when they are more than agreed."""
    if round.entered:
        return
    category = entering.category(side.terms.category)
    if category is None:
        raise Refused(_("These terms speak of nobody that both sides know."))
    entered = entering.enter(category, at.date())
    side.enter(entered.people, keys.fresh())
    counts = {"entered": len(side.kept.people()), "left_out": entered.left_out}
    Round.objects.filter(pk=round.pk).update(**counts)
    record(by=by, at=at, act="channel.match_enter", subject=round.public_id, data=counts)


def show(*, at: datetime, round: Round) -> None:
    """Seal what may be shown by now, each list for whom it is."""
    channel, end = round.channel, ends.end_of(round.channel)
    terms = rounds.agreed(end.transcript, round.terms_hash)
    for one in rounds.outlook(channel, end.transcript, terms, at.date()).outgoing:
        if one.listing is not None:
            sealed_pages.show(channel, terms, one.listing, end.boxes_of(one.to, at))


@transaction.atomic
def keep_found(*, by: User, at: datetime, round: Round, found: Sequence[Match]) -> None:
    """Keep whom both sides know, each pair waiting for somebody to look. Raises Refused when this was done."""
    row = Round.objects.select_for_update().get(pk=round.pk)
    if row.read_at:
        raise Refused(_("This round was read already."))
    people = Person.objects.in_bulk([one.id for one in found], field_name="public_id")
    Hit.objects.bulk_create(
        Hit(round=row, person=people[one.id], other=one.other, keys=list(one.keys)) for one in found
    )
    row.read_at = at
    row.save(update_fields=["read_at"])
    record(by=by, at=at, act="channel.match_read", subject=row.public_id, data={"pairs": len(found)})


@transaction.atomic
def note_fault(*, by: User, at: datetime, round: Round, error: HomewardError) -> None:
    """Keep on the round what was refused, in words; nothing else was changed."""
    told: Value = {"text": str(error)}
    if isinstance(error, ChannelError):
        told = {"room": error.saying.room, "key": error.saying.key, "values": dict(error.saying.values)}
    Round.objects.filter(pk=round.pk).update(fault=told, fault_at=at)
    record(by=by, at=at, act="channel.match_refuse", subject=round.public_id, data={"cause": str(error)})


@transaction.atomic
def say(*, by: User, at: datetime, round: Round, kind: str, data: Mapping[str, Value], to: Sequence[str] = ()) -> None:
    """Say something in a round; what was refused before is settled by it."""
    compose(by=by, at=at, channel=round.channel, kind=kind, data=data, to=to)
    Round.objects.filter(pk=round.pk).update(done=0, total=0, fault=None, fault_at=None)


def told_of(round: Round) -> Tell:
    """Keeps on the round how many pages are done, for its page to show."""

    def tell(done: int, total: int) -> None:
        Round.objects.filter(pk=round.pk).update(done=done, total=total)

    return tell
