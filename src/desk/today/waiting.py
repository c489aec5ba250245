"""What waits for a member of staff: a line for each kind of work, counted from the rooms it waits in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.accounts.access import may
from desk.accounts.models import User
from desk.aftercare import queries as aftercare
from desk.audit.models import Entry
from desk.channel import queries as channel
from desk.channel import seating
from desk.channel.models import Draft
from desk.channel.queries import matching_found
from desk.custody import queries as custody
from desk.custody.models import Complaint
from desk.evidence import queries as evidence
from desk.families import queries as families
from desk.handover import queries as handover
from desk.handover.models import Notice
from desk.linkage import queries as linkage
from desk.register import queries as register
from desk.remains import queries as remains

_Count = Callable[[User, datetime], int]
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of a kind wait, and the page that shows them; `urgent` where a term is running out or has run out."""

    count: int
    label: str | Promise
    url: str
    urgent: bool


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of work: who does it by the act it takes, where it is done, and how it is counted."""

    act: str
    page: str
    label: str | Promise
    count: _Count
    query: str = ""
    urgent: bool = False


def waiting(user: User, at: datetime) -> list[Waiting]:
    """What waits for `user`, the urgent first; nothing that the role could not do anything about."""
    found = [
        Waiting(count, kind.label, reverse(kind.page) + kind.query, kind.urgent)
        for kind in _KINDS
        if may(user, kind.act) and (count := kind.count(user, at))
    ]
    return sorted(found, key=lambda one: not one.urgent)


def _drafts(user: User, at: datetime) -> int:
    rows = Draft.objects.filter(state=Draft.State.WAITING, expires_at__gt=at)
    return rows.exclude(composed_by=user).exclude(approvals__by=user).count()


def _notices(user: User, at: datetime) -> int:
    """Notices of safe passage still to run that nobody acknowledged."""
    return Notice.objects.filter(until__gt=at, operation__in=handover.upcoming(), acknowledgements=None).count()


def _refusals(user: User, at: datetime) -> int:
    return Entry.objects.filter(act="access.refused", at__gt=at - _A_DAY).count()


def _silent(user: User, at: datetime) -> int:
    return register.without_news(at.date(), register.home_party()).count()


_KINDS = (
    _Kind(
        "custody.care",
        "custody:custody",
        _("Duties of the Convention due or overdue"),
        lambda user, at: custody.waiting(at.date()),
        urgent=True,
    ),
    _Kind(
        "custody.enquire",
        "custody:enquiries",
        _("Enquiries of families without an answer"),
        lambda user, at: custody.enquiries().count(),
    ),
    _Kind(
        "custody.care",
        "custody:custody",
        _("Complaints without an answer"),
        lambda user, at: Complaint.objects.filter(answered_on=None).count(),
    ),
    _Kind("channel.approve", "channel:approvals", _("Acts to approve or refuse"), _drafts, urgent=True),
    _Kind(
        "channel.dispute",
        "channel:disputes",
        _("Disputes that wait for our submission"),
        lambda user, at: channel.waiting_for_us(at),
        urgent=True,
    ),
    _Kind(
        "channel.mediate",
        "channel:disputes",
        _("Disputes to rule on"),
        lambda user, at: channel.waiting_for_us(at),
        urgent=True,
    ),
    _Kind(
        "channel.look",
        "channel:alarms",
        _("Alarms on the channel nobody has looked at"),
        lambda user, at: channel.fresh(at),
        urgent=True,
    ),
    _Kind(
        "channel.judge_match",
        "channel:matches_waiting",
        _("Pairs of private matching at which nobody has looked"),
        lambda user, at: matching_found.waiting().count(),
    ),
    _Kind(
        "channel.certify",
        "channel:certificates",
        _("Certificates to renew before they end"),
        lambda user, at: len(seating.ending_soon(at)),
    ),
    _Kind("handover.lead", "handover:operations", _("Notices without an acknowledgement"), _notices, urgent=True),
    _Kind(
        "handover.open",
        "handover:operations",
        _("Agreements to carry out"),
        lambda user, at: handover.ready_deals().count(),
    ),
    _Kind(
        "handover.lead", "handover:operations", _("Operations under way"), lambda user, at: handover.upcoming().count()
    ),
    _Kind(
        "families.write",
        "families:cases",
        _("Families told less than the register knows, for over 24 hours"),
        lambda user, at: sum(one.late for one in families.untold(at)),
        query="#untold",
        urgent=True,
    ),
    _Kind(
        "families.sign",
        "families:cases",
        _("Notices to families to sign"),
        lambda user, at: families.to_sign().exclude(drafted_by=user).count(),
        query="#notices",
    ),
    _Kind(
        "families.write",
        "families:cases",
        _("Signed notices to tell"),
        lambda user, at: families.to_tell().count(),
        query="#notices",
    ),
    _Kind(
        "families.write",
        "families:cases",
        _("Letters to pass on"),
        lambda user, at: families.letters().count(),
        query="#waiting",
    ),
    _Kind(
        "aftercare.receive",
        "aftercare:arrivals",
        _("People who crossed and are not received yet"),
        lambda user, at: len(aftercare.awaited()),
        urgent=True,
    ),
    _Kind(
        "aftercare.clear",
        "aftercare:arrivals",
        _("People without a doctor's clearance"),
        lambda user, at: aftercare.counts()["doctor"],
    ),
    _Kind(
        "aftercare.debrief",
        "aftercare:arrivals",
        _("People ready to tell what they saw"),
        lambda user, at: aftercare.counts()["ready"],
    ),
    _Kind("linkage.judge", "linkage:queue", _("Mentions nobody has looked at"), lambda user, at: _untouched()),
    _Kind(
        "evidence.read_strip",
        "evidence:inbox",
        _("Rows of photographed lists to type"),
        lambda user, at: evidence.waiting().count(),
    ),
    _Kind(
        "remains.examine",
        "remains:remains",
        _("Bags, fragments and individuals that wait"),
        lambda user, at: remains.waiting(),
    ),
    _Kind(
        "register.search",
        "register:people",
        _("People without news for more than 90 days"),
        _silent,
        query=f"?silent=on&party={register.home_party()}",
    ),
    _Kind("audit.read", "audit:audit", _("Refusals in the last 24 hours"), _refusals, query="?act=access.refused"),
)


def _untouched() -> int:
    return linkage.untouched().count()
