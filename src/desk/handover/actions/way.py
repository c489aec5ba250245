"""The way: its legs, and the bodies that go along."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.errors import Refused
from desk.handover.models import Body, Leg, Operation, Stage
from homeward.canonical import Value
from homeward.handover import plan
from homeward.planner.pool import Direction


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


def _not_over(operation: Operation) -> None:
    if operation.phase in (Operation.Phase.CLOSED, Operation.Phase.ABORTED):
        raise Refused(_("The operation is over; its way can no longer be planned."))
