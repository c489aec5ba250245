"""Digits compared with others on a channel than its peer, such as a mediator."""

from __future__ import annotations

from django.db import models

from desk.channel.models.parties import STAFF, Channel, Level


class Comparison(models.Model):
    """That the thirty digits of our card and that of `party` were compared, or the cards handed over."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="comparisons")
    party = models.CharField(max_length=12)
    level = models.CharField(max_length=10, choices=Level)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "party"], name="one_comparison_a_party"),
            models.CheckConstraint(
                condition=models.Q(level__in=[Level.DIGITS, Level.IN_PERSON]), name="a_comparison_compares"
            ),
        ]
