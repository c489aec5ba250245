"""Safe passage at each place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk.handover.models import Notice, Operation
from homeward.handover import operation as lib
from homeward.words import Saying


@dataclass(frozen=True, slots=True)
class Lamp:
    """Safe passage at one place; the `others` beside the two sides who must acknowledge there."""

    place: str
    green: bool
    words: str
    notice: Notice | None
    others: tuple[str, ...]


def places(operation: Operation) -> list[str]:
    """The places of the operation, in the order of its stages."""
    return list(dict.fromkeys(operation.stages.order_by("number").values_list("place_name", flat=True))) or [""]


def lamps(operation: Operation, now: lib.Operation, at: datetime, language: str) -> list[Lamp]:
    """Safe passage at each place: its lamp, in words, and the notice it speaks of."""
    return [_lamp(operation, now, lib.lamp(now, at, place), place, language) for place in places(operation)]


def _lamp(operation: Operation, now: lib.Operation, said: Saying, place: str, language: str) -> Lamp:
    notice = notice_in_force(operation, now, place)
    others = tuple(party for party in (now.mediator, *now.named_at(place)) if party)
    return Lamp(place, said.key == "lamp_green", said.in_language(language), notice, others)


def notice_in_force(operation: Operation, now: lib.Operation, place: str = "") -> Notice | None:
    """The notice the lease of `place` speaks of, acknowledged or not."""
    lease = now.lease(place)
    if lease is None:
        return None
    return operation.notices.filter(sha256=lease.notice).prefetch_related("acknowledgements").first()
