"""With whom, besides the peer, the digits of a channel can be compared."""

from __future__ import annotations

from dataclasses import dataclass

from desk.channel import ends
from desk.channel.models import Channel, Comparison


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else on the channel, such as its mediator: the digits of the two cards, and who compared them if
    anybody did."""

    party: str
    digits: str
    compared: Comparison | None


def others(channel: Channel) -> list[Other]:
    """Everybody on `channel` but our party and its peer."""
    compared = {row.party: row for row in channel.comparisons.select_related("by")}
    parties = (one for one in channel.parties if one != channel.peer)
    return [Other(one, ends.digits_with(channel, one), compared.get(one)) for one in parties]
