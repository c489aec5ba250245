"""Reading the cases of families."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, QuerySet

from desk.accounts.models import Role, User
from desk.audit.models import Entry
from desk.families.models import Appointment, Case, Letter, Notice, Swindle
from desk.register.queries import view_of
from homeward.register.labels import label
from homeward.register.wanted import missing

TELL_WITHIN = timedelta(hours=24)
READINGS = ("register.read_person", "families.read_case")


@dataclass(frozen=True, slots=True)
class Untold:
    """A family that knows less than the register: since when, and whether the 24 hours are over."""

    case: Case
    step: str
    told: str
    since: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody looked at the case: when and in which role, without a name."""

    at: datetime
    role: str


def cases(text: str = "") -> QuerySet[Case]:
    """Cases by the number of the case or of the person's file; never by a name."""
    rows = Case.objects.select_related("person__current", "account")
    if text:
        rows = rows.filter(public_id=text) | rows.filter(person__public_id=text)
    return rows


def untold(at: datetime) -> list[Untold]:
    """Families with proved kinship who were not told the step that the register has reached."""
    rows = cases().filter(standing=Case.Standing.VERIFIED).annotate(since=Max("person__statements__recorded_at"))
    found = []
    for case in rows.prefetch_related("notices"):
        told = next((one.step for one in case.notices.all() if one.told_at), "")
        if told != case.person.current.as_grade:
            late = case.since is not None and at - case.since > TELL_WITHIN
            found.append(Untold(case, case.person.current.as_grade, told, case.since, late))
    return sorted(found, key=lambda one: one.since or at)


def to_sign() -> QuerySet[Notice]:
    return Notice.objects.filter(signed_at=None).select_related("case__person", "drafted_by")


def to_tell() -> QuerySet[Notice]:
    return Notice.objects.filter(told_at=None).exclude(signed_at=None).select_related("case__person")


def meetings(at: datetime) -> QuerySet[Appointment]:
    return Appointment.objects.filter(held_at=None).select_related("case__person")


def letters() -> QuerySet[Letter]:
    return Letter.objects.filter(passed_at=None).select_related("case__person")


def swindles() -> QuerySet[Swindle]:
    return Swindle.objects.filter(seen_at=None).select_related("case")


def told(case: Case) -> list[Notice]:
    """What the family was told, the newest first."""
    return list(case.notices.exclude(told_at=None).order_by("-told_at"))


def needed(case: Case, at: datetime, language: str) -> list[str]:
    """What only the family can give and nobody has stated yet."""
    wanted = missing(view_of(case.person, at))
    return [label(one.key, language) for one in wanted if one.ask == "family"]


def readings(case: Case, limit: int = 20) -> list[Reading]:
    """Who looked at the file lately, by role: the family's right, without exposing staff."""
    subjects = (case.public_id, case.person.public_id)
    rows = Entry.objects.filter(act__in=READINGS, subject__in=subjects).order_by("-pk")[:limit]
    roles = dict(User.objects.filter(username__in={row.by for row in rows}).values_list("username", "role"))
    return [Reading(row.at, str(Role(roles[row.by]).label)) for row in rows if row.by in roles]
