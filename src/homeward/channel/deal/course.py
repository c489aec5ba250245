"""From the sealed deal to its end: dates, start, close, dispute, ruling."""

from __future__ import annotations

from dataclasses import replace

from homeward.channel.deal.state import STARTABLE, Day, Deal, DealState, Step, moved, refused
from homeward.channel.event import Event

_DISPUTABLE = frozenset({*STARTABLE, DealState.STARTED, DealState.CLOSED, DealState.DISPUTED})


def schedule(deal: Deal, event: Event) -> Step:
    if deal.state not in STARTABLE:
        return refused(deal, "not_sealed")
    day = Day(event.id, event.by, event.text("day"), event.text("place"))
    return moved(replace(deal, proposed=(*deal.proposed, day)), "day_proposed", event)


def schedule_agree(deal: Deal, event: Event) -> Step:
    """A start of the other side, said for another date or for none, counts no more; our own stands."""
    if deal.state not in STARTABLE or event.by in deal.started:
        return refused(deal, "not_sealed")
    day = next((one for one in deal.proposed if one.id == event.text("on") and one.by != event.by), None)
    if day is None:
        return refused(deal, "no_such_day")
    agreed = replace(deal, state=DealState.SCHEDULED, day=day, on=event.id, started=frozenset())
    return moved(agreed, "scheduled", event)


def start(deal: Deal, event: Event) -> Step:
    if deal.state not in STARTABLE or event.text("on") != deal.on:
        return refused(deal, "not_sealed")
    started = deal.started | {event.by}
    state = DealState.STARTED if started == set(deal.parties) else deal.state
    return moved(replace(deal, started=started, state=state), "started", event)


def close(deal: Deal, event: Event) -> Step:
    if deal.state != DealState.STARTED:
        return refused(deal, "not_started")
    closed = deal.closed | {event.by}
    state = DealState.CLOSED if closed == set(deal.parties) else DealState.STARTED
    return moved(replace(deal, closed=closed, state=state), "closed", event)


def dispute(deal: Deal, event: Event) -> Step:
    if deal.state not in _DISPUTABLE:
        return refused(deal, "nothing_to_dispute")
    return moved(replace(deal, state=DealState.DISPUTED, before=deal.before or deal.state), "disputed", event)


def ruling(deal: Deal, event: Event) -> Step:
    """`continue`: the deal goes on where it stood; `end`: it is over."""
    outcome = event.text("outcome")
    if deal.before is None or outcome not in ("continue", "end"):
        return refused(deal, "nothing_to_rule")
    after = deal.before if outcome == "continue" else DealState.RULED
    return moved(replace(deal, state=after, before=None), f"ruled_{outcome}", event)
