"""Reading the dossier room, and gathering what a dossier is assembled from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from desk.assessment import queries as assessment
from desk.dossier.models import Dossier, Sharing
from desk.evidence import queries as evidence
from desk.evidence.models import Item, Mention
from desk.linkage import queries as linkage
from desk.register import queries as register
from desk.register.models import Person, Place, Statement
from homeward.dossier.dossier import Case, Evidence, Subject
from homeward.dossier.verify import Verified, verify_bytes
from homeward.errors import HomewardError
from homeward.evidence import photo
from homeward.evidence.item import Kind
from homeward.evidence.store import Store

_ACCOUNTS = ("ac_debrief_persons_seen", "ac_lists_brought")  # what says whose account an item is
_PARTIES = (("VRH", "Верховія"), ("ZLS", "Залісся"))


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a dossier, as it lies in the store now, still holds; `fault` is empty if it does."""

    verified: Verified | None
    fault: str


def store() -> Store:
    """Where the packages lie."""
    return Store(settings.VAR / "dossiers")


def case_of(person: Person, at: datetime) -> Case:
    """Everything a dossier on `person` rests on, as the register stands."""
    statements = tuple(register.statements_of(person))
    items = Item.objects.filter(sha256__in={one.source.item for one in statements}).select_related("source")
    links = [judgement.mention for judgement in linkage.links_of(person)]
    names = (*_PARTIES, *((place.public_id, str(place)) for place in Place.objects.all()))
    return Case(
        subject=Subject(person.public_id, person.display_name, person.party, names),
        statements=statements,
        assessment=assessment.assessed([person], at)[person.public_id],
        evidence=tuple(_evidence(item, [one for one in links if one.item_id == item.id]) for item in items),
        conceal=tuple(_witnesses(items, person)),
    )


def family_refuses(person: Person, at: datetime) -> bool:
    """Whether the family said no, or no longer, to showing evidence to the other side."""
    return register.view_of(person, at).value("family_consent_other_party") in ("refused", "withdrawn")


def _witnesses(items: QuerySet[Item], person: Person) -> list[str]:
    """Every name and call-sign of the returned people whose accounts these items are: none may be found in the
    dossier, not even in somebody else's words."""
    told = Statement.objects.filter(property__in=_ACCOUNTS, item__source__in=items.values("source"), retraction=None)
    found = Person.objects.filter(pk__in=told.values("person")).exclude(pk=person.pk)
    called = Statement.objects.filter(person__in=found, property__in=("call_sign", "nickname"), retraction=None)
    names = [name for one in found for name in (one.display_name, *register.facts_of(one).names)]
    return [*names, *called.values_list("written", flat=True)]


def _evidence(item: Item, mentions: list[Mention]) -> Evidence:
    data = evidence.store().get(item.sha256)
    strips = [mention.strip for mention in mentions if mention.strip]
    return Evidence(
        item=item.to_value(),
        data=data,
        text=item.text,
        mentions=tuple(mention.to_value() for mention in mentions),
        origin=item.origin_grade,
        protected=item.source.protected,
        strips=tuple((strip.number, photo.crop(data, strip.to_value())) for strip in strips)
        if item.kind == Kind.PHOTO
        else (),
    )


def dossiers_of(person: Person) -> QuerySet[Dossier]:
    return Dossier.objects.filter(person=person).select_related("made_by")


def check(dossier: Dossier) -> Check:
    """The package verified again from its bytes."""
    try:
        return Check(verify_bytes(store().get(dossier.sha256)), "")
    except HomewardError as error:
        return Check(None, str(error))


def waiting() -> QuerySet[Sharing]:
    """Decisions on showing a dossier that wait for an approver."""
    return Sharing.objects.filter(verdict=Sharing.Verdict.WAITING).select_related("dossier__person", "asked_by")
