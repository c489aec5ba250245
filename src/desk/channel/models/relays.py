"""A mediator's relay for a channel, and the trips made to it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.channel.models.parties import STAFF, Channel
from desk.ids import PublicIdField


class Relay(models.Model):
    """Where the relay of a channel answers, the mailbox that we write to and the one that we read, and the number of
    the newest message taken from it. The secrets to both lie in a file (`desk.channel.tokens`), never here."""

    channel = models.OneToOneField(Channel, models.PROTECT, related_name="relay")
    url = models.URLField(max_length=300)
    writes = models.CharField(max_length=32)
    reads = models.CharField(max_length=32)
    taken = models.PositiveBigIntegerField(default=0)
    registered_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()


class Trip(models.Model):
    """A way to the relay and back, worked off in the background: how many messages of how many are done, and what is
    to be told of it (sayings: room, key, values)."""

    class Way(models.TextChoices):
        SEND = "send", _("Send what they have not seen")
        FETCH = "fetch", _("Fetch what came")

    class State(models.TextChoices):
        WAITING = "waiting", _("On its way")
        DONE = "done", _("Done")
        BROKEN = "broken", _("Broken off")

    public_id = PublicIdField()
    relay = models.ForeignKey(Relay, models.PROTECT, related_name="trips")
    way = models.CharField(max_length=5, choices=Way)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    told = models.JSONField(default=list)
    asked_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="waiting", ended_at__isnull=True)
                | ~models.Q(state="waiting") & models.Q(ended_at__isnull=False),
                name="a_trip_that_is_over_has_ended",
            )
        ]
