"""Operations: who crosses in which stage, under which notice, and the receipts. What happened is the operation's
ledger."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from desk.channel.models import Deal
from desk.ids import PublicIdField
from desk.register.models import Person, Place
from homeward.handover import operation as lib
from homeward.handover import plan
from homeward.planner.pool import Direction

STAFF = settings.AUTH_USER_MODEL


class Operation(models.Model):
    """The crossing under one deal. `phase` mirrors the machine that the ledger `chain` drives. A `mediator` named here
    acknowledges every notice, an `observer` counts and signs; `step` is how far a side may be ahead, 0 for no limit."""

    class Phase(models.TextChoices):
        PLANNED = "planned", _("Planned")
        STARTED = "started", _("Started by both")
        CLOSED = "closed", _("Closed")
        ABORTED = "aborted", _("Ended without a crossing")

    public_id = PublicIdField()
    deal = models.ForeignKey(Deal, models.PROTECT, related_name="operations")
    title = models.CharField(max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    phase = models.CharField(max_length=8, choices=Phase, default=Phase.PLANNED)
    mediator = models.CharField(max_length=12, blank=True)
    observer = models.CharField(max_length=12, blank=True)
    step = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["deal"], condition=~Q(phase="aborted"), name="one_operation_a_deal"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def chain(self) -> str:
        """The name of the operation's ledger."""
        return f"handover {self.public_id}"


class Stage(models.Model):
    """People who cross together at one place; `state` mirrors the machine. Stages of one `round` may be on the road at
    the same time in different places."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        MOVING = "moving", _("On the road")
        CALLED = "called", _("Roll-call taken")
        RECEIPTED = "receipted", _("Receipted by both")

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="stages")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    place_name = models.CharField(max_length=120, blank=True)
    round = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["operation", "number"], name="one_stage_a_number")]

    def to_value(self) -> lib.Stage:
        """The stage as planned; what happened to it since comes from the ledger."""
        rows, bodies = list(self.rows.select_related("person")), list(self.bodies.all())
        receive, give = (
            tuple(row.person.public_id for row in rows if row.direction == way)
            for way in (Direction.RECEIVE, Direction.GIVE)
        )
        received, given = (
            tuple(body.seal for body in bodies if body.direction == way) for way in (Direction.RECEIVE, Direction.GIVE)
        )
        return lib.Stage(self.number, receive, give, self.place_name, self.round, received, given)


class Row(models.Model):
    """One person on the manifest of a stage, and what the roll-call says."""

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


class Notice(models.Model):
    """A notice of safe passage with its mandatory fields; `sha256` is what an acknowledgement must name."""

    public_id = PublicIdField()
    operation = models.ForeignKey(Operation, models.PROTECT, related_name="notices")
    party = models.CharField(max_length=12)
    area = models.CharField(max_length=300)
    since = models.DateTimeField()
    until = models.DateTimeField()
    vehicles = models.PositiveSmallIntegerField()
    routes = models.CharField(max_length=500)
    means = models.CharField(max_length=200)
    persons = models.PositiveIntegerField()
    contacts = models.CharField(max_length=200)
    place = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="notice_window_opens")]


class Acknowledgement(models.Model):
    """A party's word that its units are told of exactly this notice."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="acknowledgements")
    party = models.CharField(max_length=12)
    units = models.CharField(max_length=300)
    until = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "party"], name="a_party_acknowledges_once")]


class Receipt(models.Model):
    """The receipt of a stage as signed so far; the file verifies without us."""

    public_id = PublicIdField()
    stage = models.OneToOneField(Stage, models.PROTECT, related_name="receipt")
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")


class Leg(models.Model):
    """A part of the way: by what means, in how many vehicles with how many seats, places for lying people and escorts,
    from where to where through which border point, and when (UTC). `stage` is the stage that takes it, 0 for all."""

    class Means(models.TextChoices):
        BUS = plan.Means.BUS, _("Bus")
        PLANE = plan.Means.PLANE, _("Plane")
        TRAIN = plan.Means.TRAIN, _("Train")
        FOOT = plan.Means.FOOT, _("On foot")

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="legs")
    number = models.PositiveSmallIntegerField()
    means = models.CharField(max_length=5, choices=Means)
    vehicles = models.PositiveSmallIntegerField()
    seats = models.PositiveIntegerField()
    stretchers = models.PositiveSmallIntegerField(default=0)
    escorts = models.PositiveSmallIntegerField(default=0)
    start = models.CharField(max_length=120)
    end = models.CharField(max_length=120)
    border = models.CharField(max_length=120, blank=True)
    stage = models.PositiveSmallIntegerField(default=0)
    departs_at = models.DateTimeField()
    arrives_at = models.DateTimeField()
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["operation", "number"], name="one_leg_a_number"),
            models.CheckConstraint(condition=Q(means__in=["bus", "plane", "train", "foot"]), name="leg_has_means"),
            models.CheckConstraint(condition=Q(seats__gt=0), name="leg_has_seats"),
            models.CheckConstraint(condition=Q(arrives_at__gt=models.F("departs_at")), name="leg_arrives_later"),
        ]

    def to_value(self) -> plan.Leg:
        """The leg as the library sees it."""
        return plan.Leg(
            self.number,
            plan.Means(self.means),
            self.vehicles,
            self.seats,
            self.start,
            self.end,
            self.departs_at,
            self.arrives_at,
            self.border,
            self.stretchers,
            self.stage,
        )
