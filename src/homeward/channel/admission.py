"""Whether a message is admitted: signature, role, mandate, quorum, links and clock. Each refusal is a sentence.

Everything here but the look at the reader's own clock depends on signed bytes alone, so that all ends admit the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from homeward import keys, ledger
from homeward.channel import kinds
from homeward.channel.approval import check_quorum
from homeward.channel.certificate import Certificate, Role
from homeward.channel.errors import BadCard, BadMessage
from homeward.channel.message import SIGNED_AS, Message
from homeward.channel.moment import write_moment
from homeward.channel.pairing import Channel, Mandate
from homeward.channel.roster import CARRYING, Roster

START = ledger.START
CLOCK_SKEW = timedelta(hours=1)
WHOLE = CARRYING | {"revoke"}
"""Kinds of which nothing may be kept back: without them nobody can tell who speaks."""

Held = Callable[[str], Message | None]
"""Gives the held message with an id."""


def check_arrival(message: Message, channel: Channel, at: datetime) -> None:
    """Nothing, if the message is of this channel, for parties on it, and not dated later than `at` allows."""
    if message.act.ch != channel.id:
        raise BadMessage("message_other_channel")
    for party in message.act.to:
        channel.card(party)
    if message.at > at + CLOCK_SKEW:
        raise BadMessage("message_from_the_future", time=write_moment(message.at))


def check_signature(message: Message, certificates: list[Certificate]) -> None:
    """Nothing, if a holder of one of `certificates` signed the message; else raises BadMessage."""
    for public in {certificate.holder for certificate in certificates}:
        try:
            keys.verify(public, SIGNED_AS, message.raw, message.signature)
        except keys.ForgedSignature:
            continue
        return
    raise BadMessage("message_forged", name=message.by)


def check(message: Message, roster: Roster) -> None:
    """Nothing, if its author might say this on this channel at its time; else raises ChannelError."""
    certificate = roster.speaker(message)
    form = kinds.kind(message.act.kind)
    if certificate.role not in form.roles:
        raise BadMessage("kind_not_for_role", kind=form.key, role=certificate.role)
    if message.act.kind in WHOLE and not message.act.whole:
        raise BadMessage("disclosure_not_whole")
    _check_mandate(message, certificate, form, roster.channel)
    if message.act.kind in CARRYING:
        _check_carried(message, certificate, roster)
    if form.commitment:
        check_quorum(roster.approvers(message), roster.channel.card(certificate.party).quorum)
    for field in {"key_change": ["replaces"], "revoke": ["name"]}.get(message.act.kind, []):
        _check_own(str(message.act.data[field]), certificate.party, roster)


def check_links(message: Message, held: Held) -> None:
    """Nothing, if every message it names that is here stands where it says, and none is dated long after it."""
    place = message.place
    if (place.prev == START) != (place.seq == 1):
        raise BadMessage("message_wrong_link")
    for name, number, head in (*place.seen, *([(message.by, place.seq - 1, place.prev)] if place.seq > 1 else [])):
        named = held(head)
        if named and (named.by, named.place.seq) != (name, number):
            raise BadMessage("message_wrong_link")
        if named and named.at > message.at + 2 * CLOCK_SKEW:
            raise BadMessage("message_from_the_past", time=write_moment(message.at))
    if any(name == message.by for name, _, _ in place.seen):
        raise BadMessage("message_wrong_link")


def _check_mandate(message: Message, certificate: Certificate, form: kinds.Kind, channel: Channel) -> None:
    if channel.mandate != Mandate.ALL and not form.mandates & {kinds.ANY, channel.mandate}:
        raise BadMessage("kind_not_in_mandate", kind=form.key, mandate=channel.mandate)
    operation = message.act.data.get("operation")
    for scope in (channel.scope, certificate.scope):
        if scope and operation not in (None, scope):
            raise BadMessage("other_operation", operation=scope)


def _check_carried(message: Message, certificate: Certificate, roster: Roster) -> None:
    carried = roster.carried(message)
    if carried.party != certificate.party or (carried.call_sign != message.by and carried.role != Role.PRINCIPAL):
        raise BadCard("certificate_not_own", name=carried.call_sign)


def _check_own(name: str, party: str, roster: Roster) -> None:
    on_card = roster.channel.certificate(name)
    own = on_card.party == party if on_card else name.startswith(f"{party.lower()}_")
    if not own:
        raise BadCard("revoke_other_party", name=name)
