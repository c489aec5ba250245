"""Acts of a party that makes no deals: it gets its card, sits down between two headquarters, introduces one to the
other, rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.identity import desk_identity
from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import ends
from desk.channel.actions.certifying import Grant, certified, root_opened
from desk.channel.actions.composing import compose
from desk.channel.models import ROLES, Channel, Draft, Level, OwnCard, Sits
from desk.errors import Refused
from homeward.canonical import Value
from homeward.channel import pairing
from homeward.channel.card import Card
from homeward.channel.certificate import Role
from homeward.channel.docket import Case
from homeward.channel.keyring import VALID
from homeward.keys import Identity


def set_up_between(*, by: User, at: datetime, passphrase: str, operation: str = "", brought: bytes = b"") -> OwnCard:
    """Make the root, if there is none, and the card of a mediator, or of an observer who sees only `operation`. There
    are no superiors' seats: such a party binds nobody. Raises Refused on the desk of a headquarters, for an observer
    without an operation, and for a wrong passphrase."""
    role = ROLES[Sits(settings.HOMEWARD_KIND)]
    if role == Role.NEGOTIATOR:
        raise Refused(_("This desk is that of a headquarters."))
    if bool(operation) != (role == Role.OBSERVER):
        raise Refused(_("An observer names the one operation that it sees; a mediator names none."))
    root = root_opened(by=by, at=at, passphrase=passphrase, brought=brought)
    return _make_card(by, at, root, role, operation)


@transaction.atomic
def _make_card(by: User, at: datetime, root: Identity, role: Role, operation: str) -> OwnCard:
    speaking = certified(by, at, root, Grant(desk_identity().public, role, at + VALID, scope=operation))
    card = Card(settings.HOMEWARD_PARTY, root.public, (speaking,), 0)
    row = OwnCard.objects.create(party=card.party, card=card.to_value(), made_by=by, made_at=at)
    data: dict[str, Value] = {"card": card.hash, "operation": operation}
    record(by=by, at=at, act="channel.set_up", subject=card.party, data=data)
    return row


@transaction.atomic
def sit_between(*, by: User, at: datetime, cards: Sequence[bytes], number: int = 1) -> Channel:
    """Open a channel between the two headquarters whose `cards` were received, with whoever else is on it."""
    own, others = ends.newest_card(), [Card.from_bytes(one) for one in cards]
    scope = ends.scope_of([own, *others])
    channel = pairing.Channel((own, *others), number, scope=scope)
    if own.party in channel.principals:
        raise Refused(_("This desk is that of a headquarters."))
    if Channel.objects.filter(ch=channel.id).exists():
        raise Refused(_("There is already a channel with these parties and this number."))
    peer, second = channel.principals
    row = Channel.objects.create(
        ch=channel.id,
        number=number,
        party=own.party,
        sits=settings.HOMEWARD_KIND,
        peer=peer,
        second=second,
        mediator=next((one.party for one in others if one.mediates), ""),
        observer=next((one.party for one in others if one.observes), ""),
        scope=scope,
        cards=[card.to_value() for card in channel.cards],
        opened_by=by,
        opened_at=at,
    )
    between: list[Value] = [*channel.principals]
    record(by=by, at=at, act="channel.pair", subject=row.public_id, data={"ch": channel.id, "between": between})
    return row


def introduce(*, by: User, at: datetime, channel: Channel, party: str) -> Draft:
    """Vouch to everybody for the card of `party`, whose digits we have compared. Raises Refused before that."""
    if channel.level_of(party) not in (Level.DIGITS, Level.IN_PERSON):
        raise Refused(_("Compare the thirty digits with them before you introduce them."))
    data: dict[str, Value] = {"party": party, "card": ends.joined(channel).card(party).hash}
    return compose(by=by, at=at, channel=channel, kind="introduction", data=data)


def rule(
    *,
    by: User,
    at: datetime,
    channel: Channel,
    case: Case,
    finding: str,
    outcome: str,
    rests_on: Sequence[str],
    reason: str,
) -> Draft:
    """Rule on `case` as the mediator: what was found, whether the deal goes on, and the articles and terms it rests on.
    Raises Refused before both sides are heard, unless their time is over."""
    if not channel.mediates:
        raise Refused(_("Only the mediator rules."))
    if not case.may_rule(at):
        raise Refused(_("Both sides must be heard first, or the time for submissions be over."))
    data: dict[str, Value] = {"deal": case.dispute.deal, "about": case.dispute.id, "finding": finding}
    said: dict[str, Value] = {**data, "outcome": outcome, "rests_on": [*rests_on], "reason": reason}
    return compose(by=by, at=at, channel=channel, kind="ruling", data=said)
