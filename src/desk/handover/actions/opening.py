"""The operation of a sealed deal: who crosses in which stage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel.models import Deal
from desk.errors import Refused
from desk.handover import queries
from desk.handover.models import Operation, Row, Stage
from desk.register.models import Person, Place
from homeward.channel.deal import DealState
from homeward.handover import plan
from homeward.handover import stage as lib
from homeward.handover.stages import at_places
from homeward.handover.steps import MOST, Limits, staged
from homeward.planner.pool import Direction

CARRIED_OUT = (DealState.SEALED, DealState.SCHEDULED, DealState.STARTED)


@transaction.atomic
def open_operation(
    *,
    by: User,
    at: datetime,
    deal: Deal,
    title: str = "",
    stages: int = 1,
    place: Place | None = None,
    places: Sequence[str] = ("",),
    most: int = MOST,
    observer: str = "",
    mediator: str = "",
) -> Operation:
    """The operation of a sealed deal, in at most `stages` stages of at most `most` people each way in which walking
    away pays least by our own worth of everybody; in more, if the agreed step asks for more. In several `places` at
    once, if so named: each round waits for the last in all of them. Raises Refused for a deal that binds nobody yet or
    has an operation already, BadPlan for somebody who is home or on another active manifest, BadStages for no people
    and for a step that nobody can keep."""
    if deal.state not in CARRIED_OUT:
        raise Refused(_("Only a deal that both sides have accepted and confirmed can be carried out."))
    if Operation.objects.filter(deal=deal).exclude(phase=Operation.Phase.ABORTED).exists():
        raise Refused(_("This deal has an operation already."))
    receive, give = queries.crossings(deal, at.date())
    planned = staged(receive, give, Limits(stages, _agreed_step(deal), most))
    if len(places) > 1:
        planned = at_places(receive, give, planned, places)
    _check(planned)
    row = Operation.objects.create(
        deal=deal,
        title=title or f"Operation {deal.public_id}",
        place=place,
        mediator=mediator,
        observer=observer,
        step=_agreed_step(deal),
        opened_at=at,
        opened_by=by,
    )
    for stage in planned:
        _keep(row, stage, {one.id: one.weight for one in (*receive, *give)})
    record(by=by, at=at, act="handover.open_operation", subject=row.public_id, data={"deal": deal.public_id})
    return row


def _agreed_step(deal: Deal) -> int:
    """How far ahead a side may be by the signed terms, 0 for no limit."""
    step = deal.terms.get("step", 0)
    return step if isinstance(step, int) and step > 0 else 0


def _check(stages: Sequence[lib.Stage]) -> None:
    people = [id for stage in stages for id in stage.manifest]
    rows = Row.objects.filter(person__public_id__in=people)
    active = rows.filter(stage__operation__in=queries.upcoming()).values_list("person__public_id", flat=True)
    plan.check_people(stages, queries.home(people), set(active))


def _keep(operation: Operation, stage: lib.Stage, weights: dict[str, int]) -> None:
    people = dict(Person.objects.filter(public_id__in=stage.manifest).values_list("public_id", "pk"))
    kept = Stage.objects.create(operation=operation, number=stage.number, place_name=stage.place, round=stage.turn)
    ways = [(id, Direction.RECEIVE) for id in stage.receive] + [(id, Direction.GIVE) for id in stage.give]
    Row.objects.bulk_create(
        [Row(stage=kept, person_id=people[id], direction=way, weight=weights[id]) for id, way in ways]
    )
