"""Those who came home: reception, the doctor's word, consent, and what they tell."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from desk.evidence.models import Item, Mention
from desk.handover.models import Receipt
from desk.ids import PublicIdField
from desk.register.models import Person

STAFF = settings.AUTH_USER_MODEL


class Arrival(models.Model):
    """One person's return under one receipt. Nobody is asked anything before the doctor agrees and the person does;
    consent can be taken back at any time, and then nothing more is asked."""

    class Clearance(models.TextChoices):
        WAITING = "waiting", _("Not yet seen by a doctor")
        REST = "rest", _("Needs rest first")
        FIT = "fit", _("May be asked")

    class Consent(models.TextChoices):
        NOT_ASKED = "not_asked", _("Not yet asked")
        GIVEN = "given", _("Agrees to tell")
        REFUSED = "refused", _("Does not wish to tell")

    public_id = PublicIdField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="arrivals")
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="arrivals_home")
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    clearance = models.CharField(max_length=7, choices=Clearance, default=Clearance.WAITING)
    doctor = models.CharField(max_length=120, blank=True)
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")
    consent = models.CharField(max_length=9, choices=Consent, default=Consent.NOT_ASKED)
    consent_at = models.DateTimeField(null=True)
    consent_by = models.ForeignKey(STAFF, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-received_at", "person__display_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "receipt"], name="a_person_arrives_once_a_receipt"),
            models.CheckConstraint(
                condition=Q(clearance="waiting", doctor="", cleared_at__isnull=True, cleared_by__isnull=True)
                | ~Q(clearance="waiting") & ~Q(doctor="") & Q(cleared_at__isnull=False, cleared_by__isnull=False),
                name="a_clearance_has_a_doctor_a_time_and_an_author",
            ),
            models.CheckConstraint(
                condition=Q(consent="not_asked", consent_at__isnull=True, consent_by__isnull=True)
                | ~Q(consent="not_asked") & Q(consent_at__isnull=False, consent_by__isnull=False),
                name="consent_has_a_time_and_an_author",
            ),
            models.CheckConstraint(
                condition=Q(consent="not_asked") | Q(clearance="fit"), name="consent_comes_after_the_doctor"
            ),
        ]

    def __str__(self) -> str:
        return self.person.display_name

    @property
    def may_be_asked(self) -> bool:
        """Whether a debrief may begin or go on."""
        return self.clearance == self.Clearance.FIT and self.consent == self.Consent.GIVEN


class Debrief(models.Model):
    """One talk. Its words are an evidence item from a protected source; what it says of others are mentions."""

    public_id = PublicIdField()
    arrival = models.ForeignKey(Arrival, models.PROTECT, related_name="debriefs")
    item = models.OneToOneField(Item, models.PROTECT, related_name="debrief")
    told_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at", "-pk"]


class Seen(models.Model):
    """One row of a debrief: the person named, and how surely the witness knows it."""

    class Certainty(models.TextChoices):
        SAW = "saw", _("Saw it himself or herself")
        HEARD = "heard", _("Heard it from somebody who saw")
        RUMOUR = "rumour", _("It was said")

    debrief = models.ForeignKey(Debrief, models.PROTECT, related_name="rows")
    number = models.PositiveSmallIntegerField()
    mention = models.OneToOneField(Mention, models.PROTECT, related_name="seen")
    certainty = models.CharField(max_length=6, choices=Certainty)
    said = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["debrief", "number"], name="one_row_a_number")]
