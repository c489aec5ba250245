"""Pairing: the thirty digits by which two headquarters compare their cards, and the channel that joins the cards."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from homeward import canonical
from homeward.canonical import Value
from homeward.channel.card import Card
from homeward.channel.certificate import Certificate, Role
from homeward.channel.errors import BadCard
from homeward.words import Saying, saying


class Level(StrEnum):
    """How sure it is that a card is its party's: it came somehow, a mediator vouched for it, thirty digits were read
    by telephone, it was handed over in person. Every message is shown with the level reached."""

    CARD = "card"
    INTRODUCED = "introduced"
    DIGITS = "digits"
    IN_PERSON = "in_person"

    @property
    def saying(self) -> Saying:
        return saying("channel", f"level_{self.value}")

    @property
    def binds(self) -> bool:
        """Whether anything binding may be said yet."""
        return self != Level.CARD


class Mandate(StrEnum):
    """What may be said on a channel; the column `mandates` of kinds.csv."""

    ALL = "all"
    LISTS = "lists"
    EXCHANGE = "exchange"
    PASSAGE = "passage"
    REMAINS = "remains"


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
    """A channel: the cards of two parties and, if any, of mediators and observers. The same parties may have several,
    told apart by `number`, each with its own `mandate`; `scope` is empty or the one operation it is about. Observers
    sit only on a channel with a scope, so they see one event and nothing else."""

    cards: tuple[Card, ...]
    number: int = 1
    mandate: Mandate = Mandate.ALL
    scope: str = ""

    def __post_init__(self) -> None:
        names = [certificate.call_sign for card in self.cards for certificate in card.certificates]
        if len({card.party for card in self.cards}) != len(self.cards) or len(set(names)) != len(names):
            raise BadCard("channel_same_name")
        if len(self._between) != 2:
            raise BadCard("channel_not_two")
        for party in self._between:
            if not self.card(party).quorum:
                raise BadCard("channel_no_principals", party=party)
        scopes = {one.scope for card in self.cards for one in card.certificates if one.role == Role.OBSERVER}
        if not scopes <= {self.scope}:
            raise BadCard("observer_other_event", scope=self.scope or "—")

    @property
    def id(self) -> str:
        """SHA-256, in hexadecimal, of the roots' fingerprints, number, mandate and scope: the same at every end."""
        roots: list[Value] = [*sorted(card.root.fingerprint for card in self.cards)]
        content: Value = {"mandate": self.mandate, "number": self.number, "roots": roots, "scope": self.scope}
        return hashlib.sha256(canonical.encode(content)).hexdigest()

    @property
    def principals(self) -> tuple[str, str]:
        """The two parties that make deals, in the order of their names."""
        one, other = sorted(self._between)
        return one, other

    @property
    def mediators(self) -> tuple[str, ...]:
        """The parties that mediate, in the order of their names."""
        return tuple(sorted(card.party for card in self.cards if card.mediates))

    @property
    def _between(self) -> tuple[str, ...]:
        return tuple(card.party for card in self.cards if not card.mediates and not card.observes)

    def to_value(self) -> dict[str, Value]:
        """The cards and what else tells this channel apart, as files name it."""
        cards: list[Value] = [card.to_value() for card in self.cards]
        return {"cards": cards, "mandate": self.mandate, "number": self.number, "scope": self.scope}

    @classmethod
    def from_value(cls, value: Value) -> Channel:
        """The channel that `to_value` wrote, whatever stands beside it; raises ValueError for anything else, and
        BadCard for cards that make no channel."""
        match value:
            case {"cards": list(cards), "mandate": str(mandate), "number": int(number), "scope": str(scope)}:
                return cls(tuple(Card.from_value(card) for card in cards), number, Mandate(mandate), scope)
        raise ValueError("not a channel")

    def card(self, party: str) -> Card:
        for card in self.cards:
            if card.party == party:
                return card
        raise BadCard("channel_no_party", party=party)

    def certificate(self, call_sign: str) -> Certificate | None:
        """The certificate on the cards of the holder with this call-sign, or None."""
        for card in self.cards:
            for certificate in card.certificates:
                if certificate.call_sign == call_sign:
                    return certificate
        return None
