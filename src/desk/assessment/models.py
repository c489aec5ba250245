"""The four judgements on each person as they stood when last made."""

from __future__ import annotations

from django.db import models

from desk.register.models import Person
from homeward.assessment.judgement import Question


class Assessment(models.Model):
    """One judgement: `answer` with its `certainty` (0..1), the date of the newest sign it rests on, the public ids
    of the statements it rests on, and its reason as room, key and values. A newer judgement replaces it: it is a
    fold over statements, which are kept for ever."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assessments")
    question = models.CharField(max_length=10)
    answer = models.CharField(max_length=100)
    certainty = models.FloatField()
    sign_on = models.DateField(null=True)
    rests_on = models.JSONField(default=list)
    reason = models.JSONField(default=dict)
    distribution = models.JSONField(default=list)
    judged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "question"], name="one_judgement_a_question"),
            models.CheckConstraint(
                condition=models.Q(certainty__gte=0, certainty__lte=1), name="certainty_is_a_probability"
            ),
            models.CheckConstraint(
                condition=models.Q(question__in=list(Question)), name="judgement_answers_a_question"
            ),
        ]
