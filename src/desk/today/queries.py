"""What waits for a member of staff, and how people are waiting and coming home over time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.accounts.access import may
from desk.accounts.models import User
from desk.audit.models import Entry
from desk.evidence import queries as evidence
from desk.linkage import queries as linkage
from desk.planner.models import Proposal
from desk.register import queries as register
from desk.register.models import PersonCurrent


@dataclass(frozen=True, slots=True)
class Waiting:
    """A number of things that wait, with the page that shows them."""

    count: int
    label: str | Promise
    url: str


@dataclass(frozen=True, slots=True)
class Rung:
    """How many people of ours stand on a rung of the ladder of status."""

    grade: str
    label: str
    count: int


_Kind = tuple[str, str, str | Promise, Callable[[date], int]]
_KINDS: tuple[_Kind, ...] = (
    ("linkage.judge", "linkage:queue", _("mentions nobody has looked at"), lambda day: linkage.untouched().count()),
    (
        "evidence.read",
        "evidence:inbox",
        _("rows of photographed lists to type"),
        lambda day: evidence.waiting().count(),
    ),
    (
        "register.search",
        "register:people",
        _("people without news for more than 90 days"),
        lambda day: register.without_news(day, register.home_party()).count(),
    ),
    ("planner.read", "planner:proposals", _("proposals"), lambda day: Proposal.objects.count()),
)


def waiting(user: User, day: date) -> list[Waiting]:
    """What waits for this user: only kinds that the role may see."""
    return [
        Waiting(count(day), label, url) for act, page, label, count in _KINDS if may(user, act) and (url := _url(page))
    ]


def news(user: User, limit: int = 12) -> list[tuple[str, int]]:
    """What others did since the user last signed in, by act, the commonest first."""
    last = Entry.objects.filter(act="accounts.sign_in", by=user.username).order_by("-id")[1:2]
    rows = Entry.objects.filter(chain__name="audit", id__gt=last[0].id if last else 0).exclude(by=user.username)
    quiet = rows.exclude(act__startswith="accounts.").exclude(act__contains=".read")
    counted = quiet.order_by().values_list("act").annotate(count=Count("id")).order_by("-count")[:limit]
    return [(act, count) for act, count in counted]


def ladder(language: str) -> list[Rung]:
    """Our own people by rung of the ladder of status."""
    return [Rung(*row) for row in register.ladder(register.home_party(), language)]


def captured_by_month() -> list[tuple[str, int]]:
    """Our people by the month in which they were last seen among us, as far as that is known."""
    rows = PersonCurrent.objects.filter(person__party=register.home_party()).values_list("values", flat=True)
    months: dict[str, int] = {}
    for values in rows.iterator(chunk_size=2000):
        for day in values.get("last_seen_at", [])[:1]:
            months[day[:7]] = months.get(day[:7], 0) + 1
    return sorted(months.items())


def _url(page: str) -> str:
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""
