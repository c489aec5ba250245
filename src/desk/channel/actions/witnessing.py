"""Acts of a mediator as post office and witness, and of a headquarters that takes in what it gave.

A mediator attests in a transaction of its own, after the one that took the messages in: a postmark speaks of what is
committed. Files to be given out are made from committed rows only, so the chain that a cosignature speaks of is on disk
before anybody sees it; what a crash leaves out is made by the next attestation.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from desk.accounts.models import User
from desk.audit.actions import record
from desk.audit.models import Entry
from desk.channel import ends, mirror, witnesses
from desk.channel.actions.stamping import keep_postmark
from desk.channel.models import Channel, Cosignature, Message, Sits, Witnessed
from homeward.canonical import Value
from homeward.channel import marks, tree, witness
from homeward.channel.certificate import call_sign
from homeward.channel.errors import BadMessage
from homeward.channel.party import Party
from homeward.channel.postmark import stamp


def attest_all(*, by: User, at: datetime) -> int:
    """Attest on every channel on which we mediate and something new was taken in; on how many."""
    fresh = [row for row in Channel.objects.filter(sits=Sits.MEDIATOR) if _unmarked(row).exists()]
    for row in fresh:
        attest(by=by, at=at, channel=row)
    return len(fresh)


@transaction.atomic(durable=True)
def attest(*, by: User, at: datetime, channel: Channel) -> None:
    """Postmark every message that lies here for good and has no postmark of ours, and sign every chain that has grown.
    A chain that does not continue what we signed before is not signed: it raises an alarm.

    A postmark bears the time at which the message was taken in, but never one before the last attestation: whoever was
    told what was here by then (see `say_lapses`) is not told something else later."""
    Channel.objects.select_for_update().get(pk=channel.pk)
    end = ends.end_of(channel)
    new, last = list(_unmarked(channel)), _last_attested(channel)
    for row in new:
        had = max(row.taken_in_at, last) if last else row.taken_in_at
        mark = stamp(end.keyring.speaker, row.body_hash, had)
        keep_postmark(by=by, at=at, channel=channel, mark=mark)
    signed = sum(_witness(by, at, channel, end, author) for author in sorted(end.transcript.heads))
    data: dict[str, Value] = {"postmarks": len(new), "cosignatures": signed}
    record(by=by, at=at, act="channel.attest", subject=channel.public_id, data=data)


@transaction.atomic
def take_marks(*, by: User, at: datetime, channel: Channel, data: bytes) -> marks.Marks:
    """Keep the postmarks and cosignatures in a file of a mediator; raises ChannelError when one is not a mediator's of
    this channel, and then keeps none. A cosignature that contradicts the chain here is kept and raises an alarm."""
    given = marks.read(data)
    end = ends.end_of(channel)
    for mark in given.postmarks:
        keep_postmark(by=by, at=at, channel=channel, mark=mark)
        end.transcript.stamp(mark)
    for one in given.cosignatures:
        one.check(end.channel)
        _keep(by, at, channel, one, witnesses.found(one, end.transcript))
    mirror.raise_contradictions(at=at, channel=channel)
    mirror.refresh(at=at, channel=channel, end=end)
    counts: dict[str, Value] = {"postmarks": len(given.postmarks), "cosignatures": len(given.cosignatures)}
    record(by=by, at=at, act="channel.take_marks", subject=channel.public_id, data=counts)
    return given


def _unmarked(channel: Channel) -> QuerySet[Message]:
    marked = channel.postmarks.filter(mediator=call_sign(ends.keyring(channel).speaker.public.name)).values("of")
    return channel.messages.filter(direction=Message.Direction.IN).exclude(body_hash__in=marked).order_by("pk")


def _last_attested(channel: Channel) -> datetime | None:
    rows = Entry.objects.filter(act="channel.attest", subject=channel.public_id)
    return rows.order_by("-seq").values_list("at", flat=True).first()


def _witness(by: User, at: datetime, channel: Channel, end: Party, author: str) -> int:
    """Sign the chain of `author` if it has grown; how many cosignatures that made."""
    before = channel.witnessed.filter(author=author).first()
    claim = end.transcript.claim(author)
    if before and before.size == claim.size and before.root == claim.root:
        return 0
    proof = tree.consistency(end.transcript.chains.ids(author), before.size if before else 0)

    def keep(seen: witness.Claim) -> None:
        values = {"size": seen.size, "root": seen.root, "at": at}
        Witnessed.objects.update_or_create(channel=channel, author=author, defaults=values)

    try:
        one = witness.cosign(end.keyring.speaker, before.to_value() if before else None, claim, proof, at, keep)
    except BadMessage as error:
        mirror.alarm(channel, at, error.saying, author, claim.root)
        return 0
    _keep(by, at, channel, one, Cosignature.Found.AGREES)
    return 1


def _keep(by: User, at: datetime, channel: Channel, one: witness.Cosignature, found: Cosignature.Found) -> None:
    claim = one.claim
    Cosignature.objects.get_or_create(
        channel=channel,
        author=claim.author,
        size=claim.size,
        root=claim.root,
        mediator=one.by,
        defaults={"at": one.at, "value": one.to_value(), "found": found, "taken_in_by": by, "taken_in_at": at},
    )
