"""Cards, the thirty digits by which two headquarters compare them, and the channel that joins the cards."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from homeward import canonical
from homeward.canonical import Value
from homeward.channel.certificate import SPEAKERS, Certificate, Role
from homeward.channel.errors import BadCard
from homeward.keys import BadKey, PublicIdentity

_PARTY = re.compile(r"[A-Z]{2,8}\Z")
_CALL_SIGN = re.compile(r"[a-z][a-z0-9_]{1,39}\Z")


@dataclass(frozen=True, slots=True)
class Card:
    """What a party hands to others before the first message: its root and the certificates under it."""

    party: str
    root: PublicIdentity
    certificates: tuple[Certificate, ...]

    def __post_init__(self) -> None:
        if not _PARTY.match(self.party) or not self.certificates:
            raise BadCard("card_malformed")
        for certificate in self.certificates:
            if certificate.party != self.party or not _CALL_SIGN.match(certificate.call_sign):
                raise BadCard("card_malformed")
            certificate.check(self.root)

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.to_bytes()).hexdigest()

    @property
    def mediates(self) -> bool:
        return any(certificate.role == Role.MEDIATOR for certificate in self.certificates)

    def box(self, at: datetime) -> PublicIdentity:
        """The identity for which messages to this party are sealed; raises BadCard when no certificate is in force."""
        for certificate in self.certificates:
            if certificate.role != Role.PRINCIPAL and certificate.in_force(at):
                return certificate.holder
        raise BadCard("card_out_of_date", party=self.party)

    def to_value(self) -> dict[str, Value]:
        rows = [certificate.to_value() for certificate in self.certificates]
        return {"format": "homeward card 1", "party": self.party, "root": self.root.to_value(), "certificates": rows}

    def to_bytes(self) -> bytes:
        return canonical.encode(self.to_value())

    @classmethod
    def from_value(cls, value: Value) -> Card:
        """The card a value describes, its certificates checked; raises BadCard."""
        try:
            if not isinstance(value, Mapping) or value["format"] != "homeward card 1":
                raise TypeError
            rows = value["certificates"]
            certificates = tuple(Certificate.from_value(row) for row in rows)  # type: ignore[union-attr]
            return cls(str(value["party"]), PublicIdentity.from_value(value["root"]), certificates)
        except (KeyError, TypeError, BadKey) as error:
            raise BadCard("card_malformed") from error

    @classmethod
    def from_bytes(cls, data: bytes) -> Card:
        try:
            return cls.from_value(canonical.decode(data))
        except canonical.NotCanonical as error:
            raise BadCard("card_malformed") from error


def digits(one: Card, other: Card) -> str:
    """Thirty digits in groups of five, the same at both ends, to be read over the telephone before any trust.

    A liar in the middle would need two false cards that give the same digits: about 2^50 tries, each made slow and
    costly in memory by scrypt (RFC 7914; 16 MiB a try).
    """
    both = b"".join(sorted([bytes.fromhex(one.hash), bytes.fromhex(other.hash)]))
    number = int.from_bytes(hashlib.scrypt(both, salt=b"homeward digits 1", n=2**14, r=8, p=1, dklen=32), "big")
    text = f"{number % 10**30:030d}"
    return " ".join(text[at : at + 5] for at in range(0, 30, 5))


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel: the cards of two parties and, if any, of mediators; `number` tells apart channels of the same."""

    cards: tuple[Card, ...]
    number: int = 1

    def __post_init__(self) -> None:
        names = [certificate.call_sign for card in self.cards for certificate in card.certificates]
        if len({card.party for card in self.cards}) != len(self.cards) or len(set(names)) != len(names):
            raise BadCard("channel_same_name")
        if sum(not card.mediates for card in self.cards) != 2:
            raise BadCard("channel_not_two")

    @property
    def id(self) -> str:
        """SHA-256, in hexadecimal, of the roots' fingerprints and the number: the same at every end."""
        roots: list[Value] = [*sorted(card.root.fingerprint for card in self.cards)]
        return hashlib.sha256(canonical.encode({"roots": roots, "number": self.number})).hexdigest()

    @property
    def principals(self) -> tuple[str, str]:
        """The two parties that make deals, in the order of their names."""
        one, other = sorted(card.party for card in self.cards if not card.mediates)
        return one, other

    def card(self, party: str) -> Card:
        for card in self.cards:
            if card.party == party:
                return card
        raise BadCard("channel_no_party", party=party)

    def certificate(self, call_sign: str) -> Certificate | None:
        """The certificate of the holder with this call-sign, or None."""
        for card in self.cards:
            for certificate in card.certificates:
                if certificate.call_sign == call_sign:
                    return certificate
        return None

    def speaker(self, call_sign: str, at: datetime) -> Certificate:
        """The certificate under which `call_sign` may write at `at`; raises BadCard."""
        certificate = self.certificate(call_sign)
        if certificate is None or certificate.role not in SPEAKERS:
            raise BadCard("speaker_unknown", name=call_sign)
        if not certificate.in_force(at):
            raise BadCard("speaker_out_of_date", name=call_sign)
        return certificate
