"""Deals among several states, put to the planner as tables."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.ids import PublicIdField
from homeward.planner.parties.report import Line, Part
from homeward.planner.parties.sheet import Sheet, read
from homeward.words import saying

_ROOM = "planner.parties"


class Table(models.Model):
    """A table (`sheet`: parties, groups, acts and clauses, as `homeward plan` takes it) and the answer to it: `lines`,
    each a part, a sentence as a key with its values, and the sentences it comes from."""

    class State(models.TextChoices):
        WORKING = "working", _("Being worked out")
        ANSWERED = "answered", _("Worked out")
        FAILED = "failed", _("Not worked out in time")

    public_id = PublicIdField()
    title = models.CharField(max_length=120)
    sheet = models.JSONField()
    state = models.CharField(max_length=8, choices=State, default=State.WORKING)
    lines = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="working", answered_at=None)
                | ~models.Q(state="working") & models.Q(answered_at__isnull=False),
                name="a_table_answered_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def to_sheet(self) -> Sheet:
        return read(self.sheet)

    def to_lines(self) -> list[Line]:
        return [
            Line(
                Part(row["part"]),
                saying(_ROOM, row["key"], **row["values"]),
                tuple(saying(_ROOM, key, **values) for key, values in row["because"]),
            )
            for row in self.lines
        ]
