"""Our card, and the channels to another headquarters."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.ids import PublicIdField
from homeward.channel.certificate import Role

STAFF = settings.AUTH_USER_MODEL


class Level(models.TextChoices):
    """How sure it is that the peer's card is the peer's."""

    CARD = "card", _("Card received, not compared")
    INTRODUCED = "introduced", _("Introduced by a mediator")
    DIGITS = "digits", _("Thirty digits compared")
    IN_PERSON = "in_person", _("Cards exchanged in person")


_UNCOMPARED = [Level.CARD, Level.INTRODUCED]


class Sits(models.TextChoices):
    """What our party is on a channel."""

    HEADQUARTERS = "headquarters", _("Headquarters")
    MEDIATOR = "mediator", _("Mediator")
    OBSERVER = "observer", _("Observer")


ROLES = {Sits.HEADQUARTERS: Role.NEGOTIATOR, Sits.MEDIATOR: Role.MEDIATOR, Sits.OBSERVER: Role.OBSERVER}
"""In which role whoever speaks for a party of each kind is certified."""


class OwnCard(models.Model):
    """The card of our own party, as its root signed it; the newest counts. It holds public keys only."""

    party = models.CharField(max_length=12)
    card = models.JSONField()
    made_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]


class Channel(models.Model):
    """A channel of our party to a peer, with or without a mediator. `ch` is its id in every message.
    `speaker` names the identity that speaks for us, if it is no longer the first. Where our party `sits` between two
    headquarters they are `peer` and `second`. `scope` is empty or the one operation that an observer sees."""

    public_id = PublicIdField()
    ch = models.CharField(max_length=64, unique=True)
    number = models.PositiveIntegerField()
    party = models.CharField(max_length=12)
    peer = models.CharField(max_length=12)
    mediator = models.CharField(max_length=12, blank=True)
    sits = models.CharField(max_length=12, choices=Sits, default=Sits.HEADQUARTERS)
    second = models.CharField(max_length=12, blank=True)
    observer = models.CharField(max_length=12, blank=True)
    scope = models.CharField(max_length=64, blank=True)
    cards = models.JSONField()
    level = models.CharField(max_length=10, choices=Level, default=Level.CARD)
    speaker = models.CharField(max_length=40, blank=True)
    opened_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    compared_by = models.ForeignKey(STAFF, models.PROTECT, null=True, blank=True, related_name="+")
    compared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(compared_by__isnull=True, compared_at__isnull=True, level__in=_UNCOMPARED)
                | models.Q(compared_by__isnull=False, compared_at__isnull=False) & ~models.Q(level__in=_UNCOMPARED),
                name="a_channel_is_compared_by_somebody_at_some_time",
            ),
            models.CheckConstraint(
                condition=models.Q(sits=Sits.HEADQUARTERS, second="")
                | ~models.Q(sits=Sits.HEADQUARTERS) & ~models.Q(second=""),
                name="who_sits_between_has_two_headquarters",
            ),
            models.CheckConstraint(
                condition=models.Q(observer="") | ~models.Q(scope=""), name="an_observer_sees_one_operation"
            ),
        ]

    @property
    def parties(self) -> list[str]:
        """Everybody on the channel but us."""
        return [party for party in (self.peer, self.second, self.mediator, self.observer) if party]

    def level_of(self, party: str) -> str:
        """How sure it is that the card of `party` is its own; for what we say ourselves, how sure it is with whom."""
        if party == self.party:
            return min((self.level_of(one) for one in (self.peer, self.second) if one), key=Level.values.index)
        compared = self.level if party == self.peer else None
        row = None if compared else self.comparisons.filter(party=party).first()
        return compared or (row.level if row else Level.CARD)

    @property
    def makes_deals(self) -> bool:
        """Whether our party is one of the two that make deals here."""
        return self.sits == Sits.HEADQUARTERS

    @property
    def between(self) -> list[str]:
        """The two headquarters between which our party sits."""
        return [self.peer, self.second]

    @property
    def role(self) -> Role:
        """The role in which our party speaks here."""
        return ROLES[Sits(self.sits)]

    @property
    def mediates(self) -> bool:
        return self.sits == Sits.MEDIATOR

    @property
    def other_side(self) -> str:
        """Whom a page names as the other side; between two headquarters, both."""
        return f"{self.peer} – {self.second}" if self.second else self.peer
