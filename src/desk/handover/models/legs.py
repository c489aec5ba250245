"""The legs of the way."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from desk.handover.models.operations import STAFF, Operation
from homeward.handover import plan


class Leg(models.Model):
    """A part of the way: by what means, in how many vehicles with how many seats, places for lying people and escorts,
    from where to where through which border point, and when (UTC). `stage` is the stage that takes it, 0 for all."""

    class Means(models.TextChoices):
        BUS = plan.Means.BUS, _("Bus")
        PLANE = plan.Means.PLANE, _("Plane")
        TRAIN = plan.Means.TRAIN, _("Train")
        FOOT = plan.Means.FOOT, _("On foot")

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="legs")
    number = models.PositiveSmallIntegerField()
    means = models.CharField(max_length=5, choices=Means)
    vehicles = models.PositiveSmallIntegerField()
    seats = models.PositiveIntegerField()
    stretchers = models.PositiveSmallIntegerField(default=0)
    escorts = models.PositiveSmallIntegerField(default=0)
    start = models.CharField(max_length=120)
    end = models.CharField(max_length=120)
    border = models.CharField(max_length=120, blank=True)
    stage = models.PositiveSmallIntegerField(default=0)
    departs_at = models.DateTimeField()
    arrives_at = models.DateTimeField()
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["operation", "number"], name="one_leg_a_number"),
            models.CheckConstraint(condition=Q(means__in=["bus", "plane", "train", "foot"]), name="leg_has_means"),
            models.CheckConstraint(condition=Q(seats__gt=0), name="leg_has_seats"),
            models.CheckConstraint(condition=Q(arrives_at__gt=models.F("departs_at")), name="leg_arrives_later"),
        ]

    def to_value(self) -> plan.Leg:
        """The leg as the library sees it."""
        return plan.Leg(
            self.number,
            plan.Means(self.means),
            self.vehicles,
            self.seats,
            self.start,
            self.end,
            self.departs_at,
            self.arrives_at,
            self.border,
            self.stretchers,
            self.stage,
        )
