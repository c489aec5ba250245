"""Acts on the channel: set up, pair, compose, approve, carry. Each is one transaction and one audit entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hmac import compare_digest
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.identity import desk_identity
from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import boxes, ends, intake, mirror
from desk.channel.models import Approval, Channel, Deal, Draft, Level, Message, OwnCard, State
from desk.channel.named import named, not_in_open_deals
from desk.errors import Refused
from desk.ids import new_id
from homeward.canonical import Value
from homeward.channel import approval, kinds, pairing
from homeward.channel.arrival import Collected
from homeward.channel.card import Card
from homeward.channel.carriers import folder
from homeward.channel.message import Act
from homeward.channel.party import Keyring, Party
from homeward.channel.transcript import Added

ANSWERED_WITHIN = timedelta(days=7)


@transaction.atomic
def set_up(*, by: User, at: datetime) -> OwnCard:
    """Make our keys, if there are none, and our card, once. The seeds stay in files, never in the database."""
    row = ends.own_card()
    if row is None:
        party = settings.HOMEWARD_PARTY
        made = Keyring.make(party, ends.root_identity(), desk_identity(), ends.principals(), at)
        row = OwnCard.objects.create(party=party, card=made.card.to_value(), made_by=by, made_at=at)
        record(by=by, at=at, act="channel.set_up", subject=party, data={"card": made.card.hash})
    return row


@transaction.atomic
def pair(*, by: User, at: datetime, peer: bytes, mediator: bytes | None = None, number: int = 1) -> Channel:
    """Open a channel to the party whose card is `peer`. Nothing binding is said before the digits are compared."""
    own = ends.keyring().card
    other = Card.from_bytes(peer)
    between = Card.from_bytes(mediator) if mediator else None
    channel = pairing.Channel((own, other, *([between] if between else [])), number)
    if Channel.objects.filter(ch=channel.id).exists():
        raise Refused(_("There is already a channel with these parties and this number."))
    row = Channel.objects.create(
        ch=channel.id,
        number=number,
        party=own.party,
        peer=other.party,
        mediator=between.party if between else "",
        cards=[card.to_value() for card in channel.cards],
        opened_by=by,
        opened_at=at,
    )
    record(by=by, at=at, act="channel.pair", subject=row.public_id, data={"ch": channel.id, "peer": other.party})
    return row


@transaction.atomic
def compare(*, by: User, at: datetime, channel: Channel, digits: str, in_person: bool = False) -> Channel:
    """Record that the thirty digits read by the peer are ours; raises Refused when they are not."""
    expected = ends.peer_digits(channel).replace(" ", "")
    said = "".join(sign for sign in digits if sign.isdigit())
    if not compare_digest(expected, said):
        raise Refused(_("The digits are not the same. Do not use this channel: somebody may stand between you."))
    channel.level = Level.IN_PERSON if in_person else Level.DIGITS
    channel.compared_by, channel.compared_at = by, at
    channel.save(update_fields=["level", "compared_by", "compared_at"])
    record(by=by, at=at, act="channel.compare", subject=channel.public_id, data={"level": channel.level})
    return channel


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
) -> Draft:
    """Write a message by its form. A commitment waits for two approvals; anything else is signed and sealed now."""
    form = kinds.kind(kind)
    kinds.check(form, data)
    if form.commitment and channel.level == Level.CARD:
        raise Refused(_("Compare the thirty digits with the other side before anything binding is said."))
    end = ends.end_of(channel)
    act = end.act(kind, data, (exp or at + ANSWERED_WITHIN).replace(microsecond=0))
    key = str(data.get("deal", ""))
    if form.commitment and channel.drafts.filter(deal_key=key, state=Draft.State.WAITING).exists():
        raise Refused(_("Another message on this deal is already waiting for approval."))
    draft = Draft.objects.create(
        channel=channel,
        deal_key=key,
        proposal=proposal,
        kind=kind,
        data=dict(data),
        expires_at=act.exp,
        act_hash=act.hash,
        composed_by=by,
        composed_at=at,
    )
    record(by=by, at=at, act="channel.compose", subject=draft.public_id, data={"kind": kind, "hash": act.hash})
    if not form.commitment:
        _send(by, at, draft, end, act, ())
    return draft


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
    if "counter" not in mirror.moves(deal, at):
        raise Refused(_("As the deal stands, this is not for our side to say."))
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
    if kind not in mirror.moves(deal, at):
        raise Refused(_("As the deal stands, this is not for our side to say."))
    data: dict[str, Value] = {"deal": deal.key} if kind == "close" else {"deal": deal.key, "on": deal.on}
    if reason:
        data["reason"] = reason
    return compose(by=by, at=at, channel=deal.channel, kind=kind, data=data)


def acknowledge(*, by: User, at: datetime, message: Message) -> Draft:
    """Tell the other side that `message` was received and read; it promises nothing more."""
    return compose(by=by, at=at, channel=message.channel, kind="acknowledge", data={"of": message.body_hash})


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
        _send(by, at, draft, end, act, given)
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


@transaction.atomic
def receive_from_folder(*, by: User, at: datetime, channel: Channel, path: Path | None = None) -> Collected:
    """Take in every sealed message of the folder `path` (else the channel's inbox). A second copy changes nothing;
    bad ones are listed with the reason and raise an alarm."""
    end = ends.end_of(channel)
    collected = end.collect(path or ends.inbox(channel), at)
    for arrival in collected.new:
        if arrival.added == Added.DISCLOSED:
            mirror.show(by=by, at=at, channel=channel, arrival=arrival)
        else:
            mirror.keep(by=by, at=at, channel=channel, end=end, message=arrival.message, sealed=arrival.blob)
    end.forget(at)
    boxes.save(channel, end.boxes)
    mirror.raise_alarms(at=at, channel=channel, end=end, refused=collected.refused)
    mirror.refresh(at=at, channel=channel, end=end)
    counts: dict[str, Value] = {"new": len(collected.new), "refused": len(collected.refused)}
    record(by=by, at=at, act="channel.receive", subject=channel.public_id, data=counts)
    return collected


@transaction.atomic
def take_in(*, by: User, at: datetime, channel: Channel, files: Sequence[intake.Brought]) -> Collected:
    """Take in what a carrier brought: sealed files, mails, zipped folders, photos of codes. What could not be read is
    listed with the reason, and changes nothing."""
    unread = intake.keep(channel, files)
    ends.inbox(channel).mkdir(parents=True, exist_ok=True)
    collected = receive_from_folder(by=by, at=at, channel=channel)
    return Collected(collected.arrived, (*unread, *collected.refused))


@transaction.atomic
def export_to_folder(*, by: User, at: datetime, channel: Channel, path: Path | None = None) -> list[Path]:
    """Write every sealed message of ours into the folder `path` (else the channel's outbox); the files. Those that
    are there already stay as they are."""
    target = path or ends.outbox(channel)
    ours = channel.messages.filter(direction=Message.Direction.OUT).order_by("id")
    files = [folder.put(target, bytes(row.sealed)) for row in ours]
    record(by=by, at=at, act="channel.export", subject=channel.public_id, data={"count": len(files)})
    return files


@transaction.atomic
def lapse_overdue(*, by: User, at: datetime) -> int:
    """Mark as lapsed the deals whose offers, and the drafts whose time, ran out by `at`; how many."""
    deals = Deal.objects.filter(state__in=[State.OFFERED, State.ACCEPTED], expires_at__lt=at)
    drafts = Draft.objects.filter(state=Draft.State.WAITING, expires_at__lt=at)
    count = deals.update(state=State.LAPSED, changed_at=at) + drafts.update(state=Draft.State.LAPSED)
    if count:
        record(by=by, at=at, act="channel.lapse_overdue", data={"count": count})
    return count


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


def _send(
    by: User, at: datetime, draft: Draft, end: Party, act: Act, approvals: Sequence[approval.Approval]
) -> Message:
    spoken = end.say(act, at, approvals)
    boxes.save(draft.channel, end.boxes)
    row = mirror.keep(by=by, at=at, channel=draft.channel, end=end, message=spoken, sealed=end.seal(spoken, at))
    draft.state, draft.message = Draft.State.SENT, row
    draft.save(update_fields=["state", "message"])
    mirror.refresh(at=at, channel=draft.channel, end=end)
    return row
