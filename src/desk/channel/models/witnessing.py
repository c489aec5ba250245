"""What a mediator as witness keeps of each chain, and its cosignatures."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.channel.models.parties import STAFF, Channel
from homeward.channel import witness


class Witnessed(models.Model):
    """How long the chain of `author` was when we as a witness signed it last, and its root. Kept before anything is
    signed, so that we never sign two chains."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="witnessed")
    author = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "author"], name="one_chain_an_author_is_witnessed")]

    def to_value(self) -> witness.Claim:
        return witness.Claim(self.channel.ch, self.author, self.size, self.root)


class Cosignature(models.Model):
    """A witness's cosignature as it was signed; kept even when it contradicts the chain here, for then it proves
    something. `found` says whether it was held against the chain yet."""

    class Found(models.TextChoices):
        AHEAD = "ahead", _("Speaks of messages that have not come yet")
        AGREES = "agrees", _("Agrees with the chain here")
        CONTRADICTS = "contradicts", _("Contradicts the chain here")

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="cosignatures")
    author = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    mediator = models.CharField(max_length=64)
    at = models.DateTimeField()
    value = models.JSONField()
    found = models.CharField(max_length=12, choices=Found)
    taken_in_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    taken_in_at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "author", "size", "root", "mediator"], name="a_cosignature_is_kept_once"
            )
        ]

    def to_value(self) -> witness.Cosignature:
        return witness.Cosignature.from_value(self.value)
