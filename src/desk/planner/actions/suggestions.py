"""Answering a mediator's blind suggestions in secret, and offering what both accept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel.actions import compose, offer
from desk.channel.models import Channel, Draft
from desk.errors import Refused
from desk.planner.queries.suggestions import ANSWER, answer_waits, first, rounds_on, sides


@transaction.atomic
def answer_suggestions(*, by: User, at: datetime, channel: Channel, key: str, accepts: frozenset[str]) -> Draft:
    """Draft our answer to the round `key`: which packages (ids) we accept, possibly none. It is for the mediator alone,
    waits for two superiors, and cannot be changed once sent. Raises Refused for a round that is not complete, over,
    answered already, or whose answer waits; and for a package that was not suggested."""
    found = rounds_on(channel).get(key)
    if found is None or not found.complete or found.result or at > found.due:
        raise Refused("This round of suggestions cannot be answered: it is not complete, or it is over.")
    if channel.party in found.accepts or answer_waits(channel, key):
        raise Refused("Our answer to this round is given, or waits for approval; it cannot be changed.")
    if not accepts <= set(found.ids):
        raise Refused("The answer names something that was not suggested.")
    data = {"round": key, "accepts": sorted(accepts)}
    draft = compose(by=by, at=at, channel=channel, kind=ANSWER, data=data, exp=found.due, to=[found.by])
    record(by=by, at=at, act="planner.answer_suggestions", subject=draft.public_id, data={"round": key})
    return draft


@transaction.atomic
def offer_agreed(*, by: User, at: datetime, channel: Channel, key: str) -> Draft:
    """Draft the offer of the package that both accept in the round `key`; it waits for two superiors like any other.
    Raises Refused if the mediator told of none, or the package names somebody who is not in our register."""
    found = rounds_on(channel).get(key)
    agreed = next((one for one in found.packages.values() if one.id == found.agreed), None) if found else None
    if agreed is None:
        raise Refused("There is no package of this round that both accept.")
    give, receive = sides(agreed, first(channel))
    terms = agreed.act.data["terms"]
    draft = offer(
        by=by,
        at=at,
        channel=channel,
        terms=terms if isinstance(terms, dict) else {},
        give=[one.id for one in give],
        receive=[one.id for one in receive],
    )
    record(by=by, at=at, act="planner.offer_agreed", subject=draft.public_id, data={"round": key})
    return draft
