"""Families: their cases, what they were told and how, what they wrote, and what we promised to do."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from desk.ids import PublicIdField
from desk.register.models import Person
from homeward.assessment.judgement import CaseGrade

STAFF = settings.AUTH_USER_MODEL
DEATH = (CaseGrade.DEAD_CLAIMED.value, CaseGrade.DEAD_CONFIRMED.value)


class Case(models.Model):
    """One relative who asks for one person. Nothing is told before the standing is proved: that the asker is who he or
    she says, and kin of the person."""

    class Standing(models.TextChoices):
        WAITING = "waiting", _("Papers not yet checked")
        VERIFIED = "verified", _("Kinship proved")
        REFUSED = "refused", _("Kinship not proved")

    public_id = PublicIdField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="cases")
    relative = models.CharField(max_length=200)
    kinship = models.CharField(max_length=60)
    phone = models.CharField(max_length=40, blank=True)
    account = models.OneToOneField(STAFF, models.PROTECT, null=True, related_name="family_case")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    standing = models.CharField(max_length=8, choices=Standing, default=Standing.WAITING)
    papers = models.CharField(max_length=300, blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(standing="waiting", papers="", checked_at__isnull=True, checked_by__isnull=True)
                | ~Q(standing="waiting") & ~Q(papers="") & Q(checked_at__isnull=False, checked_by__isnull=False),
                name="standing_rests_on_papers_seen_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.relative

    @property
    def verified(self) -> bool:
        return self.standing == self.Standing.VERIFIED


class Notice(models.Model):
    """A step of the ladder to be told to a family: drafted by one, signed by another, told by a person. `step`,
    `certainty` and `sign_on` are as the register stood at drafting."""

    class How(models.TextChoices):
        VOICE = "voice", _("by voice")
        MEETING = "meeting", _("in a meeting")
        PORTAL = "portal", _("on the family's page")

    public_id = PublicIdField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    step = models.CharField(max_length=20)
    certainty = models.FloatField(null=True)
    sign_on = models.DateField(null=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    signature = models.JSONField(null=True)
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=8, choices=How, blank=True)

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(step__in=list(CaseGrade)), name="notice_tells_a_step"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True, signature__isnull=True)
                | Q(signed_at__isnull=False, signed_by__isnull=False, signature__isnull=False),
                name="notice_signed_by_somebody_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("drafted_by")), name="notice_needs_two_people"
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True, told_by__isnull=True, how="")
                | Q(told_at__isnull=False, told_by__isnull=False, signed_at__isnull=False) & ~Q(how=""),
                name="notice_is_told_after_it_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(step__in=DEATH) | ~Q(how="portal"), name="death_is_told_by_a_person_first"
            ),
        ]

    @property
    def of_death(self) -> bool:
        return self.step in DEATH


class Appointment(models.Model):
    """A meeting or a call that was agreed."""

    public_id = PublicIdField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="appointments")
    due_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    about = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    held_at = models.DateTimeField(null=True)
    held_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    said = models.TextField(blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_at__isnull=True, held_by__isnull=True, said="")
                | Q(held_at__isnull=False, held_by__isnull=False) & ~Q(said=""),
                name="a_meeting_held_says_what_was_said",
            )
        ]


class Letter(models.Model):
    """A letter from the family, to be passed on through the channel or the Red Cross."""

    public_id = PublicIdField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    text = models.TextField()
    written_at = models.DateTimeField()
    passed_at = models.DateTimeField(null=True)
    passed_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    through = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(passed_at__isnull=True, passed_by__isnull=True, through="")
                | Q(passed_at__isnull=False, passed_by__isnull=False) & ~Q(through=""),
                name="a_letter_passed_on_says_through_whom",
            )
        ]


class Swindle(models.Model):
    """The family reports somebody who asked for money or data in our name or for "a place on the list"."""

    public_id = PublicIdField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="swindles")
    text = models.TextField()
    reported_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seen_at__isnull=True, seen_by__isnull=True)
                | Q(seen_at__isnull=False, seen_by__isnull=False),
                name="a_report_is_seen_by_somebody",
            )
        ]
