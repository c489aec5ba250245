"""Channels to another headquarters, what was said on them, and the deals made."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.ids import PublicIdField

STAFF = settings.AUTH_USER_MODEL


class Level(models.TextChoices):
    """How sure it is that the peer's card is the peer's."""

    CARD = "card", _("Card received, not compared")
    DIGITS = "digits", _("Thirty digits compared")
    IN_PERSON = "in_person", _("Cards exchanged in person")


class State(models.TextChoices):
    """How far a deal has come; the values of `homeward.channel.deal.DealState`."""

    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted, not confirmed")
    SEALED = "sealed", _("Sealed")
    STARTED = "started", _("Started by both")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Lapsed")
    DISPUTED = "disputed", _("Disputed")
    SCHEDULED = "scheduled", _("A date is agreed")
    RULED = "ruled", _("Ended by a ruling")


class OwnCard(models.Model):
    """The card of our own party, as it was signed at set-up. It holds public keys only."""

    party = models.CharField(max_length=12, unique=True)
    card = models.JSONField()
    made_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()


class Channel(models.Model):
    """A channel of our party to a peer, with or without a mediator. `ch` is its id in every message."""

    public_id = PublicIdField()
    ch = models.CharField(max_length=64, unique=True)
    number = models.PositiveIntegerField()
    party = models.CharField(max_length=12)
    peer = models.CharField(max_length=12)
    mediator = models.CharField(max_length=12, blank=True)
    cards = models.JSONField()
    level = models.CharField(max_length=10, choices=Level, default=Level.CARD)
    opened_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    compared_by = models.ForeignKey(STAFF, models.PROTECT, null=True, blank=True, related_name="+")
    compared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(compared_by__isnull=True, compared_at__isnull=True, level=Level.CARD)
                | models.Q(compared_by__isnull=False, compared_at__isnull=False) & ~models.Q(level=Level.CARD),
                name="a_channel_is_compared_by_somebody_at_some_time",
            )
        ]

    @property
    def parties(self) -> list[str]:
        """Everybody on the channel but us."""
        return [party for party in (self.peer, self.mediator) if party]


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

    @property
    def sealed(self) -> bool:
        """Whether both sides are bound: accepted and confirmed, and not over."""
        return self.state in (State.SEALED, State.SCHEDULED, State.STARTED, State.CLOSED)


class Message(models.Model):
    """A message that was signed, by us or by them. Its bytes never change; what became of it is worked out."""

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


class Draft(models.Model):
    """A message composed and not yet signed; a commitment waits here for two approvals over `act_hash`."""

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
    expires_at = models.DateTimeField()
    act_hash = models.CharField(max_length=64, unique=True)
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


class Seat(models.Model):
    """The principal's certificate under which a superior approves: numbered, so that no name leaves the house."""

    user = models.OneToOneField(STAFF, models.PROTECT, related_name="seat")
    number = models.PositiveSmallIntegerField(unique=True)
    taken_at = models.DateTimeField()


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


class Alarm(models.Model):
    """Something on the channel that a person must look at: forged, forked, unreadable. Never changed."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="alarms")
    cause = models.CharField(max_length=40)
    values = models.JSONField()
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["channel", "sha256", "cause"], name="one_alarm_a_cause")]
