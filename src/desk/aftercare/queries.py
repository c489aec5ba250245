"""Reading arrivals and what the returned told."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from desk.aftercare.models import Arrival, Debrief, Seen
from desk.handover import models as handover
from desk.linkage.models import Judgement
from homeward.planner.pool import Direction


def arrivals() -> QuerySet[Arrival]:
    """Everybody received, the newest first."""
    rows = Arrival.objects.select_related("person", "receipt__stage__operation")
    return rows.annotate(talks=Count("debriefs"))


def awaited() -> list[handover.Row]:
    """People whom a receipt says we took over and who are not yet received."""
    rows = handover.Row.objects.filter(
        direction=Direction.RECEIVE, mark=handover.Row.Mark.PRESENT, stage__receipt__isnull=False
    ).select_related("person", "stage__receipt", "stage__operation")
    return [row for row in rows if not Arrival.objects.filter(person=row.person, receipt__stage=row.stage).exists()]


def unnamed() -> QuerySet[handover.Arrival]:
    """People who came though no manifest names them: they are looked up and received like everybody."""
    return handover.Arrival.objects.filter(stage__receipt__isnull=False).select_related("stage__operation")


def receipts() -> QuerySet[handover.Receipt]:
    return handover.Receipt.objects.select_related("stage__operation").order_by("-signed_at")


def counts() -> dict[str, int]:
    """How many stand at each step: for the tiles."""
    rows = Arrival.objects.all()
    return {
        "doctor": rows.exclude(clearance=Arrival.Clearance.FIT).count(),
        "consent": rows.filter(clearance=Arrival.Clearance.FIT, consent=Arrival.Consent.NOT_ASKED).count(),
        "ready": rows.filter(consent=Arrival.Consent.GIVEN, debriefs=None).count(),
        "named": Seen.objects.count(),
    }


def rows_of(debrief: Debrief) -> list[tuple[Seen, Judgement | None]]:
    """The rows of a debrief, each with the judgement that stands on its mention."""
    rows = list(debrief.rows.select_related("mention__item"))
    standing = Judgement.objects.filter(mention__seen__debrief=debrief, undone_at=None).select_related("person")
    judged = {one.mention_id: one for one in standing}
    return [(row, judged.get(row.mention_id)) for row in rows]
