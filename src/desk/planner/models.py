"""Proposals: packages the planner found under terms, and who is in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.ids import PublicIdField
from desk.register.models import Person
from homeward.planner import terms as lib
from homeward.planner.pool import Direction


class Proposal(models.Model):
    """A package under `terms`, as the register stood at `made_at`. `levels` is what the solver reached, level by
    level, `clash` the rules that cannot be kept together if there is no package. A proposal is not changed: a new
    one is made."""

    class State(models.TextChoices):
        FOUND = "found", _("Found")
        CLASH = "clash", _("The terms clash")
        OFFERED = "offered", _("Put to the other side")

    public_id = PublicIdField()
    title = models.CharField(max_length=120)
    terms = models.JSONField()
    state = models.CharField(max_length=8, choices=State)
    levels = models.JSONField(default=list)
    clash = models.JSONField(default=list)
    pool_size = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    draft = models.CharField(max_length=12, blank=True)
    offered_at = models.DateTimeField(null=True)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="offered", offered_at__isnull=False, offered_by__isnull=False)
                | ~models.Q(state="offered") & models.Q(offered_at__isnull=True, offered_by__isnull=True),
                name="an_offer_has_a_time_and_an_author",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def to_terms(self) -> lib.Terms:
        return lib.from_value(self.terms)

    @property
    def proven(self) -> bool:
        """Whether no better package exists under these terms."""
        return all(level["value"] == level["bound"] for level in self.levels)


class Proposed(models.Model):
    """One person of a proposal: which way, and whether outside every count (GC III art 109)."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, models.PROTECT, related_name="proposed")
    direction = models.CharField(max_length=7)
    outside = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="a_person_once_a_proposal"),
            models.CheckConstraint(condition=models.Q(direction__in=list(Direction)), name="proposed_which_way"),
        ]
