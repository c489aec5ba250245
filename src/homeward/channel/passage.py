"""Safe passage as a lease: (lease, event) → (lease, saying). Each party runs it over the words that reached it.

1. Nobody moves without an acknowledgement bound to the hash of this very notice.
2. What was acknowledged ends early only with the agreement of the side that moves.
3. Who guarantees the way holds fire from a skew of the clocks before the mover's window until a skew after it.
4. The mover never agrees while anybody of its people is on the road, and gives no other notice then.

The words of one party reach the other in the order in which they were said (the transcript sees to that); they may
come late or never. As long as the two clocks differ by no more than CLOCK_SKEW, people on the road within their
window are under the guarantee of every guarantor: searched in `tests/models`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from homeward.words import Saying, saying

CLOCK_SKEW = timedelta(minutes=10)
"""How far two clocks may differ; those who cannot keep theirs within it must not guarantee anything."""
HEARD_EVERY = timedelta(minutes=30)
"""How often those on the road say that they are safe."""


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


def refusal_of_notice(standing: Lease | None, given: Lease, at: datetime) -> Saying | None:
    """Why the notice `given` at `at` cannot take the place of the `standing` one; None if it can."""
    if given.until <= given.since or given.until <= at:
        return _say("passage_window_empty")
    if standing is None or standing.ended:
        return None
    if standing.on_the_road:
        return _say("passage_on_the_road")
    if given.mover != standing.mover and binding(standing, at - CLOCK_SKEW):
        return _say("passage_only_mover")  # else a guarantor would end what it still holds by its later clock
    return None


def step(lease: Lease, event: Event) -> Step:
    """What `event` does; an event out of turn changes nothing and is answered with the reason."""
    if event.by not in (lease.mover, *lease.guarantors):
        return _refused(lease, "passage_not_a_party")
    if event.of != lease.notice:
        return _refused(lease, "passage_another_notice")
    if lease.ended:
        return _refused(lease, "passage_ended_before")
    return _MOVES[event.act](lease, event)


def lamp(lease: Lease | None, at: datetime) -> Saying:
    """The state of safe passage in words; `lamp_green` only if `in_force` and nobody is missed."""
    if lease is None:
        return _say("lamp_none")
    if lease.ended:
        return _say("lamp_ended")
    if lease.waiting:
        return _say("lamp_waiting", parties=", ".join(lease.waiting))
    return _window_lamp(lease, at)


def _window_lamp(lease: Lease, at: datetime) -> Saying:
    if at < lease.since:
        return _say("lamp_not_yet", since=_moment(lease.since))
    if at > lease.closes:
        return _say("lamp_overdue" if lease.on_the_road else "lamp_over", until=_moment(lease.closes))
    if lease.on_the_road and lease.heard_at is not None and at - lease.heard_at > HEARD_EVERY:
        return _say("lamp_silent", since=_moment(lease.heard_at))
    if lease.revoking:
        return _say("lamp_revoking", party=lease.revoking)
    return _say("lamp_green", until=_moment(lease.closes))


def _acknowledge(lease: Lease, event: Event) -> Step:
    until = min(event.until or lease.until, lease.until)
    if event.by not in lease.waiting:
        return _refused(lease, "passage_acknowledged_before")
    if event.at > lease.until or until < event.at:
        return _refused(lease, "passage_notice_over")
    if not event.units.strip():
        return _refused(lease, "passage_no_units")
    given = Acknowledgement(event.by, event.units, until)
    return _moved(replace(lease, acknowledged=(*lease.acknowledged, given)), "passage_acknowledged", event)


def _ask_end(lease: Lease, event: Event) -> Step:
    """A request alone ends nothing."""
    return _moved(replace(lease, revoking=event.by), "passage_end_asked", event)


def _agree_end(lease: Lease, event: Event) -> Step:
    if not lease.revoking or event.by != lease.mover:
        return _refused(lease, "passage_only_mover")
    if lease.on_the_road:
        return _refused(lease, "passage_on_the_road")
    return _moved(replace(lease, ended=True), "passage_ended", event)


def _depart(lease: Lease, event: Event) -> Step:
    if event.by != lease.mover or not in_force(lease, event.at):
        return _refused(lease, "passage_not_in_force")
    if event.at + lease.takes > lease.closes:
        return _refused(lease, "passage_too_late")
    return _moved(replace(lease, on_the_road=True, heard_at=event.at), "passage_departed", event)


def _check_in(lease: Lease, event: Event) -> Step:
    if not lease.on_the_road or event.by != lease.mover:
        return _refused(lease, "passage_not_on_the_road")
    return _moved(replace(lease, heard_at=event.at), "passage_checked_in", event)


def _arrive(lease: Lease, event: Event) -> Step:
    if not lease.on_the_road or event.by != lease.mover:
        return _refused(lease, "passage_not_on_the_road")
    return _moved(replace(lease, on_the_road=False, heard_at=event.at), "passage_arrived", event)


_MOVES: dict[Act, Callable[[Lease, Event], Step]] = {
    Act.ACKNOWLEDGE: _acknowledge,
    Act.ASK_END: _ask_end,
    Act.AGREE_END: _agree_end,
    Act.DEPART: _depart,
    Act.CHECK_IN: _check_in,
    Act.ARRIVE: _arrive,
}


def _moved(lease: Lease, key: str, event: Event) -> Step:
    return Step(lease, True, _say(key, party=event.by))


def _refused(lease: Lease, key: str) -> Step:
    return Step(lease, False, _say(key))


def _say(key: str, **values: str) -> Saying:
    return saying("channel", key, **values)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
