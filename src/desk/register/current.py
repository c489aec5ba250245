"""The rows kept for speed, computed from a fold; nothing here writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings

from desk.register.facets import NAME_KEY, facet_hash
from desk.register.models import Person, PersonCurrent, PersonFacet
from homeward.assessment.judgement import Assessment, CaseGrade
from homeward.names.keys import keys
from homeward.register.data_points import data_point
from homeward.register.fold import PersonView
from homeward.register.statement import Statement

NAME_PARTS = ("surname", "first_names", "patronymic")
WHOLE_NAMES = ("name_latin_passport", "name_at_birth", "former_names", "rc_reply_name_written", "held_under_other_name")
PLACES = frozenset({"facility", "rc_visit_place", "oc_camp"})
_FACETED = frozenset({"enum", "tri", "ref", "facility_ref", "identifier", "date"})
_ALSO_FACETED = frozenset({"unit_name", "rank", "surname", "first_names", "patronymic", "cell_or_barrack"})
_GONE = frozenset({CaseGrade.RETURNED, CaseGrade.DEAD_CONFIRMED})
_CUSTODY = {
    CaseGrade.RETURNED: "released",
    CaseGrade.DEAD_CONFIRMED: "died",
    CaseGrade.CONFIRMED_BY_ICRC: "confirmed_held",
    CaseGrade.CONFIRMED_HELD: "confirmed_held",
    CaseGrade.PROBABLY_HELD: "presumed_held",
}


def holder_of(person: Person) -> str:
    """The power that has this person if captive: for our people the other side, for theirs us."""
    ours: str = settings.HOMEWARD_PARTY
    other: str = settings.HOMEWARD_OTHER_PARTY
    return other if person.party == ours else ours


def names_of(view: PersonView) -> tuple[str, ...]:
    """Every form of the whole name, each as one source wrote it, the winner first."""
    best = view.properties.get("surname")
    forms = [_form(view, item) for held in (best.values if best else ()) for item in _items(held.statements)]
    forms += [held.written for key in WHOLE_NAMES if key in view.properties for held in view.properties[key].values]
    if not forms and (first := view.written("first_names")):
        forms = [first]
    return tuple(dict.fromkeys(form for form in forms if form))


def person_current(
    person: Person, view: PersonView, assessed: Assessment, places: Mapping[str, int], at: datetime
) -> PersonCurrent:
    """The row of `person`; `places` maps the public ids of places to their keys."""
    written = {key: view.written(key)[:100] for key in (*NAME_PARTS, "rank")}
    dates = {key: view.value(key)[:40] for key in ("birth_date", "custody_from")}
    short = {key: view.value(key)[:10] for key in ("sex", "rank_code")}
    return PersonCurrent(
        person=person,
        **written,
        **dates,
        **short,
        unit_name=view.written("unit_name")[:200],
        ex_category=view.value("ex_category")[:30],
        ex_wish=view.value("ex_wish")[:12],
        facility_id=None if assessed.grade in _GONE else places.get(view.value("facility")),
        holding_power=_power(assessed),
        custody_state=_CUSTODY.get(assessed.grade, "unknown"),
        hc_last_state=view.value("hc_last_state")[:20],
        as_grade=assessed.grade,
        last_sign_on=assessed.last_sign_on,
        statements=len(view.statements),
        contradictions=len(view.contradictions),
        values={key: list(view.values(key)) for key in view.properties},
        refreshed_at=at,
    )


def person_facets(person: Person, view: PersonView, names: Iterable[str]) -> list[PersonFacet]:
    """The facets of `person`: every current value of a closed kind, and every key of every form of the name."""
    faceted = [key for key in view.properties if key in _ALSO_FACETED or data_point(key).type in _FACETED]
    hashes = {facet_hash(key, value) for key in faceted for value in view.values(key)}
    hashes |= {facet_hash(NAME_KEY, key) for key in search_keys(names)}
    return [PersonFacet(facet_hash=number, person=person) for number in sorted(hashes)]


def search_keys(names: Iterable[str]) -> frozenset[str]:
    """The folded keys of all forms of a name."""
    return frozenset(key for name in names for key in keys(name))


def _form(view: PersonView, item: str) -> str:
    """The whole name as `item` writes it; parts it lacks are left out."""
    parts = []
    for key in NAME_PARTS:
        held = view.properties.get(key)
        given = [s.written for one in (held.values if held else ()) for s in one.statements if s.source.item == item]
        parts += given[:1]
    return " ".join(parts)


def _items(statements: Iterable[Statement]) -> list[str]:
    return list(dict.fromkeys(statement.source.item for statement in statements))


def _power(assessed: Assessment) -> str:
    """The code of the holding power, or empty if nobody is known to hold the person."""
    answer = assessed.held_by.answer
    return answer if answer.isupper() and answer.isalpha() else ""
