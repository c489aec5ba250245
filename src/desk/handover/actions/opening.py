"""The operation of a sealed deal: who crosses in which stage, and the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel.models import Deal
from desk.errors import Refused
from desk.handover import queries
from desk.handover.models import Body, Leg, Operation, Row, Stage
from desk.planner import candidates
from desk.register.models import PersonCurrent, Place
from homeward.canonical import Value
from homeward.channel.deal import DealState
from homeward.handover import plan
from homeward.handover import stage as lib
from homeward.handover.stages import Crossing, divide
from homeward.planner.pool import Direction, points

CARRIED_OUT = (DealState.SEALED, DealState.SCHEDULED, DealState.STARTED)


@dataclass(frozen=True, slots=True)
class Way:
    """A leg to be planned; on foot the vehicles are 0 and the seats are the people who can be led. `stage` 0: every
    stage takes it."""

    means: str
    vehicles: int
    seats: int
    start: str
    end: str
    departs_at: datetime
    arrives_at: datetime
    border: str = ""
    stretchers: int = 0
    escorts: int = 0
    stage: int = 0

    def leg(self, number: int) -> plan.Leg:
        """The leg as the library checks it; raises BadPlan for means that do not exist."""
        if self.means not in [*plan.Means]:
            raise plan.BadPlan("leg_means")
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        return Leg(number=number, **said).to_value()


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
    observer: str = "",
    mediator: str = "",
) -> Operation:
    """The operation of a sealed deal, divided into stages of equal weight, in several `places` at once if so named:
    each round waits for the last in all of them. Raises Refused for a deal that binds nobody yet or has an operation
    already, BadPlan for somebody who is home or on another active manifest, BadStages for no people."""
    if deal.state not in CARRIED_OUT:
        raise Refused(_("Only a deal that both sides have accepted and confirmed can be carried out."))
    if Operation.objects.filter(deal=deal).exclude(phase=Operation.Phase.ABORTED).exists():
        raise Refused(_("This deal has an operation already."))
    receive, give = _crossings(deal.receive, at.date()), _crossings(deal.give, at.date())
    planned = [_placed(one, places) for one in divide(receive, give, stages * len(places))]
    _check(planned, deal)
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
        _keep(row, stage, {one.id: 0 if one.first else one.points for one in (*receive, *give)})
    record(by=by, at=at, act="handover.open_operation", subject=row.public_id, data={"deal": deal.public_id})
    return row


@transaction.atomic
def plan_leg(*, by: User, at: datetime, operation: Operation, way: Way) -> Leg:
    """Add a leg to the way of an operation that is not over. Raises BadPlan for one without seats, without an end,
    that arrives before it departs, or departs before the one before it has arrived."""
    _not_over(operation)
    number = operation.legs.count() + 1
    leg = way.leg(number)
    plan.check_leg(leg)
    plan.check_way([one.to_value() for one in operation.legs.all()], leg)
    row = Leg.objects.create(
        operation=operation,
        number=number,
        means=leg.means,
        vehicles=leg.vehicles,
        seats=leg.seats,
        start=leg.start.strip()[:120],
        end=leg.end.strip()[:120],
        departs_at=leg.departs,
        arrives_at=leg.arrives,
        border=leg.border.strip()[:120],
        stretchers=leg.stretchers,
        escorts=way.escorts,
        stage=leg.stage,
        planned_at=at,
        planned_by=by,
    )
    data: dict[str, Value] = {"leg": row.number, "seats": row.seats}
    record(by=by, at=at, act="handover.plan_leg", subject=operation.public_id, data=data)
    return row


@transaction.atomic
def add_body(*, by: User, at: datetime, stage: Stage, seal: str, direction: str) -> Body:
    """A body on the manifest of a stage that has not set out, by the seal on its bag. Raises BadPlan for a seal that
    stands on another body of an operation under way."""
    _not_over(stage.operation)
    if stage.state != Stage.State.WAITING or direction not in [*Direction] or not seal.strip():
        raise Refused(_("A body is entered with its seal and its way before the stage sets out."))
    if Body.objects.filter(seal=seal.strip()).exclude(stage__operation__phase=Operation.Phase.ABORTED).exists():
        raise plan.BadPlan("seal_twice", number=1)
    row = Body.objects.create(stage=stage, seal=seal.strip(), direction=direction, added_at=at, added_by=by)
    data: dict[str, Value] = {"stage": stage.number, "seal": row.seal}
    record(by=by, at=at, act="handover.add_body", subject=stage.operation.public_id, data=data)
    return row


def _agreed_step(deal: Deal) -> int:
    """How far ahead a side may be by the signed terms, 0 for no limit."""
    step = deal.terms.get("step", 0)
    return step if isinstance(step, int) and step > 0 else 0


def _not_over(operation: Operation) -> None:
    if operation.phase in (Operation.Phase.CLOSED, Operation.Phase.ABORTED):
        raise Refused(_("The operation is over; its way can no longer be planned."))


def _placed(stage: lib.Stage, places: Sequence[str]) -> lib.Stage:
    if len(places) < 2:
        return stage
    turn, where = divmod(stage.number - 1, len(places))
    return lib.Stage(stage.number, stage.receive, stage.give, places[where], turn + 1)


def _check(stages: Sequence[lib.Stage], deal: Deal) -> None:
    people = [id for stage in stages for id in stage.manifest]
    rows = Row.objects.filter(person__public_id__in=people)
    active = rows.filter(stage__operation__in=queries.upcoming()).values_list("person__public_id", flat=True)
    plan.check_people(stages, queries.home(people), set(active))


def _keep(operation: Operation, stage: lib.Stage, weights: dict[str, int]) -> None:
    people = dict(PersonCurrent.objects.values_list("person__public_id", "person_id"))
    kept = Stage.objects.create(operation=operation, number=stage.number, place_name=stage.place, round=stage.turn)
    ways = [(id, Direction.RECEIVE) for id in stage.receive] + [(id, Direction.GIVE) for id in stage.give]
    Row.objects.bulk_create(
        [Row(stage=kept, person_id=people[id], direction=way, weight=weights[id]) for id, way in ways]
    )


def _crossings(ids: list[str], on: date) -> list[Crossing]:
    rows = PersonCurrent.objects.filter(person__public_id__in=ids).select_related("person", "facility")
    if rows.count() != len(set(ids)):
        raise Refused(_("The deal names somebody who is not in the register."))
    return [
        Crossing(one.id, points()[one.rank_band], one.group, one.outside_counts)
        for one in candidates.people(list(rows), on)
    ]
