"""Safe passage in an operation: the lease of each place, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from homeward.channel import passage
from homeward.channel.passage import Act, Lease
from homeward.handover.event import Event
from homeward.handover.stage import Stage
from homeward.handover.state import OVER, Operation, Step, moved, refused
from homeward.words import Saying, saying


def in_force(operation: Operation, at: datetime, place: str = "") -> bool:
    """Whether a stage may move at `place` and `at`: all acknowledged this notice, its window is open, and the
    operation is not over."""
    lease = operation.lease(place)
    return operation.phase not in OVER and lease is not None and passage.in_force(lease, at)


def lamp(operation: Operation, at: datetime, place: str = "") -> Saying:
    """The state of safe passage at `place` in words; `lamp_green` only if `in_force`."""
    if operation.phase in OVER:
        return saying("handover", "lamp_closed")
    return passage.lamp(operation.lease(place), at)


def notice(operation: Operation, event: Event) -> Step:
    """A notice by the side that moves; it replaces an earlier one and needs new acknowledgements."""
    place, since, until = event.text("place"), event.moment("since"), event.moment("until")
    if since is None or until is None or not event.text("sha256"):
        return Step(operation, False, saying("channel", "passage_window_empty"))
    asked = (*operation.parties, operation.mediator)
    others = tuple(party for party in (*asked, *operation.named_at(place)) if party and party != event.by)
    takes = timedelta(minutes=event.number("minutes"))
    given = Lease(event.text("sha256"), event.by, others, since, until, takes)
    refused = passage.refusal_of_notice(operation.lease(place), given, event.at)
    if refused:
        return Step(operation, False, refused)
    said = saying("channel", "passage_noticed", party=event.by)
    return Step(operation.with_lease(place, given), True, said)


def guarantor(operation: Operation, event: Event) -> Step:
    """A further party that must acknowledge every notice of a place: one that stands already waits for it too. It
    changes nothing under people on the road, and nobody guarantees who is a side or named already."""
    place, party = event.text("place"), event.text("guarantor").strip()
    if not party or party in (*operation.parties, operation.mediator, *operation.named_at(place)):
        return refused(operation, "guarantor_named")
    waiting = {where: one for where, one in operation.leases if place in ("", where)}
    if any(one.on_the_road for one in waiting.values()):
        return refused(operation, "on_the_road")
    after = replace(operation, guarantors=(*operation.guarantors, (place, party)))
    for where, one in waiting.items():
        after = after.with_lease(where, replace(one, guarantors=(*dict.fromkeys((*one.guarantors, party)),)))
    return moved(after, "guarantor", event)


def dark(operation: Operation, at: datetime, stage: Stage) -> tuple[str, ...]:
    """The other places of the round of `stage` that wait for safe passage: while there are any, nobody sets out."""
    round_ = (one.place for one in operation.next_stages if one.turn == stage.turn and one.place != stage.place)
    return tuple(place for place in dict.fromkeys(round_) if not in_force(operation, at, place))


def said(operation: Operation, event: Event) -> Step:
    """An acknowledgement, a wish or an agreement to end it, a check-in."""
    place, lease = named(operation, event)
    if lease is None:
        return Step(operation, False, saying("channel", "passage_another_notice"))
    of = event.text("of") if event.kind == Act.ACKNOWLEDGE else lease.notice
    word = passage.Event(Act(event.kind), event.by, event.at, of, event.text("units"), event.moment("until"))
    done = passage.step(lease, word)
    return Step(operation.with_lease(place, done.lease), done.moved, done.saying)


def named(operation: Operation, event: Event) -> tuple[str, Lease | None]:
    """The place and lease an event speaks of: by the hash of the notice, else by the place."""
    of = event.text("of")
    found = next((row for row in operation.leases if of and row[1].notice == of), None)
    return found or (event.text("place"), None if of else operation.lease(event.text("place")))


def depart(operation: Operation, event: Event, place: str) -> Step:
    """The side that moves sets out, if its lease lets it."""
    lease = operation.lease(place)
    if lease is None:
        return Step(operation, False, saying("channel", "passage_not_in_force"))
    done = passage.step(lease, passage.Event(Act.DEPART, event.by, event.at, lease.notice))
    return Step(operation.with_lease(place, done.lease), done.moved, done.saying)


def arrive(operation: Operation, at: datetime, place: str) -> Operation:
    """Nobody is on the road at `place` any more."""
    lease = operation.lease(place)
    if lease is None or any(stage.place == place for stage in operation.moving):
        return operation
    return operation.with_lease(place, replace(lease, on_the_road=False, heard_at=at))
