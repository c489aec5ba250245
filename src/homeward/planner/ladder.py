"""How much may be at stake in the next stage, given how earlier words were kept; and small steps given first.

The stake is what we would lose if the other side kept its part back: people handed over and nobody received. With
k words kept of n, the chance that the next is broken is (n - k + 1) / (n + 2) (Laplace), and the stake grows until the
people lost in the mean are as many as we can bear. Gestures follow Osgood's graduated reciprocation: announced, small,
on ground that article 109 demands anyway, repeated while they are answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from homeward.planner.pool import Candidate, Direction, Pool, Wish


@dataclass(frozen=True, slots=True)
class Kept:
    """One stage: how many the other side owed, and how many it handed over."""

    owed: int
    handed: int

    @property
    def whole(self) -> bool:
        return self.handed >= self.owed


def trust(stages: Sequence[Kept]) -> Fraction:
    """The chance that the next word is kept."""
    return Fraction(sum(one.whole for one in stages) + 1, len(stages) + 2)


def stake(stages: Sequence[Kept], bearable: int, most: int) -> int:
    """How many people the next stage may expose: `bearable` is the loss in the mean that we accept, `most` what there
    is. After a broken word the next stage is never larger than the one that was broken."""
    size = int(bearable / (1 - trust(stages)))
    if stages and not stages[-1].whole:
        size = min(size, stages[-1].owed)
    return max(1, min(size, most)) if most else 0


def gesture(pool: Pool, answered: Sequence[bool], most: int) -> tuple[str, ...]:
    """Whom to send home unasked now: of those whom article 109 sends home anyway and who wish it, the longest held,
    at most `most`; nobody once two gestures in a row went unanswered."""
    if len(answered) >= 2 and not any(answered[-2:]):
        return ()
    able = [one for one in pool.candidates if _free_to_go(one)]
    longest = sorted(able, key=lambda one: one.since)
    return tuple(one.id for one in longest[:most])


def _free_to_go(one: Candidate) -> bool:
    """Whether one of theirs may be sent home by himself, outside every deal."""
    return one.direction is Direction.GIVE and one.art_109 and one.wish is Wish.WISHES and not (one.deal or one.group)
