"""Proposals: packages the planner found under terms, and who is in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.ids import PublicIdField
from desk.planner import kept_odds
from desk.register.models import Person
from homeward.assessment.judgement import CaseGrade
from homeward.planner import terms as lib
from homeward.planner.objectives import Objective, hierarchy
from homeward.planner.odds import Learnt, Recorded
from homeward.planner.pool import Direction


class Proposal(models.Model):
    """A package under `terms`, as the register stood at `made_at`, of people held as surely as `least`; `order` is the
    order of the objectives. `levels` is what the solver reached, level by level, with the bound proven, `clash` the
    rules that cannot be kept together if there is no package, `categories` how many of each cross each way, `bodies`
    how many bodies, `owed` by how much we are ahead after. Another plan for the same question names
    the package it stands `beside` and how many per cent of its people that one asks for too (`shared`): one of about
    equal worth to us, the one that brings most home in the mean, or in a bad case. While the state is "working",
    `progress` is the per cent of the levels closed; once found a proposal is not changed: a new one is made.
    `odds` are the chances as they were learnt when it was worked out, null if nothing was answered yet;
    `reserved_at` is when it was worked out, after approval, who could come instead of each person."""

    class State(models.TextChoices):
        WORKING = "working", _("Being worked out")
        FAILED = "failed", _("Not worked out in time")
        FOUND = "found", _("Found")
        CLASH = "clash", _("The terms clash")
        OFFERED = "offered", _("Put to the other side")

    class Plan(models.TextChoices):
        BEST = "best", _("The best package")
        ALIKE = "alike", _("Of about equal worth, for other people")
        EXPECTED = "expected", _("Most expected home")
        CAUTIOUS = "cautious", _("Most home in a bad case")

    public_id = PublicIdField()
    title = models.CharField(max_length=120)
    terms = models.JSONField()
    state = models.CharField(max_length=8, choices=State)
    order = models.JSONField(default=list)
    least = models.CharField(max_length=20, default=CaseGrade.PROBABLY_HELD)
    progress = models.PositiveSmallIntegerField(default=0)
    levels = models.JSONField(default=list)
    categories = models.JSONField(default=dict)
    bodies = models.JSONField(default=list)
    owed = models.IntegerField(default=0)
    beside = models.ForeignKey("self", models.PROTECT, null=True, related_name="alternatives")
    shared = models.PositiveSmallIntegerField(null=True)
    odds = models.JSONField(null=True)
    plan = models.CharField(max_length=8, choices=Plan, default=Plan.BEST)
    clash = models.JSONField(default=list)
    pool_size = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    draft = models.CharField(max_length=12, blank=True)
    offered_at = models.DateTimeField(null=True)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reserved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="offered", offered_at__isnull=False, offered_by__isnull=False)
                | ~models.Q(state="offered") & models.Q(offered_at__isnull=True, offered_by__isnull=True),
                name="an_offer_has_a_time_and_an_author",
            ),
            models.CheckConstraint(
                condition=models.Q(beside=None, shared=None, plan="best")
                | models.Q(beside__isnull=False, shared__isnull=False) & ~models.Q(plan="best"),
                name="a_plan_beside_says_what_it_shares",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def to_terms(self) -> lib.Terms:
        return lib.from_value(self.terms)

    def to_order(self) -> tuple[Objective, ...]:
        return hierarchy(self.order)

    def to_odds(self) -> Learnt | None:
        return None if self.odds is None else kept_odds.read(self.odds)

    @property
    def proven(self) -> bool:
        """Whether no better package exists under these terms."""
        return all(level["value"] == level["bound"] for level in self.levels)


class Proposed(models.Model):
    """One person of a proposal: which way, whether outside every count (GC III art 109), and the `reasons`, each a key
    of the planner's words with its values."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, models.PROTECT, related_name="proposed")
    direction = models.CharField(max_length=7)
    outside = models.BooleanField()
    reasons = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="a_person_once_a_proposal"),
            models.CheckConstraint(condition=models.Q(direction__in=list(Direction)), name="proposed_which_way"),
        ]


class Answer(models.Model):
    """What the other side answered about one person of a proposal: agreed, or refused with a cause. It teaches the
    odds of the person's `kind` and `unit` as they were then; `share` is what falls to the person of the refusal of a
    whole package."""

    class Cause(models.TextChoices):
        NOT_HELD = "not_held", _("says it does not hold the person")
        SENTENCED = "sentenced", _("the person is under sentence")
        UNIT_BLOCKED = "unit_blocked", _("releases nobody of this unit")
        OTHER_DEMAND = "other_demand", _("asks for something else")
        NO_REASON = "no_reason", _("gave no reason")
        PERSON_UNWILLING = "person_unwilling", _("the person did not wish to cross")
        UNFIT_TO_TRAVEL = "unfit_to_travel", _("the person could not travel")

    proposed = models.OneToOneField(Proposed, models.PROTECT, related_name="answer")
    agreed = models.BooleanField()
    cause = models.CharField(max_length=20, choices=Cause, blank=True)
    share = models.FloatField(default=1.0)
    kind = models.CharField(max_length=60)
    unit = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agreed=True, cause="") | (models.Q(agreed=False) & ~models.Q(cause="")),
                name="a_refusal_has_a_cause",
            ),
        ]

    def to_value(self) -> Recorded:
        return Recorded(self.kind, self.unit, self.agreed, self.cause, self.proposed.person.public_id, self.share)
