"""Operations and their stages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from desk.channel.models import Deal
from desk.ids import PublicIdField
from desk.register.models import Place
from homeward.handover import operation as lib
from homeward.planner.pool import Direction

if TYPE_CHECKING:
    from desk.handover.models.manifests import Row

STAFF = settings.AUTH_USER_MODEL


class Operation(models.Model):
    """The crossing under one deal. `phase` mirrors the machine that the ledger `chain` drives. A `mediator` named here
    acknowledges every notice, an `observer` counts and signs; `step` is how far a side may be ahead, 0 for no limit."""

    class Phase(models.TextChoices):
        PLANNED = "planned", _("Planned")
        STARTED = "started", _("Started by both")
        CLOSED = "closed", _("Closed")
        ABORTED = "aborted", _("Ended without a crossing")

    public_id = PublicIdField()
    deal = models.ForeignKey(Deal, models.PROTECT, related_name="operations")
    title = models.CharField(max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    phase = models.CharField(max_length=8, choices=Phase, default=Phase.PLANNED)
    mediator = models.CharField(max_length=12, blank=True)
    observer = models.CharField(max_length=12, blank=True)
    step = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["deal"], condition=~Q(phase="aborted"), name="one_operation_a_deal"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def chain(self) -> str:
        """The name of the operation's ledger."""
        return f"handover {self.public_id}"


class Stage(models.Model):
    """People who cross together at one place; `state` mirrors the machine. Stages of one `round` may be on the road at
    the same time in different places."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        MOVING = "moving", _("On the road")
        CALLED = "called", _("Roll-call taken")
        RECEIPTED = "receipted", _("Receipted by both")

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="stages")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    place_name = models.CharField(max_length=120, blank=True)
    round = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["operation", "number"], name="one_stage_a_number")]

    def to_value(self, rows: Sequence[Row]) -> lib.Stage:
        """The stage with the `rows` that were planned for it; what happened to it since comes from the ledger."""
        bodies = list(self.bodies.all())
        receive, give = (
            tuple(row.person.public_id for row in rows if row.direction == way)
            for way in (Direction.RECEIVE, Direction.GIVE)
        )
        received, given = (
            tuple(body.seal for body in bodies if body.direction == way) for way in (Direction.RECEIVE, Direction.GIVE)
        )
        return lib.Stage(self.number, receive, give, self.place_name, self.round, received, given)
