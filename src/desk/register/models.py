"""The register: people, what is said of them, and the places, units and events that tie them together.

`Statement` and `Retraction` are the truth and the database refuses to change them. `PersonCurrent` and
`PersonFacet` are a fold over them, kept for speed, and can be thrown away and built again at will
(`actions.refresh`)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from desk.ids import PublicIdField
from homeward.register.place import CaptureEvent as EventValue
from homeward.register.place import Place as PlaceValue
from homeward.register.place import PlaceKind
from homeward.register.place import Unit as UnitValue
from homeward.register.statement import Grade, Script, Sensitivity, Source
from homeward.register.statement import Retraction as RetractionValue
from homeward.register.statement import Statement as StatementValue


class Place(models.Model):
    """A place of detention or any other place that evidence names. `names` holds every form known, the first is
    shown."""

    public_id = PublicIdField()
    names = models.JSONField(default=list)
    search_keys = models.TextField(default="")
    kind = models.CharField(max_length=20)
    party = models.CharField(max_length=3)
    x = models.FloatField(null=True)
    y = models.FloatField(null=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(PlaceKind)), name="place_has_a_kind"),
            models.CheckConstraint(
                condition=Q(x__isnull=True, y__isnull=True) | Q(x__isnull=False, y__isnull=False), name="place_x_with_y"
            ),
        ]

    def __str__(self) -> str:
        return str(self.names[0]) if self.names else self.public_id

    def to_value(self) -> PlaceValue:
        parent = self.parent.public_id if self.parent else None
        return PlaceValue(self.public_id, tuple(self.names), PlaceKind(self.kind), self.party, self.x, self.y, parent)


class Unit(models.Model):
    """A military unit of one party; `number` is its conventional number where known."""

    public_id = PublicIdField()
    names = models.JSONField(default=list)
    search_keys = models.TextField(default="")
    number = models.CharField(max_length=20, blank=True)
    party = models.CharField(max_length=3)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")

    def __str__(self) -> str:
        return str(self.names[0]) if self.names else self.public_id

    def to_value(self) -> UnitValue:
        parent = self.parent.public_id if self.parent else None
        return UnitValue(self.public_id, tuple(self.names), self.number, self.party, parent)


class CaptureEvent(models.Model):
    """A capture of several people at once; `happened_on` is EDTF."""

    public_id = PublicIdField()
    title = models.CharField(max_length=200)
    happened_on = models.CharField(max_length=40, blank=True)
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT)
    party = models.CharField(max_length=3)

    def __str__(self) -> str:
        return self.title

    def to_value(self) -> EventValue:
        where = self.place.public_id if self.place else None
        return EventValue(self.public_id, self.title, self.happened_on, where, self.party)


class Person(models.Model):
    """A person the register is about; `party` is the side he or she belongs to, `display_name` the name in its
    owner's form, `search_keys` the folded keys of every form of the name, each between two spaces."""

    public_id = PublicIdField()
    party = models.CharField(max_length=3, db_index=True)
    display_name = models.CharField(max_length=200)
    search_keys = models.TextField(default="")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT)

    def __str__(self) -> str:
        return self.display_name


class Statement(models.Model):
    """One row of the truth: the fields of `homeward.register.statement.Statement`. Never changed, never deleted."""

    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="statements", db_index=False)
    property = models.CharField(max_length=40)
    value = models.TextField()
    written = models.TextField()
    script = models.CharField(max_length=4)
    item = models.ForeignKey("evidence.Item", on_delete=models.PROTECT, related_name="statements")
    locator = models.CharField(max_length=200)
    mention = models.ForeignKey("evidence.Mention", null=True, on_delete=models.PROTECT, related_name="statements")
    asserted_by = models.CharField(max_length=200)
    reliability = models.CharField(max_length=1)
    credibility = models.PositiveSmallIntegerField()
    true_on = models.CharField(max_length=40, blank=True)
    said_on = models.CharField(max_length=40, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT)
    sensitivity = models.CharField(max_length=10)

    class Meta:
        indexes = [
            models.Index(fields=["person", "property"]),
            models.Index(fields=["property", "value"], name="statement_of_place", condition=Q(property="facility")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reliability__in="ABCDEF") & Q(credibility__range=(1, 6)), name="statement_is_graded"
            ),
            models.CheckConstraint(condition=Q(sensitivity__in=list(Sensitivity)), name="statement_has_a_sensitivity"),
        ]

    def to_value(self) -> StatementValue:
        """Needs `person`, `item` and `recorded_by` loaded."""
        return StatementValue(
            id=self.public_id,
            subject=self.person.public_id,
            property=self.property,
            value=self.value,
            written=self.written,
            script=Script(self.script),
            source=Source(self.item.sha256, self.locator),
            asserted_by=self.asserted_by,
            grade=Grade(self.reliability, self.credibility),
            true_on=self.true_on,
            said_on=self.said_on,
            recorded_at=self.recorded_at,
            recorded_by=self.recorded_by.username,
            sensitivity=Sensitivity(self.sensitivity),
        )


class Retraction(models.Model):
    """Takes one statement out of every fold from `at` on. Never changed, never deleted."""

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="retraction")
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT)
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="retraction_says_why")]

    def to_value(self) -> RetractionValue:
        return RetractionValue(self.statement.public_id, self.at, self.by.username, self.reason)


class PersonCurrent(models.Model):
    """The fold as of the last refresh: the winners most asked for as columns, all winners in `values`, which maps
    each property to its current values, best first."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.PROTECT, related_name="current")
    surname = models.CharField(max_length=100, blank=True)
    first_names = models.CharField(max_length=100, blank=True)
    patronymic = models.CharField(max_length=100, blank=True)
    birth_date = models.CharField(max_length=40, blank=True)
    sex = models.CharField(max_length=10, blank=True)
    rank = models.CharField(max_length=100, blank=True)
    rank_code = models.CharField(max_length=10, blank=True)
    unit_name = models.CharField(max_length=200, blank=True)
    facility = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="people")
    holding_power = models.CharField(max_length=10, blank=True)
    custody_state = models.CharField(max_length=20, blank=True)
    custody_from = models.CharField(max_length=40, blank=True)
    hc_last_state = models.CharField(max_length=20, blank=True)
    ex_category = models.CharField(max_length=30, blank=True)
    ex_wish = models.CharField(max_length=12, blank=True)
    as_grade = models.CharField(max_length=20)
    last_sign_on = models.DateField(null=True)
    statements = models.PositiveIntegerField(default=0)
    contradictions = models.PositiveIntegerField(default=0)
    values = models.JSONField(default=dict)
    refreshed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["as_grade", "person"]),
            models.Index(fields=["facility", "last_sign_on"]),
            models.Index(fields=["last_sign_on"]),
        ]


class PersonFacet(models.Model):
    """One current value of one person as a number (`facets.facet_hash`): any combination of values is found by an
    index."""

    facet_hash = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facet_hash", "person"], name="one_facet_a_person")]
