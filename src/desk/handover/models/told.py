"""What was said on the channel of a stage: roll-calls and receipts of the other side."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.handover.models.operations import STAFF, Stage


class Told(models.Model):
    """A message on a stage, as its party said it: it stands beside ours and decides nothing. `data` are the fields of
    the message (`homeward.channel.kinds`)."""

    class Kind(models.TextChoices):
        ROLL_CALL = "roll_call", _("Roll-call")
        RECEIPT = "receipt", _("Receipt")
        REMAINS = "remains_receipt", _("Receipt for remains")

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="told")
    party = models.CharField(max_length=12)
    kind = models.CharField(max_length=15, choices=Kind)
    message = models.CharField(max_length=64, unique=True)
    data = models.JSONField()
    taken_in_at = models.DateTimeField()
    taken_in_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
