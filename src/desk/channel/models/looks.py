"""What a person did about an alarm."""

from __future__ import annotations

from django.db import models

from desk.channel.models.parties import STAFF, Channel


class Look(models.Model):
    """That somebody looked at the alarm `key` of the channel, and what was found or done, in a sentence. The alarm
    stays."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="looks")
    key = models.CharField(max_length=120, db_index=True)
    words = models.CharField(max_length=500)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="a_look_says_something")]
