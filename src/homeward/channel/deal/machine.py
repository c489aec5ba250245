"""One step of a deal: whether its author may say it, whether it comes in time, and the move it makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from homeward.channel.deal import bargain, course
from homeward.channel.deal.state import BINDING, Deal, DealState, Step, refused
from homeward.channel.event import Event


def step(deal: Deal, event: Event) -> Step:
    """What `event` does to `deal`; an event out of turn changes nothing and is answered with the reason."""
    if event.by not in _speakers(deal, event.kind):
        return refused(deal, _RESERVED.get(event.kind, "not_a_party"))
    if deal.lapsed(event.at):
        return refused(deal, "too_late")
    if event.kind not in _MOVES:
        return refused(deal, "no_such_move")
    if deal.before is not None and event.kind in _MEANWHILE:
        return _meanwhile(deal, event)
    return _MOVES[event.kind](deal, event)


def step_among(deals: Mapping[str, Deal], id: str, event: Event) -> Step:
    """`step` of the deal `id` among all `deals` of a channel: nobody is promised twice, so an acceptance or a
    confirmation that names a person whom another deal binds is refused."""
    deal = deals[id]
    if event.kind in ("accept", "confirm"):
        others = (one for one in deals.values() if one.id != id and one.state_at(event.at) in BINDING)
        if any(one.people & deal.people for one in others):
            return refused(deal, "person_promised")
    return step(deal, event)


def _speakers(deal: Deal, kind: str) -> tuple[str, ...]:
    """The two sides; a mediator rules, and the one who keeps time tells what came too late."""
    return {"ruling": deal.mediators, "lapse": (deal.timekeeper,)}.get(kind, deal.parties)


def _meanwhile(deal: Deal, event: Event) -> Step:
    """What was under way when the dispute was sent is kept: which of the two came first must not matter."""
    done = _MOVES[event.kind](replace(deal, state=deal.before or deal.state, before=None), event)
    kept = replace(done.deal, state=DealState.DISPUTED, before=done.deal.state) if done.moved else deal
    return replace(done, deal=kept)


_RESERVED = {"ruling": "not_the_mediator", "lapse": "not_the_timekeeper"}
_MEANWHILE = frozenset({"schedule", "schedule_agree", "start", "close"})
_MOVES: Mapping[str, Callable[[Deal, Event], Step]] = {
    "counter": bargain.counter,
    "accept": bargain.accept,
    "decline": bargain.decline,
    "confirm": bargain.confirm,
    "withdraw": bargain.withdraw,
    "lapse": bargain.lapse,
    "schedule": course.schedule,
    "schedule_agree": course.schedule_agree,
    "start": course.start,
    "close": course.close,
    "dispute": course.dispute,
    "ruling": course.ruling,
}
