"""What was said, what more was shown of it, and what a person must look at."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.channel.models.parties import STAFF, Channel
from desk.ids import PublicIdField


class Message(models.Model):
    """A message that was signed, by us or by them. Its bytes never change; what became of it is worked out. `head` is
    one of ours as those see it whom it does not name."""

    class Direction(models.TextChoices):
        OUT = "out", _("sent")
        IN = "in", _("received")

    public_id = PublicIdField()
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="messages")
    deal_key = models.CharField(max_length=64, blank=True, db_index=True)
    direction = models.CharField(max_length=3, choices=Direction)
    body_hash = models.CharField(max_length=64)
    author = models.CharField(max_length=64)
    party = models.CharField(max_length=12)
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=40)
    said_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    envelope = models.BinaryField()
    sealed = models.BinaryField()
    head = models.BinaryField(null=True)
    taken_in_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    taken_in_at = models.DateTimeField()

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [models.UniqueConstraint(fields=["channel", "body_hash"], name="a_message_arrives_once")]


class Disclosure(models.Model):
    """More of a message than was shown here before; what was signed stays in the message."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="disclosures")
    envelope = models.BinaryField()
    sealed = models.BinaryField()
    taken_in_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    taken_in_at = models.DateTimeField()


class Alarm(models.Model):
    """Something that happened on the channel and that a person must look at: forged, forked, unreadable, repeated. Its
    sentence has the key `cause` in the words of `room`. Never changed."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="alarms")
    room = models.CharField(max_length=20, default="channel")
    cause = models.CharField(max_length=40)
    values = models.JSONField()
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["channel", "sha256", "cause"], name="one_alarm_a_cause")]
