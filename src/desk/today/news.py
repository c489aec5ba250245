"""What others did while a member of staff was away, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.accounts.models import User
from desk.accounts.rooms import way_to
from desk.audit.actions import AUDIT
from desk.audit.models import Entry


@dataclass(frozen=True, slots=True)
class News:
    """How often something was done, in words, and the room where to see it."""

    count: int
    label: str | Promise
    url: str


_TOLD: tuple[tuple[str, str | Promise, str], ...] = (
    ("aftercare.receive", _("People received home"), "aftercare:arrivals"),
    ("handover.receipt", _("Receipts of a handover signed"), "handover:operations"),
    ("handover.open_operation", _("Operations opened"), "handover:operations"),
    ("handover.acknowledge", _("Notices of safe passage acknowledged"), "handover:operations"),
    ("channel.receive", _("Parcels received on the channel"), "channel:channel"),
    ("channel.compose", _("Messages composed for the channel"), "channel:channel"),
    ("channel.approve", _("Approvals given"), "channel:approvals"),
    ("channel.refuse", _("Approvals refused"), "channel:approvals"),
    ("planner.propose", _("Proposals worked out"), "planner:proposals"),
    ("planner.offer", _("Proposals put to the other side"), "planner:proposals"),
    ("evidence.take_in", _("Items of evidence taken in"), "evidence:inbox"),
    ("evidence.read_strip", _("Rows of photographed lists typed"), "evidence:inbox"),
    ("linkage.link", _("Mentions linked with a person"), "linkage:queue"),
    ("linkage.undo", _("Judgements on mentions undone"), "linkage:queue"),
    ("register.open_person", _("People opened in the register"), "register:people"),
    ("register.state", _("Statements added to the register"), "register:people"),
    ("register.retract", _("Statements taken back"), "register:people"),
    ("custody.admit", _("People taken into custody"), "custody:custody"),
    ("custody.enquire", _("Enquiries of families taken in"), "custody:enquiries"),
    ("remains.receive", _("Bags of remains received"), "remains:remains"),
    ("remains.identify", _("Identifications made"), "remains:remains"),
    ("families.sign_notice", _("Notices to families signed"), "families:cases"),
    ("families.tell", _("Families told"), "families:cases"),
    ("aftercare.record_debrief", _("Debriefs recorded"), "aftercare:arrivals"),
)


def last_seen(user: User) -> datetime | None:
    """When the user was last here before the present sign-in; None on a first day."""
    entries = Entry.objects.filter(act="accounts.sign_in", by=user.username).order_by("-id")
    return entries.values_list("at", flat=True)[1:2].first()


def news(user: User, since: datetime | None) -> list[News]:
    """What others did since then in the rooms that the user may enter; everything on a first day."""
    rows = Entry.objects.filter(chain__name=AUDIT, act__in=[act for act, _label, _page in _TOLD])
    rows = rows.exclude(by=user.username)
    rows = rows.filter(at__gt=since) if since else rows
    counts = dict(rows.order_by().values_list("act").annotate(count=Count("id")))
    return [
        News(counts[act], label, url) for act, label, page in _TOLD if act in counts and (url := way_to(user, page))
    ]
