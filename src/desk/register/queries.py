"""Reading the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from desk.evidence.models import Item
from desk.register import current
from desk.register.facets import NAME_KEY, facet_hash
from desk.register.gazetteer import PlaceNames
from desk.register.inquiries import Inquiry
from desk.register.models import Person, PersonCurrent, PersonFacet, Place, Retraction, Statement
from homeward.assessment.judgement import CaseGrade
from homeward.evidence.item import Kind
from homeward.evidence.store import Store
from homeward.linkage.facts import Facts
from homeward.names.keys import keys
from homeward.register import statement as lib
from homeward.register.fold import PersonView, fold, standing
from homeward.words import say

PAGE = 40
FOUND = 400  # people a search by name looks at
CLOSE = 0.6  # share of the best answer's keys that another answer must have
SILENCE = timedelta(days=90)
_COLUMNS = (
    "public_id",
    "person__public_id",
    "property",
    "value",
    "written",
    "script",
    "item__sha256",
    "locator",
    "asserted_by",
    "reliability",
    "credibility",
    "true_on",
    "said_on",
    "recorded_at",
    "recorded_by__username",
    "sensitivity",
)


def home_party() -> str:
    """The code of the side whose desk this is."""
    party: str = settings.HOMEWARD_PARTY
    return party


def statements_of(person: Person, as_of: datetime | None = None) -> list[lib.Statement]:
    """The statements on `person` that stood at `as_of` (recorded by then and not yet taken back); None means all
    that stand."""
    rows = Statement.objects.filter(person=person)
    if as_of is None:
        return _values(rows.filter(retraction=None))
    taken_back = [row.to_value() for row in retractions_of(person)]
    return list(standing(_values(rows), taken_back, as_of))


def standing_of(persons: Sequence[Person]) -> dict[str, list[lib.Statement]]:
    """The standing statements of many persons by public id, in one query."""
    found: defaultdict[str, list[lib.Statement]] = defaultdict(list)
    for statement in _values(Statement.objects.filter(person__in=persons, retraction=None)):
        found[statement.subject].append(statement)
    return found


def retractions_of(person: Person) -> QuerySet[Retraction]:
    return Retraction.objects.filter(statement__person=person).select_related("statement", "by")


def view_of(person: Person, as_of: datetime) -> PersonView:
    """What the register knew of `person` at `as_of`."""
    return fold(statements_of(person, as_of), (), as_of)


def facts_of(person: Person) -> Facts:
    """What is known of `person` in the form in which mentions are compared."""
    return _facts(statements_of(person))


def facts_of_all(persons: Sequence[Person]) -> list[tuple[str, Facts]]:
    """Public id and facts of many persons, in one query."""
    found = standing_of(persons)
    return [(person.public_id, _facts(found.get(person.public_id, []))) for person in persons]


def same_person(inquiry: Inquiry) -> Person | None:
    """The person with the very names and full date of birth of `inquiry`, if there is one."""
    return same_persons([inquiry]).get(inquiry)


def same_persons(inquiries: Sequence[Inquiry]) -> dict[Inquiry, Person]:
    """For each inquiry whose person is already in the register, that person."""
    wanted = {facet_hash("birth_date", one.born) for one in inquiries if one.identity}
    rows = PersonFacet.objects.filter(facet_hash__in=wanted).select_related("person__current")
    known = {identity: row.person for row in rows for identity in _identities(row.person)}
    return {one: known[one.identity] for one in inquiries if one.identity in known}


def people(text: str = "", party: str = "", grade: str = "", silent_on: date | None = None) -> QuerySet[PersonCurrent]:
    """The current rows of the people asked for, by name; `text` is any form of a name, `silent_on` asks for people
    without news for 90 days on that date."""
    rows = PersonCurrent.objects.select_related("person", "facility").order_by("person__display_name", "person_id")
    if party:
        rows = rows.filter(person__party=party)
    if grade:
        rows = rows.filter(as_grade=grade)
    if silent_on:
        rows = rows.filter(_silent(silent_on))
    return rows.filter(_named(text)) if text.strip() else rows


def page_of(rows: QuerySet[PersonCurrent], after: str = "") -> tuple[list[PersonCurrent], str]:
    """The next PAGE rows after the person whose public id is `after`, and the id to go on from (empty at the
    end)."""
    if after and (last := Person.objects.filter(public_id=after).first()):
        later = Q(person__display_name__gt=last.display_name)
        rows = rows.filter(later | Q(person__display_name=last.display_name, person_id__gt=last.pk))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].person.public_id if len(found) > PAGE else ""


def counts_by_grade(party: str = "") -> dict[str, int]:
    """How many people stand on each step of the ladder."""
    rows = PersonCurrent.objects.filter(person__party=party) if party else PersonCurrent.objects.all()
    return {row["as_grade"]: row["number"] for row in rows.values("as_grade").annotate(number=Count("pk"))}


def ladder(party: str, language: str) -> list[tuple[str, str, int]]:
    """Every step of the ladder with its words and the number of people on it."""
    numbers = counts_by_grade(party)
    return [(step, say("assessment", f"grade_{step}", language), numbers.get(step, 0)) for step in CaseGrade]


def parties() -> list[str]:
    """The sides that people in the register belong to, ours first."""
    return sorted(Person.objects.values_list("party", flat=True).distinct(), key=lambda code: code != home_party())


def tables() -> QuerySet[Item]:
    """Tables among the evidence, the newest first, with the number of statements already drawn from each."""
    return Item.objects.filter(kind=Kind.TABLE).annotate(drawn=Count("statements")).order_by("-taken_in_at")[:50]


def without_news(on: date, party: str = "") -> QuerySet[PersonCurrent]:
    """People not yet home, and not known dead, of whom there was no sign for 90 days on the day `on`, longest
    silence first."""
    rows = PersonCurrent.objects.filter(_silent(on)).select_related("person")
    rows = rows.filter(person__party=party) if party else rows
    return rows.order_by("last_sign_on", "person_id")


def places_of_detention() -> QuerySet[Place]:
    """Every place with the number of people currently thought to be there."""
    return Place.objects.annotate(number=Count("people")).select_related("parent").order_by("-number", "party", "pk")


def people_by_place() -> dict[int, int]:
    """How many people are currently thought to be at each place, by its key."""
    rows = PersonCurrent.objects.exclude(facility=None).values_list("facility").annotate(number=Count("pk"))
    return {place: number for place, number in rows if place is not None}


def seen_at(place: Place) -> QuerySet[Statement]:
    """Every standing statement that puts somebody at `place`, newest first."""
    rows = Statement.objects.filter(property="facility", value__in=[place.public_id, *place.names], retraction=None)
    return rows.select_related("person__current", "item", "mention").order_by("-true_on", "-said_on", "-pk")


def stories_of(items: Iterable[str]) -> dict[str, str]:
    """For items that repeat another's story, that story: what counts as one source."""
    rows = Item.objects.filter(sha256__in=set(items)).exclude(story=None)
    return dict(rows.values_list("sha256", "story__public_id"))


def bytes_of(item: Item) -> bytes:
    """The kept bytes of an item; raises the store's error if they no longer have their hash."""
    return Store(settings.STORE).get(item.sha256)


def _values(rows: QuerySet[Statement]) -> list[lib.Statement]:
    """Statements as values; a place told of as text becomes the place that bears this name by now."""
    found = _as_stored(rows)
    if not any(one.property in current.PLACES for one in found):
        return found
    names = PlaceNames()
    return [replace(one, value=names.find(one.value)) if one.property in current.PLACES else one for one in found]


def _as_stored(rows: QuerySet[Statement]) -> list[lib.Statement]:
    return [
        lib.Statement(
            id, subject, key, value, written, lib.Script(script), lib.Source(item, locator), asserted_by,
            lib.Grade(reliability, credibility), true_on, said_on, recorded_at, recorded_by, lib.Sensitivity(level),
        )
        for (
            id, subject, key, value, written, script, item, locator, asserted_by,
            reliability, credibility, true_on, said_on, recorded_at, recorded_by, level,
        ) in rows.order_by("pk").values_list(*_COLUMNS)
    ]  # fmt: skip


APPEARANCE = ("eye_colour", "hair_colour", "amputation_site", "mark_motif", "handedness", "blood_group")


def _facts(statements: list[lib.Statement]) -> Facts:
    last = max((statement.recorded_at for statement in statements), default=None)
    if last is None:
        return Facts(())
    view = fold(statements, (), last)

    def written(*wanted: str) -> tuple[str, ...]:
        held = [one for key in wanted if key in view.properties for one in view.properties[key].values]
        return tuple(dict.fromkeys(one.written for one in held))

    return Facts(
        names=current.names_of(view),
        born=view.values("birth_date"),
        units=written("unit_name", "military_unit_number", "subunit"),
        ranks=written("rank"),
        places=written("facility", "capture_place", "last_seen_place", "birth_place", "home_region"),
        service_numbers=written("service_number", "military_id_number", "disc_number", "internment_number"),
        kin=written("next_of_kin", "father_full_name", "mother_full_name", "father_first_name", "mother_maiden_name"),
        appearance=tuple(f"{key}={value}" for key in APPEARANCE for value in view.values(key)),
    )


def _identities(person: Person) -> list[str]:
    values = person.current.values
    name = person.display_name.casefold()
    return ["\x1f".join((person.party, name, born)) for born in values.get("birth_date", [])]


def _named(text: str) -> Q:
    """Who shares most keys with `text`, or almost as many; people are found by their public id too."""
    found = {facet_hash(NAME_KEY, key) for key in keys(text)}
    rows = PersonFacet.objects.filter(facet_hash__in=found).values_list("person").annotate(number=Count("pk"))
    shared = list(rows.order_by("-number", "person")[:FOUND])
    most = shared[0][1] if shared else 0
    closest = [person for person, number in shared if number >= CLOSE * most]
    return Q(person__in=closest) | Q(person__public_id=text.strip())


def _silent(on: date) -> Q:
    home = Q(as_grade__in=("returned", "dead_confirmed"))
    return ~home & (Q(last_sign_on__lt=on - SILENCE) | Q(last_sign_on=None))
