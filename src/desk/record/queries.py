"""The figures of our own register. A count of 1 to 4 is never shown as such, and what nobody counted is never a
zero."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from desk.handover.models import Row
from desk.register.models import PersonCurrent
from desk.register.queries import home_party
from homeward.assessment.judgement import CaseGrade
from homeward.planner.pool import Direction
from homeward.register import dates

SMALL = 5
WAITING = (CaseGrade.PROBABLY_HELD, CaseGrade.CONFIRMED_HELD, CaseGrade.CONFIRMED_BY_ICRC)
STEPS = (180, 365, 730)  # days: upper bounds of the first three lengths of waiting


@dataclass(frozen=True, slots=True)
class Wait:
    """How many people wait how long: `step` is 0 to 3 for the lengths of STEPS, -1 where the start is not known."""

    step: int
    shown: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """One operation of ours: how many crossed each way, by the roll-calls both sides signed for."""

    operation: str
    title: str
    to_us: str
    to_them: str


def shown(number: int) -> str:
    """A count as it may be published: "<5" for 1 to 4, a dash where there is nothing to count."""
    if number == 0:
        return "—"
    return "<5" if number < SMALL else str(number)


def waiting(today: date) -> list[Wait]:
    """Our people thought held, by how long."""
    rows = PersonCurrent.objects.filter(person__party=home_party(), as_grade__in=WAITING)
    counts = Counter(
        _step(custody_from or captured or "", today)
        for custody_from, captured in rows.values_list("custody_from", "values__capture_at__0").iterator()
    )
    return [Wait(step, shown(counts[step])) for step in (0, 1, 2, 3, -1)]


def crossings() -> list[Crossing]:
    """Our operations, the newest first."""
    present = Q(mark=Row.Mark.PRESENT, stage__receipt__isnull=False)
    rows = (
        Row.objects.filter(present)
        .values("stage__operation__public_id", "stage__operation__title", "stage__operation__opened_at")
        .annotate(
            to_us=Count("pk", filter=Q(direction=Direction.RECEIVE)),
            to_them=Count("pk", filter=Q(direction=Direction.GIVE)),
        )
        .order_by("-stage__operation__opened_at")
    )
    return [
        Crossing(
            row["stage__operation__public_id"],
            row["stage__operation__title"],
            shown(row["to_us"]),
            shown(row["to_them"]),
        )
        for row in rows
    ]


def _step(vague: str, today: date) -> int:
    try:
        since = dates.bounds(vague).earliest if vague else None
    except dates.NotADate:
        return -1
    if since is None:
        return -1
    days = (today - since).days
    return next((step for step, most in enumerate(STEPS) if days <= most), len(STEPS))
