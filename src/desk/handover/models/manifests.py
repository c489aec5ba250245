"""The people and the bodies of a stage, and what the roll-call says of each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from desk.handover.models.operations import STAFF, Operation, Stage
from desk.register.models import Person
from homeward.planner.pool import Direction


class Standing(models.Manager["Row"]):
    """Those on the manifest as it stands."""

    def get_queryset(self) -> models.QuerySet[Row]:
        return super().get_queryset().filter(replaced_at=None)


class Row(models.Model):
    """One person on the manifest of a stage, and what the roll-call says. Who was replaced, and is in `ever` alone,
    came off it when both sides agreed to that; who came `instead_of` him says so."""

    class Mark(models.TextChoices):
        EXPECTED = "expected", _("Expected")
        PRESENT = "present", _("Present")
        ABSENT = "absent", _("Absent")
        REFUSES = "refuses", _("Refuses to cross")
        DIED = "died", _("Died on the way")
        HELD_BACK = "held_back", _("Held back")

    class Fitness(models.TextChoices):
        UNASKED = "unasked", _("Not examined")
        SITTING = "sitting", _("Fit, sitting")
        LYING = "lying", _("Fit, lying")
        UNFIT = "unfit", _("Not fit to travel")

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="rows")
    person = models.ForeignKey(Person, models.PROTECT, related_name="manifests")
    direction = models.CharField(max_length=7)
    weight = models.PositiveSmallIntegerField(default=1)
    mark = models.CharField(max_length=9, choices=Mark, default=Mark.EXPECTED)
    witness = models.CharField(max_length=120, blank=True)
    marked_at = models.DateTimeField(null=True)
    marked_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    fitness = models.CharField(max_length=7, choices=Fitness, default=Fitness.UNASKED)
    examined_at = models.DateTimeField(null=True)
    examined_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    effects_grams = models.PositiveIntegerField(default=0)
    question = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=200, blank=True)
    instead_of = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")
    replaced_at = models.DateTimeField(null=True)

    objects = Standing()
    ever: models.Manager[Row] = models.Manager()

    class Meta:
        ordering = ["direction", "person__display_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "person"], name="a_person_once_a_stage"),
            models.CheckConstraint(condition=Q(direction__in=list(Direction)), name="row_which_way"),
            models.CheckConstraint(
                condition=Q(mark="expected", marked_at__isnull=True, marked_by__isnull=True)
                | ~Q(mark="expected") & Q(marked_at__isnull=False, marked_by__isnull=False),
                name="a_mark_has_a_time_and_an_author",
            ),
            models.CheckConstraint(
                condition=~Q(mark="refuses") | ~Q(witness=""), name="a_refusal_to_cross_has_a_witness"
            ),
            models.CheckConstraint(
                condition=Q(fitness="unasked", examined_at__isnull=True, examined_by__isnull=True)
                | ~Q(fitness="unasked") & Q(examined_at__isnull=False, examined_by__isnull=False),
                name="fitness_has_a_time_and_an_author",
            ),
            models.CheckConstraint(
                condition=Q(question="", answer="") | ~Q(question="") & ~Q(answer=""), name="a_question_has_an_answer"
            ),
        ]

    portrait = ""
    """A picture of the person for the page that asks for it, never kept here."""

    @property
    def kilograms(self) -> str:
        """The weight of the effects as a number field takes it."""
        return f"{self.effects_grams / 1000:g}"


class Separation(models.Model):
    """Two people of an operation who must not travel in one vehicle, and why."""

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="separations")
    one = models.ForeignKey(Row, models.PROTECT, related_name="+")
    other = models.ForeignKey(Row, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="a_separation_once"),
            models.CheckConstraint(condition=Q(one__lt=models.F("other")), name="a_separation_is_of_two"),
        ]


class Body(models.Model):
    """A body on the manifest of a stage, by the seal on its bag; a seal stands on one body of an operation."""

    class Mark(models.TextChoices):
        EXPECTED = "expected", _("Expected")
        INTACT = "intact", _("Seal intact")
        BROKEN = "broken", _("Seal broken")
        MISSING = "missing", _("Not there")

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="bodies")
    seal = models.CharField(max_length=40)
    direction = models.CharField(max_length=7)
    mark = models.CharField(max_length=8, choices=Mark, default=Mark.EXPECTED)
    marked_at = models.DateTimeField(null=True)
    marked_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["seal"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "seal"], name="a_seal_once_a_stage"),
            models.CheckConstraint(condition=Q(direction__in=list(Direction)), name="body_which_way"),
        ]


class Arrival(models.Model):
    """Somebody who came though no manifest names him, or came instead of another."""

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="arrivals")
    written = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
