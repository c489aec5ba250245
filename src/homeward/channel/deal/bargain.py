"""From the offer to the sealed deal: counter, accept, decline, confirm, withdraw, lapse."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from homeward.channel.deal.state import LAPSING, Deal, DealState, Lapse, Link, Step, moved, refused
from homeward.channel.event import Event


def opened(event: Event, parties: tuple[str, str], mediators: tuple[str, ...] = ()) -> Deal:
    """The deal that an offer opens between the two principal `parties`."""
    timekeeper = timekeeper_of(event)
    return Deal(
        id=event.text("deal"),
        state=DealState.OFFERED,
        parties=parties,
        offered_by=event.by,
        offer=event.id,
        on=event.id,
        exp=event.exp,
        terms=event.mapping("terms"),
        give=event.people("give"),
        receive=event.people("receive"),
        mediators=mediators,
        timekeeper=timekeeper,
        links=(Link(event.id, event.exp, marked=True),) if timekeeper else (),
    )


def timekeeper_of(event: Event) -> str:
    """The party that keeps time by the terms of an offer, empty for none."""
    named = event.mapping("terms").get("timekeeper", "")
    return named if isinstance(named, str) else ""


def counter(deal: Deal, event: Event) -> Step:
    if (reason := _not_answerable(deal, event)) is not None:
        return reason
    if timekeeper_of(event) != deal.timekeeper:
        return refused(deal, "no_such_timekeeper")
    countered = opened(event, deal.parties, deal.mediators)
    return moved(replace(countered, links=_linked(deal, event, event.exp)), "countered", event)


def accept(deal: Deal, event: Event) -> Step:
    if (reason := _not_answerable(deal, event)) is not None:
        return reason
    accepted = replace(deal, state=DealState.ACCEPTED, on=event.id, links=_linked(deal, event, deal.exp))
    return moved(accepted, "accepted", event)


def decline(deal: Deal, event: Event) -> Step:
    if (reason := _not_answerable(deal, event)) is not None:
        return reason
    return moved(replace(deal, state=DealState.DECLINED), "declined", event)


def confirm(deal: Deal, event: Event) -> Step:
    """Sealed, unless a postmark of what it stands on has not come."""
    if deal.state != DealState.ACCEPTED or event.text("on") != deal.on:
        return refused(deal, "nothing_to_confirm")
    if event.by != deal.offered_by:
        return refused(deal, "not_your_turn")
    if _marked_late(deal, event):
        return _came_late(deal, event)
    confirmed = replace(deal, state=DealState.CONFIRMED, on=event.id, links=_linked(deal, event, deal.exp))
    if confirmed.awaits:
        return moved(confirmed, "confirmed", event)
    return moved(replace(confirmed, state=DealState.SEALED), "sealed", event)


def withdraw(deal: Deal, event: Event) -> Step:
    may = deal.state == DealState.OFFERED or (deal.state == DealState.ACCEPTED and event.by == deal.offered_by)
    if not may:
        return refused(deal, "cannot_withdraw")
    return moved(replace(deal, state=DealState.WITHDRAWN), "withdrawn", event)


def lapse(deal: Deal, event: Event) -> Step:
    """The word of whoever keeps time that it postmarked no answer to a message of the deal in time; its own
    postmarks outweigh it."""
    answers = {one.id: other for one, other in pairwise(deal.links)}
    named = event.text("on")
    if deal.state not in LAPSING or named not in (link.id for link in deal.links):
        return refused(deal, "not_standing")
    if named in answers and answers[named].marked:
        return refused(deal, "came_in_time")
    return moved(replace(deal, state=DealState.LAPSED), "lapsed", event)


def overdue(deal: Deal, at: datetime) -> Lapse | None:
    """What whoever keeps time must say of `deal` at `at` by its own clock, with all its own postmarks in it."""
    if deal.state not in LAPSING:
        return None
    firm = next((one for one, other in pairwise(deal.links) if not other.marked), None)
    last = firm or (deal.links[-1] if deal.links else None)
    return Lapse(deal.id, last.id, last.due) if last and at > last.due else None


def _linked(deal: Deal, event: Event, due: datetime) -> tuple[Link, ...]:
    if not deal.timekeeper:
        return ()
    return (*deal.links, Link(event.id, due, deal.timekeeper in event.marked))


def _marked_late(deal: Deal, event: Event) -> bool:
    mark = event.marked.get(deal.timekeeper)
    return mark is not None and mark > deal.exp


def _came_late(deal: Deal, event: Event) -> Step:
    """The postmark of the only answer there can be shows that none came in time."""
    return moved(replace(deal, state=DealState.LAPSED), "answered_late", event)


def _not_answerable(deal: Deal, event: Event) -> Step | None:
    if deal.state != DealState.OFFERED or event.text("on") != deal.on:
        return refused(deal, "not_standing")
    if event.by == deal.offered_by:
        return refused(deal, "own_offer")
    if event.kind != "decline" and _marked_late(deal, event):
        return _came_late(deal, event)
    return None
