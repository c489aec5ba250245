"""Notices of safe passage and what was said on them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from desk.handover.models.operations import STAFF, Operation
from desk.ids import PublicIdField


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
