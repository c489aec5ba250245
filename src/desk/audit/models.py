"""The desk's ledgers: hash chains of entries that the database refuses to change or delete."""

from __future__ import annotations

from django.db import models

from homeward import ledger


class Chain(models.Model):
    """One ledger and its newest entry; its row is the lock under which the next entry is written."""

    name = models.CharField(max_length=60, unique=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default=ledger.START)


class Entry(models.Model):
    """One entry of a chain, with the fields of `homeward.ledger.Entry`; `subject` is the public id it is about."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, db_index=True)
    data = models.JSONField()
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="one_entry_a_place")]
        indexes = [models.Index(fields=["act", "at"])]

    def to_value(self) -> ledger.Entry:
        return ledger.Entry(self.seq, self.at, self.by, self.act, self.data, self.prev, self.hash)


class Cursor(models.Model):
    """How far a follower of a ledger has read: the number of the last entry it has acted on."""

    name = models.CharField(max_length=60, unique=True)
    seq = models.PositiveBigIntegerField(default=0)
