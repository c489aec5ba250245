"""One case through every room: the links by which a person can be followed from a mention to homecoming and back.

Stands above all rooms, since it looks into each. A step that has not been reached has no link and says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.evidence.models import Mention
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
    judgement = apps.get_model("linkage", "Judgement")
    row = judgement._default_manager.filter(mention=mention, verdict="link", undone_at=None).order_by("-id").first()
    if row is None or row.person is None:
        return [Step("mention", _("Mention"), _url("evidence:mention", mention))]
    own = Step("mention", _("Mention"), _url("evidence:mention", mention))
    return [own, *(step for step in of_person(row.person) if step.name != "mention")]


def _mention(person: Person) -> str:
    judgement = apps.get_model("linkage", "Judgement")
    row = judgement._default_manager.filter(person=person, verdict="link", undone_at=None).order_by("id").first()
    return _url("evidence:mention", row.mention if row else None)


def _person(person: Person) -> str:
    return _url("register:person", person)


def _assessment(person: Person) -> str:
    return _url("assessment:person", person)


def _newest(app: str, model: str, page: str, **wanted: object) -> str:
    row = apps.get_model(app, model)._default_manager.filter(**wanted).order_by("-id").first()
    return _url(page, row)


def _url(page: str, row: Model | None) -> str:
    try:
        return reverse(page, args=[getattr(row, "public_id", "")]) if row is not None else ""
    except NoReverseMatch:
        return ""


_STATIONS = [
    ("mention", _("Mention"), _mention),
    ("person", _("Person"), _person),
    ("assessment", _("Assessment"), _assessment),
]
