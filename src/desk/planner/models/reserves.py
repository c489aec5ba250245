"""Who could come instead of each person of a package that was approved."""

from __future__ import annotations

from django.db import models

from desk.planner.models.proposals import Proposed


class Reserve(models.Model):
    """People (`ids`: one, or a family) who could come instead of somebody, the `rank`-th best, and the levels that
    would change by how much. Kept when the package was approved, and never changed."""

    proposed = models.ForeignKey(Proposed, models.PROTECT, related_name="reserves")
    rank = models.PositiveSmallIntegerField()
    ids = models.JSONField()
    changes = models.JSONField()

    class Meta:
        ordering = ["proposed", "rank"]
        constraints = [models.UniqueConstraint(fields=["proposed", "rank"], name="one_reserve_a_rank")]
