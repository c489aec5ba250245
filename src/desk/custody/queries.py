"""Reading the custody room: who is held, and which treaty clock runs out when."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.db.models import QuerySet

from desk.custody.models import Enquiry, Held, Letter
from desk.register.models import PersonCurrent, Place
from desk.register.queries import home_party
from homeward.assessment.judgement import CaseGrade
from homeward.register import dates
from homeward.register.place import PlaceKind

PAGE = 40
_HELD = (CaseGrade.PROBABLY_HELD, CaseGrade.CONFIRMED_HELD, CaseGrade.CONFIRMED_BY_ICRC)
_CAMPS = (PlaceKind.CAMP, PlaceKind.HOSPITAL, PlaceKind.COLLECTING_POINT)
_ARRIVALS = ("oc_admitted_on", "custody_from", "capture_at")
LETTERS, CARDS = 2, 4  # a month at least (art. 71)


class Tone(StrEnum):
    """How a clock stands: time enough, running out, overdue. The names are those of the badges."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Rule:
    """A duty with its term in days, the day from which it warns, and the article that orders it."""

    days: int
    warn_days: int
    source: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A duty towards one person: when it is due, and how it stands."""

    key: str
    due_on: date
    tone: Tone
    source: str


@cache
def rules() -> dict[str, Rule]:
    """The duties by key, from clocks.csv."""
    text = (Path(__file__).parent / "clocks.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["key"]: Rule(int(row["days"]), int(row["warn_days"]), row["source"]) for row in rows}


def clocks(held: Held, today: date) -> list[Clock]:
    """The clocks that run for a person: the capture card until it is sent, and the next inspection."""
    if held.left_on:
        return []
    found = [] if held.card_sent_on else [_clock("card", held.admitted_on, today)]
    return [*found, _clock("inspection", held.inspected_on or held.admitted_on, today)]


def enquiry_clock(enquiry: Enquiry, today: date) -> Clock:
    return _clock("enquiry", enquiry.received_on, today)


def _clock(key: str, start: date, today: date) -> Clock:
    rule = rules()[key]
    due = start + timedelta(days=rule.days)
    warned = start + timedelta(days=rule.warn_days)
    tone = Tone.BAD if today > due else Tone.WARN if today >= warned else Tone.GOOD
    return Clock(key, due, tone, rule.source)


def held(after: str = "") -> tuple[list[Held], str]:
    """A page of the people we hold, by name, and the key of the next page."""
    rows = _present().order_by("person__display_name", "public_id")
    if after:
        name, _, public_id = after.rpartition("|")
        rows = rows.filter(person__display_name__gte=name).exclude(person__display_name=name, public_id__lte=public_id)
    page = list(rows[: PAGE + 1])
    following = f"{page[PAGE - 1].person.display_name}|{page[PAGE - 1].public_id}" if len(page) > PAGE else ""
    return page[:PAGE], following


def due(today: date) -> list[tuple[Held, Clock]]:
    """What is due or overdue, the longest overdue first."""
    card, inspection = rules()["card"], rules()["inspection"]
    late_card = _present().filter(card_sent_on=None, admitted_on__lte=today - timedelta(days=card.warn_days))
    since = today - timedelta(days=inspection.warn_days)
    never = _present().filter(inspected_on=None, admitted_on__lte=since)
    people = {row.pk: row for row in [*late_card, *never, *_present().filter(inspected_on__lte=since)]}
    found = [(row, clock) for row in people.values() for clock in clocks(row, today) if clock.tone != Tone.GOOD]
    return sorted(found, key=lambda pair: pair[1].due_on)


def waiting(today: date) -> int:
    """How many duties are due or overdue."""
    return len(due(today))


def enquiries() -> QuerySet[Enquiry]:
    """Enquiries without an answer, the oldest first."""
    return Enquiry.objects.filter(answered_on=None).order_by("received_on")


def answered() -> QuerySet[Enquiry]:
    return Enquiry.objects.exclude(answered_on=None).select_related("held__person").order_by("-answered_on")[:20]


def sent_this_month(held: Held, today: date) -> tuple[int, int]:
    """Letters and cards the person sent in the month of `today`."""
    month = held.letters.filter(on__year=today.year, on__month=today.month)
    return month.filter(way=Letter.Way.LETTER_OUT).count(), month.filter(way=Letter.Way.CARD_OUT).count()


def camps() -> QuerySet[Place]:
    """The places where we hold people."""
    return Place.objects.filter(kind__in=_CAMPS, party=home_party()).order_by("pk")


def unkept() -> list[PersonCurrent]:
    """People of the other side whom the register has as held by us and who have no record of care yet."""
    rows = PersonCurrent.objects.filter(as_grade__in=_HELD, person__held=None)
    rows = rows.exclude(person__party=home_party()).select_related("person", "facility")
    return [row for row in rows.order_by("person__display_name", "person_id") if arrived_on(row)]


def arrived_on(row: PersonCurrent) -> date | None:
    """The day since when the register has the person in our hands; None if it knows none."""
    texts = [text for key in _ARRIVALS for text in row.values.get(key, ())]
    return next((day for text in texts if (day := dates.bounds(text).earliest)), None)


def _present() -> QuerySet[Held]:
    return Held.objects.filter(left_on=None).select_related("person", "camp")
