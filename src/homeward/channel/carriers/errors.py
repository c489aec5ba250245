"""Refusals of the carriers: sentences in three languages."""

from __future__ import annotations

from homeward.channel.errors import ChannelError


class CarrierError(ChannelError):
    """A carrier could not take or give something; nothing was lost and nothing half-written."""

    room = "channel.carriers"
