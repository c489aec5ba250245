"""Messages not yet signed, and superiors' verdicts on them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.channel.models.messages import Message
from desk.channel.models.parties import STAFF, Channel
from desk.ids import PublicIdField


class Draft(models.Model):
    """A message composed and not yet signed; a commitment waits here for two approvals over `act_hash`.
    `chance` (32 bytes in hexadecimal) becomes its nonce; `pen` tells the duty officer alone what it was made from, and
    is empty for a writer without PINs."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for approval")
        REFUSED = "refused", _("Refused by an approver")
        SENT = "sent", _("Signed and sealed")
        LAPSED = "lapsed", _("Ran out before it was approved")

    public_id = PublicIdField()
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="drafts")
    deal_key = models.CharField(max_length=64, blank=True)
    proposal = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=40)
    data = models.JSONField()
    to = models.JSONField(default=list)
    expires_at = models.DateTimeField()
    act_hash = models.CharField(max_length=64, unique=True)
    chance = models.CharField(max_length=64)
    pen = models.BinaryField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    message = models.OneToOneField(Message, models.PROTECT, null=True, blank=True, related_name="draft")
    composed_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    composed_at = models.DateTimeField()

    class Meta:
        ordering = ["-composed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent", message__isnull=False)
                | ~models.Q(state="sent") & models.Q(message__isnull=True),
                name="a_sent_draft_has_its_message",
            )
        ]


class Approval(models.Model):
    """A superior's verdict on the exact content of a draft; never changed, never by the composer."""

    class Verdict(models.TextChoices):
        APPROVE = "approve", _("approved")
        REFUSE = "refuse", _("refused")

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="approvals")
    act_hash = models.CharField(max_length=64)
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    verdict = models.CharField(max_length=8, choices=Verdict)
    reason = models.TextField(blank=True)
    signature = models.JSONField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "by"], name="one_verdict_an_approver"),
            models.CheckConstraint(
                condition=models.Q(verdict="approve", signature__isnull=False)
                | models.Q(verdict="refuse", signature__isnull=True) & ~models.Q(reason=""),
                name="an_approval_is_signed_and_a_refusal_has_a_reason",
            ),
        ]
