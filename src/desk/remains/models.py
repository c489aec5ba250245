"""The dead. A bag, a fragment and an individual are three things: a bag may hold several people, a person may lie in
several bags and come in several handovers. A name on a bag is a claim; only a primary identifier identifies."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from desk.ids import PublicIdField


class Contents(models.TextChoices):
    """What a bag turned out to hold."""

    BODY = "body", _("a body")
    PART = "part_of_body", _("part of a body")
    SEVERAL = "several_persons", _("several people")
    NOT_HUMAN = "not_human", _("not human")
    EMPTY = "empty", _("empty")


class Basis(models.TextChoices):
    """Primary identifiers (INTERPOL DVI). Papers, tags and faces are none of them."""

    DNA = "dna", _("DNA")
    FINGERPRINT = "fingerprint", _("fingerprints")
    DENTAL = "dental", _("teeth")
    IMPLANT = "implant_serial", _("serial number of an implant")
    COMBINATION = "combination", _("several of these together")


class Bag(models.Model):
    """A bag as it was received in a repatriation of bodies, under the number the other side gave it."""

    public_id = PublicIdField()
    number = models.CharField(max_length=40)
    handover = models.CharField(max_length=100)
    received_on = models.DateField()
    contents = models.CharField(max_length=20, choices=Contents, blank=True)
    opened_on = models.DateField(null=True)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "number"], name="bag_number_once_a_handover"),
            models.CheckConstraint(
                condition=Q(contents="", opened_on=None) | Q(contents__gt="", opened_on__isnull=False),
                name="bag_contents_and_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Claim(models.Model):
    """Who the other side, a paper or a tag says lies in a bag: never an identification."""

    class Ground(models.TextChoices):
        LIST = "list", _("list of the other side")
        TAG = "tag", _("identity disc or tag")
        PAPERS = "papers", _("papers with the body")
        FACE = "face", _("somebody recognised the face")

    bag = models.ForeignKey(Bag, on_delete=models.PROTECT, related_name="claims")
    name = models.CharField(max_length=200)
    search_key = models.CharField(max_length=200, db_index=True)
    ground = models.CharField(max_length=10, choices=Ground)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT)
    at = models.DateTimeField()


class Individual(models.Model):
    """One dead person, put together from fragments; who it is, an identification says."""

    public_id = PublicIdField()
    label = models.CharField(max_length=40, unique=True)
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.label


class Fragment(models.Model):
    """A body or a part of one found in a bag, with its sample; it belongs to an individual once compared."""

    public_id = PublicIdField()
    bag = models.ForeignKey(Bag, on_delete=models.PROTECT, related_name="fragments")
    label = models.CharField(max_length=40)
    description = models.CharField(max_length=300)
    sample = models.CharField(max_length=40, blank=True)
    individual = models.ForeignKey(Individual, null=True, on_delete=models.PROTECT, related_name="fragments")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bag", "label"], name="fragment_label_once_a_bag")]

    def __str__(self) -> str:
        return f"{self.bag.number}/{self.label}"


class Identification(models.Model):
    """An individual is a person of the register, on the ground of a laboratory's report. Withdrawn, it stays."""

    public_id = PublicIdField()
    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="identifications")
    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="identifications")
    basis = models.CharField(max_length=20, choices=Basis)
    laboratory = models.CharField(max_length=200)
    report = models.ForeignKey("evidence.Item", on_delete=models.PROTECT)
    identified_on = models.DateField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="identified_by_a_primary_identifier"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False, withdrawn_because__gt=""),
                name="withdrawn_says_why",
            ),
            models.UniqueConstraint(
                fields=["individual"], condition=Q(withdrawn_at=None), name="one_standing_identification"
            ),
        ]
