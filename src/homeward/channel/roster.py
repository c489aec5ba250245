"""Who may speak on a channel: the certificates on the cards, and those that holders brought in later.

A new holder's chain begins with a message that carries its own certificate; a renewed one stands in its holder's own
chain, and that of a principal in the chain of whoever carries its approvals. So whether a message is admitted depends
on the cards and its author's chain alone, never on the order of arrival.
"""

from __future__ import annotations

from collections.abc import Sequence

from homeward.channel.approval import Known, approvers
from homeward.channel.certificate import SPEAKERS, Certificate, Role
from homeward.channel.errors import BadCard
from homeward.channel.message import Message
from homeward.channel.pairing import Channel

CARRYING = frozenset({"certificate", "key_change"})
"""The kinds of messages that carry a certificate."""


class Roster:
    """The certificates of a channel, as each author's chain has them."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self._cards = {one.call_sign: one for card in channel.cards for one in card.certificates}
        self._brought: dict[str, dict[str, list[Certificate]]] = {}

    def known(self, author: str) -> Known:
        """The certificates that messages in the chain of `author` may rest on, by call-sign."""
        brought = self._brought.get(author, {})
        return lambda name: [*([self._cards[name]] if name in self._cards else []), *brought.get(name, [])]

    def of(self, message: Message) -> Sequence[Certificate]:
        """The certificates of the author of `message`; a first message may bring its own."""
        found = self.known(message.by)(message.by)
        if not found and message.place.seq == 1 and message.act.kind in CARRYING:
            return [self.carried(message)]
        return found

    def speaker(self, message: Message) -> Certificate:
        """The certificate under which `message` was written; raises BadCard."""
        found = [one for one in self.of(message) if one.role in SPEAKERS]
        if not found:
            raise BadCard("speaker_unknown", name=message.by)
        for certificate in reversed(found):
            if certificate.in_force(message.at):
                return certificate
        raise BadCard("speaker_out_of_date", name=message.by)

    def party(self, call_sign: str) -> str:
        """The party of a holder; empty for one that nobody knows."""
        found = self.known(call_sign)(call_sign)
        return found[0].party if found else ""

    def readers(self, party: str) -> Sequence[Certificate]:
        """The certificates of everybody who reads what is sent to `party`, those brought in later included."""
        return [one for one in self._everybody() if one.party == party and one.role in SPEAKERS]

    def holders(self) -> Sequence[Certificate]:
        """The newest certificate of every holder that is known here, in the order of parties and call-signs."""
        newest = {one.call_sign: one for one in sorted(self._everybody(), key=lambda one: one.until)}
        return sorted(newest.values(), key=lambda one: (one.party, one.call_sign))

    def carried(self, message: Message) -> Certificate:
        """The certificate that `message` brings in; raises BadCard unless its party's root signed it and its author
        may bring it."""
        certificate = Certificate.from_value(message.act.data.get("certificate"))
        certificate.check(self.channel.card(certificate.party).root)
        name, before = certificate.call_sign, self.known(message.by)(certificate.call_sign)
        if any((one.holder, one.party) != (certificate.holder, certificate.party) for one in before):
            raise BadCard("certificate_other_holder", name=name)
        if not before and not name.startswith(f"{certificate.party.lower()}_"):
            raise BadCard("certificate_name", name=name, party=certificate.party)
        if certificate.role == Role.OBSERVER and certificate.scope != self.channel.scope:
            raise BadCard("observer_other_event", scope=self.channel.scope or "—")
        return certificate

    def approvers(self, message: Message) -> frozenset[str]:
        """The principals of its author's party who validly approved `message`."""
        party, known = self.speaker(message).party, self.known(message.by)
        return approvers(message.approvals, message.act.hash, party, known, message.at)

    def bring(self, message: Message) -> None:
        """Keep the certificate of a message that was admitted."""
        if message.act.kind in CARRYING:
            certificate = self.carried(message)
            self._brought.setdefault(message.by, {}).setdefault(certificate.call_sign, []).append(certificate)

    def _everybody(self) -> Sequence[Certificate]:
        """Every certificate that is known here: those on the cards, then those brought in later."""
        brought = (one for rows in self._brought.values() for certificates in rows.values() for one in certificates)
        return [*self._cards.values(), *brought]
