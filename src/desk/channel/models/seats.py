"""Who holds which key: superiors' seats, what the root certified, and passphrases that were wrong."""

from __future__ import annotations

from django.db import models

from desk.channel.models.parties import STAFF
from desk.ids import PublicIdField


class Seat(models.Model):
    """A superior's key to approve with: `name` tells no person, `holder` is its public half. Its secret half lies
    locked in a file here, or, if `away`, on a machine of the superior's own."""

    user = models.ForeignKey(STAFF, models.PROTECT, related_name="seats")
    name = models.CharField(max_length=40, unique=True)
    holder = models.JSONField()
    away = models.BooleanField(default=False)
    taken_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["taken_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(left_at__isnull=True), name="one_seat_a_superior"
            )
        ]

    @property
    def call_sign(self) -> str:
        """The name in the spelling of messages."""
        return self.name.lower().replace("-", "_")


class Certificate(models.Model):
    """A certificate that our root signed here, for a seat, a speaker or a device; `carrier` is who carries the device.
    Ended by us for a reason, it signs nothing at this desk any more."""

    public_id = PublicIdField()
    call_sign = models.CharField(max_length=40, db_index=True)
    role = models.CharField(max_length=12)
    certificate = models.JSONField()
    until = models.DateTimeField()
    carrier = models.ForeignKey(STAFF, models.PROTECT, null=True, blank=True, related_name="+")
    issued_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    ended_by = models.ForeignKey(STAFF, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_by__isnull=True, ended_at__isnull=True, reason="")
                | models.Q(ended_by__isnull=False, ended_at__isnull=False) & ~models.Q(reason=""),
                name="a_certificate_is_ended_by_somebody_for_a_reason",
            )
        ]


class WrongPassphrase(models.Model):
    """A passphrase that did not open the key `name`, kept to slow down guessing."""

    name = models.CharField(max_length=40, db_index=True)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
