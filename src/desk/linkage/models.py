"""Judgements: who a mention speaks of, said by a person, with a reason and an undo."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from desk.evidence.models import Mention
from desk.ids import PublicIdField
from desk.register.models import Person, Statement


class Verdict(models.TextChoices):
    LINK = "link"
    REFUSE = "refuse"
    OPEN = "open"


class Judgement(models.Model):
    """One verdict on a mention. It never changes the mention or the person: a link brings statements in, and its
    undo takes exactly those back. The newest judgement that is not undone holds."""

    public_id = PublicIdField()
    mention = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="judgements")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="judgements")
    verdict = models.CharField(max_length=6, choices=Verdict)
    probability = models.FloatField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_reason = models.CharField(max_length=300, blank=True)
    statements = models.ManyToManyField(Statement, related_name="judgements")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="judgement_has_a_verdict"),
            models.CheckConstraint(condition=~Q(verdict="link") | Q(person__isnull=False), name="link_names_a_person"),
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True, undone_at__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="undone_by_with_undone_at",
            ),
            models.UniqueConstraint(
                fields=["mention"], condition=Q(undone_at__isnull=True), name="one_standing_judgement_a_mention"
            ),
        ]


class PeopleJudgement(models.Model):
    """Somebody says that two entries of the register are the same human being, or are not. It merges nothing."""

    public_id = PublicIdField()
    left = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    same = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(left=models.F("right")), name="two_people_are_judged"),
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True, undone_at__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="people_undone_by_with_undone_at",
            ),
        ]
