"""One word on a lease: whether it may be said, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from homeward.channel.passage.force import binding, in_force
from homeward.channel.passage.state import CLOCK_SKEW, Acknowledgement, Act, Event, Lease, Step, moved, refused, say
from homeward.words import Saying


def refusal_of_notice(standing: Lease | None, given: Lease, at: datetime) -> Saying | None:
    """Why the notice `given` at `at` cannot take the place of the `standing` one; None if it can."""
    if given.until <= given.since or given.until <= at:
        return say("passage_window_empty")
    if standing is None or standing.ended:
        return None
    if standing.on_the_road:
        return say("passage_on_the_road")
    if given.mover != standing.mover and binding(standing, at - CLOCK_SKEW):
        return say("passage_only_mover")  # else a guarantor would end what it still holds by its later clock
    return None


def step(lease: Lease, event: Event) -> Step:
    """What `event` does; an event out of turn changes nothing and is answered with the reason."""
    if event.by not in (lease.mover, *lease.guarantors):
        return refused(lease, "passage_not_a_party")
    if event.of != lease.notice:
        return refused(lease, "passage_another_notice")
    if lease.ended:
        return refused(lease, "passage_ended_before")
    return _MOVES[event.act](lease, event)


def _acknowledge(lease: Lease, event: Event) -> Step:
    until = min(event.until or lease.until, lease.until)
    if event.by not in lease.waiting:
        return refused(lease, "passage_acknowledged_before")
    if event.at > lease.until or until < event.at:
        return refused(lease, "passage_notice_over")
    if not event.units.strip():
        return refused(lease, "passage_no_units")
    given = Acknowledgement(event.by, event.units, until)
    return moved(replace(lease, acknowledged=(*lease.acknowledged, given)), "passage_acknowledged", event)


def _ask_end(lease: Lease, event: Event) -> Step:
    """A request alone ends nothing."""
    return moved(replace(lease, revoking=event.by), "passage_end_asked", event)


def _agree_end(lease: Lease, event: Event) -> Step:
    if not lease.revoking or event.by != lease.mover:
        return refused(lease, "passage_only_mover")
    if lease.on_the_road:
        return refused(lease, "passage_on_the_road")
    return moved(replace(lease, ended=True), "passage_ended", event)


def _depart(lease: Lease, event: Event) -> Step:
    if event.by != lease.mover or not in_force(lease, event.at):
        return refused(lease, "passage_not_in_force")
    if event.at + lease.takes > lease.closes:
        return refused(lease, "passage_too_late")
    return moved(replace(lease, on_the_road=True, heard_at=event.at), "passage_departed", event)


def _check_in(lease: Lease, event: Event) -> Step:
    if not lease.on_the_road or event.by != lease.mover:
        return refused(lease, "passage_not_on_the_road")
    return moved(replace(lease, heard_at=event.at), "passage_checked_in", event)


def _arrive(lease: Lease, event: Event) -> Step:
    if not lease.on_the_road or event.by != lease.mover:
        return refused(lease, "passage_not_on_the_road")
    return moved(replace(lease, on_the_road=False, heard_at=event.at), "passage_arrived", event)


_MOVES: dict[Act, Callable[[Lease, Event], Step]] = {
    Act.ACKNOWLEDGE: _acknowledge,
    Act.ASK_END: _ask_end,
    Act.AGREE_END: _agree_end,
    Act.DEPART: _depart,
    Act.CHECK_IN: _check_in,
    Act.ARRIVE: _arrive,
}
