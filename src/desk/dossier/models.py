"""Dossiers made, and the decisions to show them to somebody."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from desk.ids import PublicIdField
from desk.register.models import Person
from homeward.dossier import dossier


class Audience(models.TextChoices):
    """Whom a dossier is made for; the values of `homeward.dossier.dossier.Audience`."""

    OTHER_SIDE = dossier.Audience.OTHER_SIDE.value, _("The other side")
    MEDIATOR = dossier.Audience.MEDIATOR.value, _("The mediator")
    RED_CROSS = dossier.Audience.RED_CROSS.value, _("The Red Cross")


class Dossier(models.Model):
    """A dossier as made: its package lies in VAR/dossiers under `sha256` and never changes. `language` is "uk+ru"
    or "en", `manifest` what the package lists and `withheld` what was left out, as data for the page."""

    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="dossiers")
    language = models.CharField(max_length=5)
    audience = models.CharField(max_length=10, choices=Audience)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    manifest = models.JSONField()
    withheld = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="dossier_is_made_for_somebody")
        ]

    def __str__(self) -> str:
        return self.public_id


class Sharing(models.Model):
    """The decision to show a dossier to `recipient` for `purpose`. Whoever asks is not who decides; `harm` is what
    was weighed in the check that showing it harms nobody."""

    class Verdict(models.TextChoices):
        WAITING = "waiting", _("Waits for a decision")
        SHARE = "share", _("May be shown")
        REFUSE = "refuse", _("Must not be shown")

    public_id = PublicIdField()
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="sharings")
    recipient = models.CharField(max_length=120)
    purpose = models.CharField(max_length=300)
    harm = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict, default=Verdict.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="waiting", decided_at__isnull=True, decided_by__isnull=True)
                | ~Q(verdict="waiting") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="sharing_decided_by_somebody_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("asked_by")),
                name="sharing_is_decided_by_another",
            ),
            models.CheckConstraint(condition=~Q(verdict="refuse", reason=""), name="sharing_refused_with_a_reason"),
        ]
