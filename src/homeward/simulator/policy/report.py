"""The policy experiment in lines: people home over time, with intervals, for each counterpart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from homeward.simulator.policy.counterpart import COUNTERPARTS, Counterpart, counterpart
from homeward.simulator.policy.policies import Policy
from homeward.simulator.policy.rounds import Interval, compare

_EVERY = 10  # rounds between two lines


def lines(policies: Sequence[Policy], name: str, runs: int, seed: int, rounds: int) -> Iterator[str]:
    """One block a counterpart, one line each ten rounds; raises UnknownCounterpart for another name than theirs."""
    for other in (counterpart(name),) if name else COUNTERPARTS:
        yield f"{other.name}: people home, mean of {runs} runs [95 per cent interval]"
        yield from _block(other, policies, runs, seed, rounds)


def _block(other: Counterpart, policies: Sequence[Policy], runs: int, seed: int, rounds: int) -> Iterator[str]:
    paths = [compare(other, policy, runs, seed, rounds) for policy in policies]
    yield "  round" + "".join(f"  {policy.value:>24}" for policy in policies)
    for number in sorted({*range(_EVERY, rounds + 1, _EVERY), rounds}):
        yield f"  {number:>5}" + "".join(f"  {_told(path[number - 1]):>24}" for path in paths)


def _told(found: Interval) -> str:
    return f"{found.mean:.1f} [{found.low:.1f}, {found.high:.1f}]"
