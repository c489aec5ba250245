"""Our end of a channel, built again from the rows: keys from their files, cards and messages from the database."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from hmac import compare_digest
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from desk.accounts.identity import desk_identity
from desk.channel import boxes, seating, witnesses
from desk.channel.models import Channel, Disclosure, Draft, Message, OwnCard
from desk.errors import Refused
from homeward.channel import pairing
from homeward.channel.card import Card
from homeward.channel.certificate import Role
from homeward.channel.message import read
from homeward.channel.party import Keyring, Party


def own_card() -> OwnCard | None:
    """Our card as it was made last; None before the set-up."""
    return OwnCard.objects.filter(party=settings.HOMEWARD_PARTY).first()


def newest_card() -> Card:
    """Our card, to be handed to others; raises Refused before the set-up."""
    row = own_card()
    if row is None:
        raise Refused(_("The headquarters has no card yet: set up the channel first."))
    return Card.from_value(row.card)


def keyring(channel: Channel, speaker: str = "") -> Keyring:
    """Who speaks for us on `channel`, with the card that we gave there. The principals' keys are not among them: each
    is locked under a superior's own words. `speaker` names another one than speaks there now. Raises BadCard when
    keys and card do not belong together."""
    card = joined(channel).card(channel.party)
    name = speaker or channel.speaker
    return Keyring(channel.party, desk_identity(name), (), card, seating.newest(name) if name else None)


def joined(channel: Channel) -> pairing.Channel:
    """The library's channel of a row."""
    cards = tuple(Card.from_value(card) for card in channel.cards)
    return pairing.Channel(cards, channel.number, scope=channel.scope)


def scope_of(cards: Sequence[Card]) -> str:
    """The one operation that the observers among `cards` may see; empty when there are none."""
    scopes = (one.scope for card in cards for one in card.certificates if one.role == Role.OBSERVER)
    return next(scopes, "")


def end_of(channel: Channel, speaker: str = "") -> Party:
    """Our end with everything said so far; each message is checked again as on the day it came. `speaker` names
    another one than speaks there now."""
    rows = list(channel.messages.order_by("id"))
    more = list(Disclosure.objects.filter(message__channel=channel).select_related("message").order_by("id"))
    taken = {hashlib.sha256(row.sealed).hexdigest(): row.body_hash for row in rows}
    taken |= {hashlib.sha256(row.sealed).hexdigest(): row.message.body_hash for row in more}
    ours = keyring(channel, speaker)
    party = Party(ours, joined(channel), boxes.load(channel, ours.speaker), taken)
    everything: list[Message | Disclosure] = [*rows, *more]
    for row in everything:
        party.transcript.add(read(bytes(row.envelope)), row.taken_in_at)
    for mark in channel.postmarks.all():
        party.transcript.stamp(mark.to_value())
    witnesses.into(party.transcript, channel)
    return party


def end_for(draft: Draft) -> Party:
    """The end that says `draft`: ours, or for a change of our speaker's key the successor's, who speaks there first."""
    return end_of(draft.channel, seating.successor(draft.kind, draft.data))


def inbox(channel: Channel) -> Path:
    """The folder into which the other side's sealed messages are put."""
    return Path(settings.VAR) / "channel" / channel.public_id / "in"


def outbox(channel: Channel) -> Path:
    """The folder into which our sealed messages are written."""
    return Path(settings.VAR) / "channel" / channel.public_id / "out"


def peer_digits(channel: Channel) -> str:
    """The thirty digits of our card and the peer's."""
    return digits_with(channel, channel.peer)


def digits_with(channel: Channel, party: str) -> str:
    """The thirty digits of our card and that of another `party` on the channel; raises BadCard when it is not on
    it."""
    both = joined(channel)
    return pairing.digits(both.card(channel.party), both.card(party))


def check_digits(channel: Channel, party: str, said: str) -> None:
    """Nothing, if the digits that `party` read out are those of our two cards; else raises Refused."""
    digits = "".join(sign for sign in said if sign.isdecimal())
    if not compare_digest(digits_with(channel, party).replace(" ", "").encode(), digits.encode()):
        raise Refused(_("The digits are not the same. Do not use this channel: somebody may stand between you."))
