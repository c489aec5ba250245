"""Receipts of stages."""

from __future__ import annotations

from django.db import models

from desk.handover.models.operations import STAFF, Stage
from desk.ids import PublicIdField


class Receipt(models.Model):
    """The receipt of a stage as signed so far; the file verifies without us."""

    public_id = PublicIdField()
    stage = models.OneToOneField(Stage, models.PROTECT, related_name="receipt")
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
