"""People we hold: how each was taken in, and what the Third Geneva Convention has us do for them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from desk.ids import PublicIdField


class Health(models.TextChoices):
    """The state of health in the words of the capture card (Annex IV B)."""

    GOOD = "good", _("good")
    NOT_WOUNDED = "not_wounded", _("not wounded")
    RECOVERED = "recovered", _("recovered")
    CONVALESCENT = "convalescent", _("convalescent")
    SICK = "sick", _("sick")
    SLIGHTLY_WOUNDED = "slightly_wounded", _("slightly wounded")
    SERIOUSLY_WOUNDED = "seriously_wounded", _("seriously wounded")


class Wish(models.TextChoices):
    """The answer to the question put in private: nobody goes against his will."""

    WISHES = "wishes", _("wishes to go")
    REFUSES = "refuses", _("refuses")
    UNDECIDED = "undecided", _("undecided")


class Held(models.Model):
    """A person we hold, from arrival in a camp of ours; `left_on` when custody ended."""

    public_id = PublicIdField()
    person = models.OneToOneField("register.Person", on_delete=models.PROTECT, related_name="held")
    camp = models.ForeignKey("register.Place", on_delete=models.PROTECT, related_name="held")
    admitted_on = models.DateField()
    left_on = models.DateField(null=True)
    card_sent_on = models.DateField(null=True)
    health = models.CharField(max_length=20, choices=Health, blank=True)
    wish = models.CharField(max_length=10, choices=Wish, blank=True)
    wish_asked_on = models.DateField(null=True)
    inspected_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(left_on__gte=F("admitted_on")) | Q(left_on=None), name="held_till_left"),
            models.CheckConstraint(
                condition=Q(wish="", wish_asked_on=None) | Q(wish__gt="", wish_asked_on__isnull=False),
                name="held_wish_and_day",
            ),
            models.CheckConstraint(
                condition=Q(card_sent_on__gte=F("admitted_on")) | Q(card_sent_on=None), name="held_card_after_arrival"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Inspection(models.Model):
    """A medical inspection with the weight (art. 31)."""

    held = models.ForeignKey(Held, on_delete=models.PROTECT, related_name="inspections")
    on = models.DateField()
    weight_kg = models.DecimalField(max_digits=4, decimal_places=1)
    health = models.CharField(max_length=20, choices=Health)
    finding = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["held", "on"], name="inspected_once_a_day"),
            models.CheckConstraint(condition=Q(weight_kg__range=(20, 300)), name="inspection_weight_is_a_weight"),
        ]


class Letter(models.Model):
    """A letter or card sent (`out`) or received; art. 71 gives at least two letters and four cards a month."""

    class Way(models.TextChoices):
        LETTER_OUT = "letter_out", _("letter sent")
        CARD_OUT = "card_out", _("card sent")
        LETTER_IN = "letter_in", _("letter received")
        PARCEL_IN = "parcel_in", _("parcel received")

    held = models.ForeignKey(Held, on_delete=models.PROTECT, related_name="letters")
    way = models.CharField(max_length=10, choices=Way)
    on = models.DateField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT)
    at = models.DateTimeField()


class Labour(models.Model):
    """Work in one week and its pay (art. 49-57, 62); only men below officer's rank may be made to work."""

    held = models.ForeignKey(Held, on_delete=models.PROTECT, related_name="labour")
    week_of = models.DateField()
    work = models.CharField(max_length=100)
    hours = models.PositiveSmallIntegerField()
    pay = models.DecimalField(max_digits=8, decimal_places=2)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["held", "week_of", "work"], name="labour_once_a_week"),
            models.CheckConstraint(condition=Q(hours__lte=60), name="labour_hours_are_bounded"),
        ]


class Complaint(models.Model):
    """A complaint (art. 78) and its answer; the right to complain has no limit."""

    public_id = PublicIdField()
    held = models.ForeignKey(Held, on_delete=models.PROTECT, related_name="complaints")
    text = models.TextField()
    made_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None) | Q(answer__gt="", answered_on__isnull=False),
                name="complaint_answer_and_day",
            )
        ]


class Enquiry(models.Model):
    """A family of the other side asks for somebody; the answer goes by the bureau, never to the public."""

    public_id = PublicIdField()
    asked_for = models.CharField(max_length=200)
    born = models.CharField(max_length=40, blank=True)
    by_whom = models.CharField(max_length=200)
    received_on = models.DateField(db_index=True)
    held = models.ForeignKey(Held, null=True, on_delete=models.PROTECT, related_name="enquiries")
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None) | Q(answer__gt="", answered_on__isnull=False),
                name="enquiry_answer_and_day",
            )
        ]
