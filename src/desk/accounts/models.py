"""Who works here, and in which role."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The thirteen roles of a headquarters and those around it, and the desk's own background work."""

    ANALYST = "analyst", _("Analyst")
    LIAISON = "liaison", _("Family liaison")
    NEGOTIATOR = "negotiator", _("Negotiator")
    APPROVER = "approver", _("Approver")
    ESCORT = "escort", _("Escort officer")
    CUSTODIAN = "custodian", _("Camp custodian")
    MEDIATOR = "mediator", _("Mediator")
    OBSERVER = "observer", _("Observer")
    FAMILY = "family", _("Family member")
    DEBRIEFER = "debriefer", _("Debriefer")
    IDENTIFIER = "identifier", _("Identification officer")
    AUDITOR = "auditor", _("Auditor and data-protection officer")
    DUTY = "duty", _("Duty officer")
    SYSTEM = "system", _("The desk itself")


class User(AbstractUser):
    """A person with an account. What the role allows is written in the rooms' permissions.csv."""

    role = models.CharField(max_length=12, choices=Role)
    language = models.CharField(max_length=2, default="en")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_has_a_role")]


class Attempt(models.Model):
    """A sign-in that failed, kept to slow down guessing by account and by address."""

    username = models.CharField(max_length=150, db_index=True)
    address = models.CharField(max_length=45, db_index=True)
    at = models.DateTimeField()
