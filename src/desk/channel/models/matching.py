"""Rounds of private matching that were begun here, and whom they found."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.channel.models.messages import Message
from desk.channel.models.parties import STAFF, Channel
from desk.ids import PublicIdField
from homeward.channel.matching.hits import ENOUGH


class Round(models.Model):
    """A round under the terms `terms_hash`, which are over on `over_on`: how many we entered, how far the work has come
    (pages), what of the other side was refused last, when it was read and closed. What was said stands in the
    transcript; the lists and the secret lie in files."""

    public_id = PublicIdField()
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="rounds")
    terms_hash = models.CharField(max_length=64)
    over_on = models.DateField()
    entered = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    begun_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    fault = models.JSONField(null=True)
    fault_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-begun_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "terms_hash"], name="one_round_under_its_terms"),
            models.CheckConstraint(
                condition=models.Q(fault__isnull=True, fault_at__isnull=True)
                | models.Q(fault__isnull=False, fault_at__isnull=False),
                name="a_fault_has_its_time",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_by__isnull=True, closed_at__isnull=True)
                | models.Q(closed_by__isnull=False, closed_at__isnull=False),
                name="a_round_is_closed_by_somebody_at_some_time",
            ),
        ]


class Hit(models.Model):
    """A pair that a round found: a person of ours and the other side's person in its place `other` have the keys
    numbered `keys` in common. It changes nothing in the register: somebody looks, says what he thinks, and claims."""

    class Verdict(models.TextChoices):
        WAITING = "waiting", _("Waits for a look")
        CONFIRMED = "confirmed", _("Confirmed")
        DISMISSED = "dismissed", _("Somebody else")

    public_id = PublicIdField()
    round = models.ForeignKey(Round, models.PROTECT, related_name="hits")
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    other = models.PositiveIntegerField()
    keys = models.JSONField()
    verdict = models.CharField(max_length=9, choices=Verdict, default=Verdict.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    judged_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)
    claim = models.ForeignKey(Message, models.PROTECT, null=True, related_name="hits")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person", "other"], name="a_pair_is_found_once"),
            models.CheckConstraint(
                condition=models.Q(verdict="waiting", judged_by__isnull=True, judged_at__isnull=True)
                | ~models.Q(verdict="waiting") & models.Q(judged_by__isnull=False, judged_at__isnull=False),
                name="a_hit_is_judged_by_somebody_at_some_time",
            ),
            models.CheckConstraint(
                condition=models.Q(claim__isnull=True) | ~models.Q(verdict="dismissed"), name="nobody_else_is_claimed"
            ),
        ]

    @property
    def sure(self) -> bool:
        """Whether two keys agree, so that no second reason is needed."""
        return len(self.keys) >= ENOUGH
