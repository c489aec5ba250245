"""One case through every room: the links by which a person can be followed from a mention to homecoming and back.

Stands above all rooms, since it looks into each. A step that has not been reached has no link and says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.aftercare.models import Debrief
from desk.channel.models import Deal
from desk.dossier.models import Dossier
from desk.evidence.models import Mention
from desk.handover.models import Receipt, Row
from desk.linkage.models import Judgement, Verdict
from desk.planner.models import Proposed
from desk.register.models import Person


@dataclass(frozen=True, slots=True)
class Step:
    """A station of the loop; `url` is empty while the case has not come there."""

    name: str
    label: str | Promise
    url: str


def of_person(person: Person) -> list[Step]:
    """The stations of a person's case, in the order of the loop."""
    return [Step(name, label, find(person)) for name, label, find in _STATIONS]


def of_mention(mention: Mention) -> list[Step]:
    """The stations of the person a mention is linked with; the mention alone while it is linked with nobody."""
    row = Judgement.objects.filter(mention=mention, verdict=Verdict.LINK, undone_at=None).order_by("-id").first()
    if row is None or row.person is None:
        return [Step("mention", _("Mention"), _url("evidence:mention", mention))]
    own = Step("mention", _("Mention"), _url("evidence:mention", mention))
    return [own, *(step for step in of_person(row.person) if step.name != "mention")]


def _mention(person: Person) -> str:
    row = Judgement.objects.filter(person=person, verdict=Verdict.LINK, undone_at=None).order_by("id").first()
    return _url("evidence:mention", row.mention if row else None)


def _person(person: Person) -> str:
    return _url("register:person", person)


def _assessment(person: Person) -> str:
    return _url("assessment:person", person)


def _shared(person: Person, page: str, row: Model | None) -> str:
    """A page on many people: the address says whose case is being followed."""
    url = _url(page, row)
    return f"{url}?person={person.public_id}" if url else ""


def _url(page: str, row: Model | None) -> str:
    try:
        return reverse(page, args=[getattr(row, "public_id", "")]) if row is not None else ""
    except NoReverseMatch:
        return ""


def _dossier(person: Person) -> str:
    return _url("dossier:dossier", Dossier.objects.filter(person=person).order_by("-id").first())


def _proposal(person: Person) -> str:
    row = Proposed.objects.filter(person=person).select_related("proposal").order_by("-id").first()
    return _shared(person, "planner:proposal", row.proposal if row else None)


def _agreement(person: Person) -> str:
    return _shared(person, "channel:deal", _deal(person))


def _deal(person: Person) -> Deal | None:
    """The newest deal that names the person, a closed one before one that came to nothing."""
    deals = Deal.objects.order_by("-id")
    return next((deal for deal in deals if person.public_id in {*deal.give, *deal.receive}), None)


def _manifest(person: Person) -> str:
    row = _row(person)
    return _shared(person, "handover:manifest", row.stage.operation if row else None)


def _receipt(person: Person) -> str:
    row = _row(person)
    receipt = Receipt.objects.filter(stage=row.stage).order_by("-id").first() if row else None
    return _shared(person, "handover:receipt", receipt)


def _row(person: Person) -> Row | None:
    return Row.objects.filter(person=person).select_related("stage__operation").order_by("-id").first()


def _debrief(person: Person) -> str:
    """The account the person gave; before that, the arrival's page has nothing to show."""
    return _url("aftercare:debrief", Debrief.objects.filter(arrival__person=person).order_by("-id").first())


def _told(person: Person) -> str:
    """The first mention of somebody else in what the person told: there the loop begins again."""
    debrief = Debrief.objects.filter(arrival__person=person).order_by("-id").first()
    return _url("evidence:mention", debrief.item.mentions.order_by("id").first() if debrief else None)


_STATIONS = [
    ("mention", _("Mention"), _mention),
    ("person", _("Person"), _person),
    ("assessment", _("Assessment"), _assessment),
    ("dossier", _("Dossier"), _dossier),
    ("proposal", _("Proposal"), _proposal),
    ("agreement", _("Agreement"), _agreement),
    ("manifest", _("Manifest"), _manifest),
    ("receipt", _("Receipt"), _receipt),
    ("debrief", _("Debrief"), _debrief),
    ("told", _("Mention of another"), _told),
]
