"""Deals and the people named in them, as the pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from desk.channel.models import Channel, Deal, State
from desk.register.models import Person
from homeward.channel.deal import Named

TONES = {
    State.OFFERED: "wait",
    State.ACCEPTED: "wait",
    State.CONFIRMED: "wait",
    State.SEALED: "good",
    State.STARTED: "good",
    State.CLOSED: "good",
    State.WITHDRAWN: "open",
    State.DECLINED: "open",
    State.LAPSED: "open",
    State.DISPUTED: "warn",
    State.SCHEDULED: "good",
    State.RULED: "open",
}


@dataclass(frozen=True, slots=True)
class Known:
    """A person of a deal; `in_register` when a page can be opened."""

    person: Named
    in_register: bool


def deals(channel: Channel | None = None) -> QuerySet[Deal]:
    """Deals, newest first, of one channel or of all."""
    rows = Deal.objects.select_related("channel").order_by("-changed_at", "-id")
    return rows.filter(channel=channel) if channel else rows


def sealed_deals() -> QuerySet[Deal]:
    """Deals to which both sides are bound and which are not over."""
    return deals().filter(state__in=[State.SEALED, State.SCHEDULED, State.STARTED])


def people(deal: Deal) -> tuple[list[Known], list[Known]]:
    """Whom we release and whom we receive under `deal`."""
    named = {row["id"]: Named(row["id"], row["name"], row["born"]) for row in deal.people}
    known = set(Person.objects.filter(public_id__in=named).values_list("public_id", flat=True))
    give, receive = ([Known(named[id], id in known) for id in side] for side in (deal.give, deal.receive))
    return give, receive
