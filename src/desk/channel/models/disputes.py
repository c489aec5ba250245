"""Our submissions to a mediator, between sealing and opening."""

from __future__ import annotations

from django.db import models

from desk.channel.models.messages import Message
from desk.channel.models.parties import STAFF, Channel


class Submission(models.Model):
    """What we submit in the dispute that the message `dispute` raised: fixed by its hash in `sealed`, and shown to
    nobody before `opened` is said."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="submissions")
    dispute = models.CharField(max_length=64)
    text = models.TextField()
    exhibits = models.JSONField()
    salt = models.CharField(max_length=64)
    sealed = models.OneToOneField(Message, models.PROTECT, related_name="+")
    opened = models.OneToOneField(Message, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "dispute"], name="one_submission_a_dispute")]
