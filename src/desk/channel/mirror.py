"""The rows that mirror a transcript: messages as they came, deals as the machine folds them, alarms.

Written by the acts of `actions` only, inside their transactions; the transcript can make all of it again.
"""

from __future__ import annotations

from datetime import datetime

from desk.accounts.models import User
from desk.channel import repeats, witnesses
from desk.channel.models import Alarm, Channel, Deal, Disclosure, Draft, Message, State
from homeward.channel import deal as machine
from homeward.channel.arrival import Arrival, Collected
from homeward.channel.endings import endings
from homeward.channel.introduction import level_of
from homeward.channel.message import Message as Spoken
from homeward.channel.pairing import Level
from homeward.channel.party import Party
from homeward.words import Saying, saying


def keep(
    *, by: User, at: datetime, channel: Channel, end: Party, message: Spoken, sealed: bytes, head: bytes | None = None
) -> Message:
    """The row of `message`, with its sealed bytes as they are carried, and its `head` for those it does not name."""
    party = end.transcript.roster.party(message.by)  # empty while a newcomer's certificate has not come yet
    ours = party == channel.party
    return Message.objects.create(
        channel=channel,
        deal_key=str(message.act.data.get("deal", "")),
        direction=Message.Direction.OUT if ours else Message.Direction.IN,
        body_hash=message.id,
        author=message.by,
        party=party,
        seq=message.place.seq,
        kind=message.act.kind,
        said_at=message.at,
        expires_at=message.act.exp,
        envelope=message.to_bytes(),
        sealed=sealed,
        head=head,
        taken_in_by=by,
        taken_in_at=at,
    )


def show(*, by: User, at: datetime, channel: Channel, arrival: Arrival) -> Disclosure:
    """Keep what more was shown of a message."""
    return Disclosure.objects.create(
        message=channel.messages.get(body_hash=arrival.message.id),
        envelope=arrival.message.to_bytes(),
        sealed=arrival.blob,
        taken_in_by=by,
        taken_in_at=at,
    )


def refresh(*, at: datetime, channel: Channel, end: Party) -> None:
    """Bring the deals' rows, and the level of the peer's card, to what the transcript says at the time `at`."""
    _introduce(channel, end)
    deals = end.transcript.deals()[0]
    for deal in deals.values():
        values = _columns(deal, channel, at)
        row, made = Deal.objects.get_or_create(
            channel=channel, key=deal.id, defaults={**values, "opened_at": at, "changed_at": at}
        )
        if not made and any(getattr(row, name) != value for name, value in values.items()):
            values["changed_at"] = at
            Deal.objects.filter(pk=row.pk).update(**values)


def _introduce(channel: Channel, end: Party) -> None:
    """A mediator's word for the peer's card, or the end of it, while nobody has compared the digits."""
    reached = Level.CARD if channel.compared_at is None else Level(channel.level)
    sure = {row.party: Level(row.level) for row in channel.comparisons.all()}
    roster, card = end.transcript.roster, end.channel.card(channel.peer)
    said = [(one, sure.get(roster.party(one.by), Level.CARD)) for one in end.transcript.effective]
    level = level_of(card, reached, said)
    if level != channel.level:
        channel.level = level.value
        channel.save(update_fields=["level"])


def raise_alarms(*, at: datetime, channel: Channel, end: Party, collected: Collected) -> None:
    """An alarm for every refused file, every message repeated, every fork, and every holder of theirs whose say was
    ended, once each."""
    for refusal in collected.refused:
        alarm(channel, at, repeats.told_of(channel, refusal), refusal.name, refusal.sha256)
    for again in repeats.resealed(end, collected, at):
        alarm(channel, at, again.saying, again.name, again.sha256)
    for dropped in end.transcript.dropped:
        alarm(channel, at, dropped.saying, dropped.message.by, dropped.message.id)
    for fork in end.transcript.forks:
        told = saying("channel", "fork", name=fork.by, seq=fork.seq)
        alarm(channel, at, told, f"{fork.by} {fork.seq}", fork.other.id)
    for one in endings(end.transcript):
        if one.party != channel.party:
            told = saying("channel", "ended_by_them", name=one.name, lost=len(one.lost), deals=len(one.deals))
            alarm(channel, at, told, one.name, one.message.id)
    witnesses.compare_again(channel, end.transcript)
    raise_contradictions(at=at, channel=channel)


def raise_contradictions(*, at: datetime, channel: Channel) -> None:
    """An alarm for every cosignature that contradicts the chain here, once each."""
    for told, row in witnesses.contradictions(channel):
        alarm(channel, at, told, f"{row.mediator}: {row.author} {row.size}", row.root)


def moves(row: Deal, at: datetime) -> frozenset[str]:
    """The kinds of messages by which our side can move the deal now."""
    if not row.channel.makes_deals:
        return frozenset()
    state = State.LAPSED if row.lapsed(at) else row.state
    possible = {
        (State.OFFERED, True): {"withdraw"},
        (State.OFFERED, False): {"accept", "counter", "decline"},
        (State.ACCEPTED, True): {"confirm", "withdraw"},
        (State.SEALED, True): {"start"},
        (State.SEALED, False): {"start"},
        (State.STARTED, True): {"close"},
        (State.STARTED, False): {"close"},
    }
    return frozenset(possible.get((State(state), row.ours), set()))


def _columns(deal: machine.Deal, channel: Channel, at: datetime) -> dict[str, object]:
    ours = deal.offered_by == (channel.party if channel.makes_deals else channel.peer)
    give, receive = (deal.give, deal.receive) if ours else (deal.receive, deal.give)
    return {
        "state": deal.state_at(at).value,
        "ours": ours,
        "on": deal.on,
        "terms": dict(deal.terms),
        "give": [person.id for person in give],
        "receive": [person.id for person in receive],
        "people": [person.to_value() for person in (*give, *receive)],
        "proposal": _proposal(channel, deal.id),
        "expires_at": deal.exp,
    }


def _proposal(channel: Channel, key: str) -> str:
    drafts = Draft.objects.filter(channel=channel, deal_key=key, state=Draft.State.SENT).exclude(proposal="")
    newest = drafts.order_by("-composed_at", "-id").first()
    return newest.proposal if newest else ""


def alarm(channel: Channel, at: datetime, told: Saying, name: str, sha256: str) -> None:
    """An alarm that stays; the same again changes nothing."""
    Alarm.objects.get_or_create(
        channel=channel,
        sha256=sha256,
        cause=told.key,
        defaults={"values": dict(told.values), "name": name[:200], "at": at, "room": told.room},
    )
