"""Putting a proposal to the other side, and recording what it answers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel.actions import offer as offer_on_channel
from desk.channel.models import Channel, Draft
from desk.channel.named import open_people
from desk.errors import Refused
from desk.planner import candidates
from desk.planner.agreement import offered_terms
from desk.planner.models import Answer, Proposal, Proposed
from desk.register.models import Person
from homeward.canonical import Value
from homeward.planner.odds import kind_of
from homeward.planner.pool import Direction


@transaction.atomic
def offer(*, by: User, at: datetime, proposal: Proposal, channel: Channel, mediator_keeps_time: bool = False) -> Draft:
    """Draft an offer of `proposal` on `channel`, which waits there for two superiors; if the mediator keeps time, its
    postmarks decide what came in time. Raises Refused if it was put already, is empty, names somebody who by now
    stands in another open deal, or the channel has no mediator to keep time."""
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    people = list(row.people.select_related("person"))
    if row.state != Proposal.State.FOUND or not people:
        raise Refused("Only a package that was found, names people and was not yet put can be offered.")
    if mediator_keeps_time and not channel.mediator:
        raise Refused("There is no mediator on this channel who could keep time.")
    if {one.person.public_id for one in people} & open_people():
        raise Refused("Somebody in this package stands in another open deal by now; make the proposal anew.")
    draft = offer_on_channel(
        by=by,
        at=at,
        channel=channel,
        terms=offered_terms(row, channel.mediator if mediator_keeps_time else ""),
        give=_ids(people, Direction.GIVE),
        receive=_ids(people, Direction.RECEIVE),
        proposal=row.public_id,
    )
    row.state, row.draft, row.offered_at, row.offered_by = Proposal.State.OFFERED, draft.public_id, at, by
    row.save(update_fields=["state", "draft", "offered_at", "offered_by"])
    record(by=by, at=at, act="planner.offer", subject=row.public_id, data={"draft": draft.public_id})
    return draft


@transaction.atomic
def answer(*, by: User, at: datetime, proposal: Proposal, person: Person, agreed: bool, cause: str = "") -> Answer:
    """Record what the other side answered about somebody in a proposal that was put to it. Raises Refused if the
    proposal was not put, does not ask for the person, or the answer is there already."""
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    proposed = row.people.filter(person=person, direction=Direction.RECEIVE).first()
    if row.state != Proposal.State.OFFERED or proposed is None:
        raise Refused("An answer belongs to somebody asked for in a proposal that was put to the other side.")
    if Answer.objects.filter(proposed=proposed).exists():
        raise Refused("The answer about this person is recorded already.")
    if agreed == bool(cause):
        raise Refused("A refusal has a cause, an agreement has none.")
    said = _answers([proposed], by, at, agreed=agreed, cause=cause)
    Answer.objects.bulk_create(said)
    record(by=by, at=at, act="planner.answer", subject=row.public_id, data={"agreed": agreed, "cause": cause})
    return Answer.objects.get(proposed=proposed)


@transaction.atomic
def answer_whole(*, by: User, at: datetime, proposal: Proposal, cause: str) -> int:
    """Record why the other side refused a proposal as a whole: one refusal, shared among those asked for about whom
    nothing is recorded. How many they are. Raises Refused if the proposal was not put, or there is nobody left."""
    if not cause:
        raise Refused("A refusal has a cause.")
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    left = row.people.filter(direction=Direction.RECEIVE, answer=None).select_related("person")
    said = _answers(list(left), by, at, agreed=False, cause=cause)
    if row.state != Proposal.State.OFFERED or not said:
        raise Refused("A refusal of the whole belongs to a proposal that was put, with somebody not answered about.")
    Answer.objects.bulk_create(said)
    data: dict[str, Value] = {"cause": cause, "number": len(said)}
    record(by=by, at=at, act="planner.answer_whole", subject=row.public_id, data=data)
    return len(said)


def _answers(some: list[Proposed], by: User, at: datetime, *, agreed: bool, cause: str) -> list[Answer]:
    """One answer about some people, each with the share of it that falls to him."""
    rows = {one.person.public_id: one for one in some}
    return [
        Answer(
            proposed=rows[one.id],
            agreed=agreed,
            cause=cause,
            share=1 / len(some),
            kind=kind_of(one),
            unit=one.unit,
            recorded_at=at,
            recorded_by=by,
        )
        for one in candidates.of(rows, at.date())
    ]


def _ids(people: list[Proposed], direction: Direction) -> tuple[str, ...]:
    return tuple(one.person.public_id for one in people if one.direction == direction)
