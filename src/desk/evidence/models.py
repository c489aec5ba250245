"""Evidence on the desk: what was found, where a person is spoken of in it, and how it was read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from desk.ids import PublicIdField
from homeward.evidence import item
from homeward.evidence.mention import Detail, Span
from homeward.evidence.mention import Mention as MentionValue
from homeward.evidence.mention import Strip as StripValue


class Source(models.Model):
    """Where evidence comes from: a web site, a channel, a headquarters, a returned person (then `protected`)."""

    public_id = PublicIdField()
    name = models.CharField(max_length=300, unique=True)
    protected = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Story(models.Model):
    """One story told in several places: items that repeat each other count as one source."""

    public_id = PublicIdField()
    headline = models.CharField(max_length=300, blank=True)


class Item(models.Model):
    """An evidence item. Its bytes lie in the store under `sha256` and are never altered. Integrity, time and origin
    are three grades and never one: integrity is what the store verifies, time is what the custody chain proves,
    origin is how far the source is known."""

    class State(models.TextChoices):
        TAKEN_IN = "taken_in"
        READ = "read"
        UNREADABLE = "unreadable"

    public_id = PublicIdField()
    sha256 = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=10)
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=300)
    size = models.PositiveBigIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    collector = models.CharField(max_length=150)
    collected_at = models.DateTimeField()
    taken_in_at = models.DateTimeField(db_index=True)
    taken_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    origin_grade = models.CharField(max_length=1, default="F")
    state = models.CharField(max_length=10, choices=State, default=State.TAKEN_IN)
    reason = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=2, blank=True)
    text = models.TextField(blank=True)
    story = models.ForeignKey(Story, null=True, on_delete=models.PROTECT, related_name="items")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(item.Kind)), name="item_has_a_kind"),
            models.CheckConstraint(condition=Q(origin_grade__in=list("ABCDEF")), name="item_origin_a_to_f"),
        ]

    def __str__(self) -> str:
        return self.name

    def to_value(self) -> item.Item:
        return item.Item(
            self.sha256,
            item.Kind(self.kind),
            self.media_type,
            self.size,
            self.name,
            self.source.name,
            self.collector,
            self.collected_at,
        )


class Block(models.Model):
    """A stretch of an item's text that tells something at length; blocks that repeat each other share a story."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="blocks")
    line = models.PositiveIntegerField()
    headline = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    story = models.ForeignKey(Story, null=True, on_delete=models.PROTECT, related_name="blocks")
    part = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(story__isnull=True, part="") | Q(story__isnull=False, part__gt=""),
                name="block_story_and_part",
            )
        ]

    @property
    def name(self) -> str:
        return f"{self.item_id}:{self.line}"


class Shingle(models.Model):
    """One in four of a block's runs of eight words, as a number: how blocks that repeat each other are found."""

    value = models.BigIntegerField(db_index=True)
    block = models.ForeignKey(Block, on_delete=models.CASCADE)


class Strip(models.Model):
    """One row of a photographed list, in pixels of the original."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="strips")
    number = models.PositiveIntegerField()
    top = models.PositiveIntegerField()
    bottom = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="strip_number_once"),
            models.CheckConstraint(condition=Q(top__lt=F("bottom")), name="strip_has_height"),
        ]

    def to_value(self) -> StripValue:
        return StripValue(self.number, self.top, self.bottom)


class Mention(models.Model):
    """A place in an item that speaks of a person: a span of its text or a strip of its photo, never both."""

    public_id = PublicIdField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="mentions")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    strip = models.ForeignKey(Strip, null=True, on_delete=models.PROTECT, related_name="mentions")
    written = models.CharField(max_length=300)
    context = models.TextField(blank=True)
    details = models.JSONField(default=list)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(strip__isnull=True, start__isnull=False, end__isnull=False)
                | Q(strip__isnull=False, start__isnull=True, end__isnull=True),
                name="mention_span_or_strip",
            ),
            models.UniqueConstraint(fields=["item", "start", "end"], name="mention_span_once"),
        ]

    def __str__(self) -> str:
        return self.written

    def to_value(self) -> MentionValue:
        details = tuple(Detail(one["property"], one["value"], one["written"]) for one in self.details)
        place = self.strip.to_value() if self.strip else Span(self.start or 0, self.end or 0)
        return MentionValue(self.item.sha256, place, self.written, self.context, details)


class Reading(models.Model):
    """What one person read on a strip. A second reading by another person stands beside the first."""

    strip = models.ForeignKey(Strip, on_delete=models.PROTECT, related_name="readings")
    mention = models.ForeignKey(Mention, null=True, on_delete=models.PROTECT, related_name="readings")
    written = models.CharField(max_length=300)
    details = models.JSONField(default=list)
    illegible = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()
