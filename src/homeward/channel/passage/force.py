"""When a lease is in force for those who move, and when a guarantor must hold fire."""

from __future__ import annotations

from datetime import datetime

from homeward.channel.passage.state import CLOCK_SKEW, Lease


def in_force(lease: Lease, at: datetime) -> bool:
    """Whether people may be on the road at `at` by the mover's clock."""
    return binding(lease, at) and lease.since <= at


def binding(lease: Lease, at: datetime) -> bool:
    """Whether everybody acknowledged, nobody ended it, and the mover's window is not over: it may begin later."""
    return not lease.ended and not lease.waiting and at <= lease.closes


def holds(lease: Lease, party: str, at: datetime) -> bool:
    """Whether the guarantor `party` must hold fire at `at` by its own clock, as far as it has heard."""
    own = next((one for one in lease.acknowledged if one.by == party), None)
    if own is None or lease.ended:
        return False
    return lease.since - CLOCK_SKEW <= at <= min(lease.until, own.until) + CLOCK_SKEW
