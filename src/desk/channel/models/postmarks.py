"""A mediator's word that something existed by a time."""

from __future__ import annotations

from django.db import models

from desk.channel.models.parties import STAFF, Channel
from homeward.channel import postmark


class Postmark(models.Model):
    """A mediator's postmark, as it was signed: `of` is the hash of a message's body or of a sealed file, `mediator` the
    call-sign that signed it, `at` its time (UTC). The earliest of each hash stands; all are kept."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="postmarks")
    of = models.CharField(max_length=64, db_index=True)
    mediator = models.CharField(max_length=64)
    at = models.DateTimeField()
    value = models.JSONField()
    taken_in_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    taken_in_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "of", "mediator", "at"], name="a_postmark_is_kept_once")
        ]

    def to_value(self) -> postmark.Postmark:
        return postmark.Postmark.from_value(self.value)
