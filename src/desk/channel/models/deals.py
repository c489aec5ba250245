"""The deals made on a channel."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.channel.models.parties import Channel
from desk.ids import PublicIdField


class State(models.TextChoices):
    """How far a deal has come; the values of `homeward.channel.deal.DealState`."""

    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted, not confirmed")
    CONFIRMED = "confirmed", _("Confirmed, a postmark is awaited")
    SEALED = "sealed", _("Sealed")
    STARTED = "started", _("Started by both")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Lapsed")
    DISPUTED = "disputed", _("Disputed")
    SCHEDULED = "scheduled", _("A date is agreed")
    RULED = "ruled", _("Ended by a ruling")


class Deal(models.Model):
    """A deal as our side sees it: `give` and `receive` are ids of persons, `people` their ids, names and birth dates
    as the offer has them; `key` names the deal in messages."""

    public_id = PublicIdField()
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="deals")
    key = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State)
    ours = models.BooleanField()
    on = models.CharField(max_length=64)
    terms = models.JSONField()
    give = models.JSONField()
    receive = models.JSONField()
    people = models.JSONField()
    proposal = models.CharField(max_length=12, blank=True)
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "key"], name="one_deal_a_key")]
        indexes = [models.Index(fields=["state"])]

    def lapsed(self, at: datetime) -> bool:
        """Whether it ran out by `at` by our clock; where a mediator keeps time, only the transcript tells."""
        return (
            self.state in (State.OFFERED, State.ACCEPTED) and not self.terms.get("timekeeper") and self.expires_at < at
        )

    @property
    def disputable(self) -> bool:
        """Whether our side may ask a mediator: there is one, and both sides are bound."""
        between = self.channel.makes_deals and self.channel.mediator
        return bool(between) and (self.sealed or self.state == State.DISPUTED)

    @property
    def sealed(self) -> bool:
        """Whether both sides are bound: accepted and confirmed, and not over."""
        return self.state in (State.SEALED, State.SCHEDULED, State.STARTED, State.CLOSED)
