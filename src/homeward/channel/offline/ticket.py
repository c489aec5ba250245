"""What a device takes along: its certificate, and the cards of the channels it may speak on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from homeward import canonical
from homeward.canonical import Value
from homeward.channel.card import Card
from homeward.channel.certificate import Certificate
from homeward.channel.errors import BadCard
from homeward.channel.pairing import Channel, Mandate

FORMAT = "homeward ticket 1"
LIMIT = 4 * canonical.MAX_BYTES


@dataclass(frozen=True, slots=True)
class Ticket:
    """A device's certificate and its channels, in the order they were opened. It holds no secret."""

    certificate: Certificate
    channels: tuple[Channel, ...]

    def to_bytes(self) -> bytes:
        rows: list[Value] = [_written(channel) for channel in self.channels]
        value: Value = {"format": FORMAT, "certificate": self.certificate.to_value(), "channels": rows}
        return canonical.encode(value, LIMIT)

    @classmethod
    def from_bytes(cls, data: bytes) -> Ticket:
        """The ticket in a file; raises BadCard for anything else, and for a certificate of nobody on the channels."""
        try:
            value = canonical.decode(data, LIMIT)
            if not isinstance(value, Mapping) or value["format"] != FORMAT or not isinstance(value["channels"], list):
                raise TypeError
            channels = tuple(_read(row) for row in value["channels"])
            certificate = Certificate.from_value(value["certificate"])
        except (KeyError, TypeError, ValueError, canonical.NotCanonical) as error:
            raise BadCard("card_malformed") from error
        for channel in channels:
            certificate.check(channel.card(certificate.party).root)
        return cls(certificate, channels)


def _written(channel: Channel) -> Value:
    cards: list[Value] = [card.to_value() for card in channel.cards]
    return {"cards": cards, "number": channel.number, "mandate": channel.mandate, "scope": channel.scope}


def _read(row: Value) -> Channel:
    if not isinstance(row, Mapping) or not isinstance(row["cards"], list) or not isinstance(row["number"], int):
        raise TypeError
    cards = tuple(Card.from_value(card) for card in row["cards"])
    return Channel(cards, row["number"], Mandate(str(row["mandate"])), str(row["scope"]))
