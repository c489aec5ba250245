"""What we showed of a message to somebody whom it did not show everything to."""

from __future__ import annotations

from django.db import models

from desk.channel.models.messages import Message
from desk.channel.models.parties import STAFF


class Showing(models.Model):
    """Fields of `message` shown to the party `to`: `chosen` gives for each null (all of it) or the numbers of the rows
    of a list. `sealed` is the file to be carried there."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="showings")
    to = models.CharField(max_length=12)
    chosen = models.JSONField()
    sealed = models.BinaryField()
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
