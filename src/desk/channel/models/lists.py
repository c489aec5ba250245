"""Our lists: fixed by their hash first, shown later."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.channel.models.messages import Message
from desk.channel.models.parties import STAFF, Channel
from desk.ids import PublicIdField


class OwnList(models.Model):
    """A list of ours for one channel. `lines` are its lines as the other side reads them, in order; their numbers are
    made for this list alone, and `people` gives the person of the register behind each. `reason` says why it was
    shown though the other side had fixed none."""

    class Whom(models.TextChoices):
        HELD = "held", _("People we hold, for them to see")
        SOUGHT = "sought", _("People we look for")

    public_id = PublicIdField()
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="lists")
    whom = models.CharField(max_length=6, choices=Whom)
    category = models.CharField(max_length=64)
    as_of = models.DateField()
    salt = models.CharField(max_length=64)
    lines = models.JSONField()
    people = models.JSONField()
    committed = models.OneToOneField(Message, models.PROTECT, related_name="+")
    fixed_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    fixed_at = models.DateTimeField()
    shown = models.OneToOneField(Message, models.PROTECT, null=True, blank=True, related_name="+")
    shown_by = models.ForeignKey(STAFF, models.PROTECT, null=True, blank=True, related_name="+")
    shown_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-fixed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shown__isnull=True, shown_by__isnull=True, shown_at__isnull=True)
                | models.Q(shown__isnull=False, shown_by__isnull=False, shown_at__isnull=False),
                name="a_list_is_shown_by_somebody_at_some_time",
            )
        ]
