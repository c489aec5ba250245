"""What a device takes along: its certificate, and the cards of the channels it may speak on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from homeward import canonical
from homeward.canonical import Value
from homeward.channel.certificate import Certificate
from homeward.channel.errors import BadCard
from homeward.channel.pairing import Channel

FORMAT = "homeward ticket 1"
LIMIT = 4 * canonical.MAX_BYTES


@dataclass(frozen=True, slots=True)
class Ticket:
    """A device's certificate and its channels, in the order they were opened. It holds no secret."""

    certificate: Certificate
    channels: tuple[Channel, ...]

    def to_bytes(self) -> bytes:
        rows: list[Value] = [channel.to_value() for channel in self.channels]
        value: Value = {"format": FORMAT, "certificate": self.certificate.to_value(), "channels": rows}
        return canonical.encode(value, LIMIT)

    @classmethod
    def from_bytes(cls, data: bytes) -> Ticket:
        """The ticket in a file; raises BadCard for anything else, and for a certificate of nobody on the channels."""
        try:
            value = canonical.decode(data, LIMIT)
            if not isinstance(value, Mapping) or value["format"] != FORMAT or not isinstance(value["channels"], list):
                raise TypeError
            channels = tuple(Channel.from_value(row) for row in value["channels"])
            certificate = Certificate.from_value(value["certificate"])
        except (KeyError, TypeError, ValueError, canonical.NotCanonical) as error:
            raise BadCard("card_malformed") from error
        for channel in channels:
            certificate.check(channel.card(certificate.party).root)
        return cls(certificate, channels)
