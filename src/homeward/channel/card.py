"""The card of a party: what it hands to others before the first message."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from homeward import canonical
from homeward.canonical import Value
from homeward.channel.certificate import SPEAKERS, Certificate, Role
from homeward.channel.errors import BadCard
from homeward.keys import BadKey, PublicIdentity

FORMAT = "homeward card 2"
LEAST_QUORUM = 2
_PARTY = re.compile(r"[A-Z]{2,8}\Z")
_CALL_SIGN = re.compile(r"[a-z][a-z0-9_]{1,39}\Z")


@dataclass(frozen=True, slots=True)
class Card:
    """A party's root, the certificates under it, and `quorum`: how many principals must approve what binds the party.
    At least two; none for a party that only mediates or observes, which has no principals."""

    party: str
    root: PublicIdentity
    certificates: tuple[Certificate, ...]
    quorum: int = LEAST_QUORUM

    def __post_init__(self) -> None:
        if not _PARTY.match(self.party) or not self.certificates:
            raise BadCard("card_malformed")
        for certificate in self.certificates:
            if certificate.party != self.party or not _CALL_SIGN.match(certificate.call_sign):
                raise BadCard("card_malformed")
            certificate.check(self.root)
        principals = sum(certificate.role == Role.PRINCIPAL for certificate in self.certificates)
        if not (self.quorum == principals == 0 or LEAST_QUORUM <= self.quorum <= principals):
            raise BadCard("card_quorum", quorum=self.quorum, principals=principals)

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.to_bytes()).hexdigest()

    @property
    def mediates(self) -> bool:
        return any(certificate.role == Role.MEDIATOR for certificate in self.certificates)

    @property
    def observes(self) -> bool:
        return any(certificate.role == Role.OBSERVER for certificate in self.certificates)

    def readers(self, at: datetime) -> Iterator[Certificate]:
        """The certificates, in force at `at`, of those who read messages to this party."""
        return (one for one in self.certificates if one.role in SPEAKERS and one.in_force(at))

    def box(self, at: datetime) -> PublicIdentity:
        """The identity that speaks for this party; raises BadCard when no certificate is in force."""
        for certificate in self.readers(at):
            return certificate.holder
        raise BadCard("card_out_of_date", party=self.party)

    def to_value(self) -> dict[str, Value]:
        rows = [certificate.to_value() for certificate in self.certificates]
        head: dict[str, Value] = {"format": FORMAT, "party": self.party, "quorum": self.quorum}
        return {**head, "root": self.root.to_value(), "certificates": rows}

    def to_bytes(self) -> bytes:
        return canonical.encode(self.to_value())

    @classmethod
    def from_value(cls, value: Value) -> Card:
        """The card a value describes, its certificates checked; raises BadCard."""
        try:
            return cls._from_fields(value)
        except (KeyError, TypeError, BadKey) as error:
            raise BadCard("card_malformed") from error

    @classmethod
    def _from_fields(cls, value: Value) -> Card:
        if not isinstance(value, Mapping) or set(value) != {"format", "party", "quorum", "root", "certificates"}:
            raise TypeError
        rows, quorum = value["certificates"], value["quorum"]
        if value["format"] != FORMAT or not isinstance(rows, list) or not isinstance(quorum, int):
            raise TypeError
        certificates = tuple(Certificate.from_value(row) for row in rows)
        return cls(str(value["party"]), PublicIdentity.from_value(value["root"]), certificates, quorum)

    @classmethod
    def from_bytes(cls, data: bytes) -> Card:
        try:
            return cls.from_value(canonical.decode(data))
        except canonical.NotCanonical as error:
            raise BadCard("card_malformed") from error
