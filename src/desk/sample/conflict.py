"""Loads the made-up conflict through the desk's own acts, as its staff would: nothing is written past them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import QuerySet

from desk.accounts.models import Role
from desk.assessment import actions as assessment
from desk.evidence import actions as evidence
from desk.evidence.models import Item, Mention
from desk.linkage import actions as linkage
from desk.linkage import known
from desk.linkage.queries import facts
from desk.register import actions as register
from desk.register.models import Person
from desk.sample import truth
from desk.sample.accounts import staff
from desk.sample.truth import Known
from homeward.evidence.details import details
from homeward.evidence.mentions import KnownNames
from homeward.linkage.index import Candidate
from homeward.register.place import PlaceKind
from homeward.simulator.emissions import Emission, Purpose, TrueMention, emissions
from homeward.simulator.world import ZLS, Scenario, places

Tell = Callable[[str, int, int], None]
SURE = 0.95  # the simulated analyst links what is at least this likely
MARGIN = 0.3  # and this much likelier than the next
NOBODY = 0.001  # who is less likely than this is not in the register; the mention is refused
_AT_ONCE = 200  # mentions looked up in one pass over the index
_LEFT_TO_READ = 1  # photographed lists that nobody types, so that a newcomer can


@dataclass(slots=True)
class Loaded:
    """What the loading did, counted."""

    items: int = 0
    opened: int = 0
    mentions: int = 0
    linked: int = 0
    right: int = 0
    refused: int = 0
    rightly_refused: int = 0
    left_open: int = 0
    rows_typed: int = 0
    judgements: int = 0
    rejected: list[str] = field(default_factory=list)


def load(scenario: Scenario, at: datetime, tell: Tell) -> tuple[Loaded, Known]:
    """Load everything VRH would see of `scenario`, telling of each step how much of it is done; with it, who is
    whom in truth."""
    done = Loaded()
    _open_places(scenario, at, tell)
    finds = list(emissions(scenario))
    items = _take_in(finds, at, tell, done)
    _open_people(finds, items, at, tell, done)
    everybody = truth.known(scenario)
    _extract(finds, items, at, tell)
    _type_photos(finds, items, at, done)
    _judge(everybody, finds, items, at, tell, done)
    people = list(Person.objects.all())
    tell("assess", 0, len(people))
    done.judgements = assessment.reassess_all(by=staff(Role.ANALYST), at=at, persons=people)
    tell("assess", len(people), len(people))
    return done, everybody


def _open_places(scenario: Scenario, at: datetime, tell: Tell) -> None:
    given = places(scenario)
    for number, one in enumerate(given, start=1):
        kind = PlaceKind(one.kind)
        register.open_place(
            by=staff(Role.ANALYST), at=at, names=[one.uk, one.ru], kind=kind, party=one.party, x=one.x, y=one.y
        )
        tell("places", number, len(given))


def _take_in(finds: list[Emission], at: datetime, tell: Tell, done: Loaded) -> dict[str, Item]:
    items = {}
    for number, find in enumerate(finds, start=1):
        items[find.name] = evidence.take_in(
            by=staff(Role.LIAISON) if find.purpose == Purpose.INQUIRY else staff(Role.ANALYST),
            at=at,
            data=find.data,
            name=find.name,
            source=find.source,
            collector="simulator",
            collected_at=min(find.found_at, at - timedelta(minutes=1)),
            kind=find.kind,
            protected=find.protected,
            ours=find.purpose in {Purpose.INQUIRY, Purpose.CAPTURE_CARD},
        )
        tell("evidence", number, len(finds))
    done.items = len(items)
    return items


def _open_people(finds: list[Emission], items: dict[str, Item], at: datetime, tell: Tell, done: Loaded) -> None:
    """Inquiries of families open our own people, capture cards those whom we hold."""
    tables = [find for find in finds if find.purpose in {Purpose.INQUIRY, Purpose.CAPTURE_CARD}]
    for number, find in enumerate(tables, start=1):
        ours = find.purpose == Purpose.INQUIRY
        by = staff(Role.LIAISON) if ours else staff(Role.CUSTODIAN)
        opened, rejected = register.take_in_inquiries(by=by, at=at, item=items[find.name], party="VRH" if ours else ZLS)
        done.opened += len(opened)
        done.rejected += [f"{find.name}, row {one.row}: {one.reason}" for one in rejected]
        tell("people", number, len(tables))


def _extract(finds: list[Emission], items: dict[str, Item], at: datetime, tell: Tell) -> None:
    names = KnownNames(Person.objects.values_list("display_name", flat=True))
    tables = {Purpose.INQUIRY, Purpose.CAPTURE_CARD}
    waiting = [find for find in finds if find.purpose not in tables]
    for number, find in enumerate(waiting, start=1):
        evidence.extract_item(by=staff(Role.ANALYST), at=at, item=items[find.name], known=names)
        tell("extract", number, len(waiting))


def _type_photos(finds: list[Emission], items: dict[str, Item], at: datetime, done: Loaded) -> None:
    """A debriefer types the rows of the photographed lists, but for the last."""
    photos = [find for find in finds if find.purpose == Purpose.CELL_LIST]
    for find in photos[: len(photos) - _LEFT_TO_READ]:
        strips = list(items[find.name].strips.order_by("number"))
        if len(strips) != len(find.mentions):
            continue
        for strip, true in zip(strips, find.mentions, strict=True):
            told = details(true.line)
            evidence.read_strip(by=staff(Role.DEBRIEFER), at=at, strip=strip, written=true.written, details=told)
            done.rows_typed += 1


def _judge(
    everybody: Known, finds: list[Emission], items: dict[str, Item], at: datetime, tell: Tell, done: Loaded
) -> None:
    """The simulated analyst looks at the candidates of every mention and links what is likely and unrivalled."""
    named = {items[find.name].id: find.mentions for find in finds}
    waiting = Mention.objects.filter(item__in=[item.id for item in items.values()])
    mentions = list(waiting.select_related("item__source", "strip").order_by("id"))
    done.mentions = len(mentions)
    for start in range(0, len(mentions), _AT_ONCE):
        piece = mentions[start : start + _AT_ONCE]
        offers = known.search([facts(mention) for mention in piece], 2)
        people = {one.public_id: one for one in _offered(offers)}
        for mention, answers in zip(piece, offers, strict=True):
            true = truth.meant(mention.written, named[mention.item.id])
            _judge_one(everybody, mention, answers, people, true, at, done)
        register.refresh(people.values(), at=at)
        tell("judge", start + len(piece), len(mentions))


def _offered(offers: list[list[Candidate]]) -> QuerySet[Person]:
    ids = {one.person for answers in offers for one in answers}
    return Person.objects.filter(public_id__in=ids).select_related("current")


def _judge_one(
    everybody: Known,
    mention: Mention,
    offers: list[Candidate],
    people: dict[str, Person],
    true: TrueMention | None,
    at: datetime,
    done: Loaded,
) -> None:
    best, rival = [*(one.score.probability for one in offers), 0.0, 0.0][:2]
    analyst = staff(Role.ANALYST)
    if best >= SURE and best - rival >= MARGIN:
        found = people[offers[0].person]
        linkage.link(by=analyst, at=at, mention=mention, person=found, probability=best, refreshing=False)
        done.linked += 1
        done.right += true is not None and everybody.numbers.get(found.pk) == true.person
    elif best < NOBODY and len(mention.details) > 1:
        linkage.refuse(by=analyst, at=at, mention=mention, reason="Nobody in the register is like this.")
        done.refused += 1
        done.rightly_refused += true is None or true.person not in everybody.persons
    else:
        done.left_open += 1
