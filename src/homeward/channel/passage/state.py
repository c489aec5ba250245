"""The values of safe passage: what is said of a lease, the lease, and what a word did to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from homeward.words import Saying, saying

CLOCK_SKEW = timedelta(minutes=10)
"""How far two clocks may differ; those who cannot keep theirs within it must not guarantee anything."""


class Act(StrEnum):
    """What can be said of a lease once its notice is given."""

    ACKNOWLEDGE = "acknowledge"
    ASK_END = "ask_revocation"
    AGREE_END = "agree_revocation"
    DEPART = "depart"
    CHECK_IN = "check_in"
    ARRIVE = "arrive"


@dataclass(frozen=True, slots=True)
class Event:
    """A word of the party `by` at the time `at` (UTC) on the notice with the hash `of`. An acknowledgement names the
    `units` told and may lapse at `until`, before the window does."""

    act: Act
    by: str
    at: datetime
    of: str
    units: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The word of `by` that the `units` named hold fire for exactly this notice, until `until` (UTC)."""

    by: str
    units: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Lease:
    """The notice with the hash `notice`: the side that moves, those who must acknowledge, the window (UTC), how long
    the way `takes`; who acknowledged, who asks to end it, whether people are on the road, and when they were last
    heard."""

    notice: str
    mover: str
    guarantors: tuple[str, ...]
    since: datetime
    until: datetime
    takes: timedelta = timedelta()
    acknowledged: tuple[Acknowledgement, ...] = ()
    revoking: str = ""
    ended: bool = False
    on_the_road: bool = False
    heard_at: datetime | None = None

    @property
    def waiting(self) -> tuple[str, ...]:
        """Who has not acknowledged this notice."""
        given = {one.by for one in self.acknowledged}
        return tuple(party for party in self.guarantors if party not in given)

    @property
    def closes(self) -> datetime:
        """When the mover's window closes: when it runs out or the first acknowledgement lapses."""
        return min((self.until, *(one.until for one in self.acknowledged)))


@dataclass(frozen=True, slots=True)
class Step:
    """The lease after an event, whether it moved, and the sentence that says so or says why not."""

    lease: Lease
    moved: bool
    saying: Saying


def moved(lease: Lease, key: str, event: Event) -> Step:
    return Step(lease, True, say(key, party=event.by))


def refused(lease: Lease, key: str) -> Step:
    return Step(lease, False, say(key))


def say(key: str, **values: str) -> Saying:
    return saying("channel", key, **values)
