"""The duty officer's key, and the two PINs of whoever writes, and what they opened."""

from __future__ import annotations

from django.db import models

from desk.channel.models.parties import STAFF


class Watch(models.Model):
    """The public half of the duty officer's key. Its secret half lies locked in a file; the newest one counts."""

    holder = models.JSONField()
    made_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]


class Pins(models.Model):
    """Somebody who writes has two PINs. `sealed` tells, to the duty officer alone, which secret is that of duress.
    With a `device` they are passphrases of its key, carried by the user."""

    user = models.ForeignKey(STAFF, models.PROTECT, related_name="pins")
    watch = models.ForeignKey(Watch, models.PROTECT, related_name="pins")
    sealed = models.BinaryField()
    device = models.CharField(max_length=40, blank=True)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-set_at", "-id"]


class Pen(models.Model):
    """What was opened by a PIN, for a while: `secret` is made from the PIN's own and a salt, so that two openings have
    nothing in common, whichever PIN it was. The salt is there for the duty officer alone, in `sealed`: with a PIN and
    all that lies here nobody can tell which one opened it."""

    user = models.OneToOneField(STAFF, models.PROTECT, related_name="pen")
    sealed = models.BinaryField()
    secret = models.CharField(max_length=64)
    until = models.DateTimeField()
