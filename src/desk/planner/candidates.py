"""The pool, read from the register: whom they hold of ours, whom we hold of theirs, as the planner sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from desk.register.models import PersonCurrent
from desk.register.queries import home_party
from homeward.assessment.judgement import CaseGrade
from homeward.planner.pool import Candidate, Direction, Pool, Wish, bands
from homeward.register import dates
from homeward.register.dates import NotADate

HELD = (CaseGrade.PROBABLY_HELD, CaseGrade.CONFIRMED_HELD, CaseGrade.CONFIRMED_BY_ICRC)
_ACCEPTANCE = {CaseGrade.PROBABLY_HELD: 50, CaseGrade.CONFIRMED_HELD: 80, CaseGrade.CONFIRMED_BY_ICRC: 90}
_UNSURE = 50
_REFUSAL = 20  # per cent that each recorded refusal of the holder takes from the chance, never below it
_STATES = {"seriously_wounded": "seriously_wounded", "critical": "seriously_sick"}

Values = Mapping[str, Sequence[str]]


def pool(on: date, busy: frozenset[str] = frozenset()) -> Pool:
    """Everybody held, on the day `on`, but those named in an open deal (`busy`, by public id)."""
    rows = PersonCurrent.objects.filter(as_grade__in=HELD).select_related("person", "facility").order_by("person_id")
    kept = [row for row in rows if row.person.public_id not in busy]
    return Pool(people(kept, on), on)


def people(rows: Sequence[PersonCurrent], on: date) -> tuple[Candidate, ...]:
    """People as the planner sees them on the day `on`; relatives among them bear the name of one group."""
    groups = _groups({row.person.public_id: row.values for row in rows})
    return tuple(_candidate(row, on, groups.get(row.person.public_id, "")) for row in rows)


def _candidate(row: PersonCurrent, on: date, group: str) -> Candidate:
    values: Values = row.values
    ours = row.person.party == home_party()
    wish = _first(values, "ex_wish") or _first(values, "oc_wishes_exchange")
    return Candidate(
        id=row.person.public_id,
        direction=Direction.RECEIVE if ours else Direction.GIVE,
        categories=categories(row, on),
        held_from=_held_from(values),
        place=row.facility.public_id if row.facility else "",
        unit=row.unit_name,
        rank_band=_band(values),
        condition=row.hc_last_state,
        wish=Wish(wish) if wish else Wish.NOT_ASKED,
        group=group,
        acceptance=_acceptance(row.as_grade, values),
    )


def categories(row: PersonCurrent, on: date) -> frozenset[str]:
    """The categories stated, and those that follow from health, sex, age and kind of person."""
    values: Values = row.values
    found = set(values.get("ex_category", ()))
    found |= {_STATES[row.hc_last_state]} if row.hc_last_state in _STATES else set()
    grounds = set(values.get("hc_art110_ground", ())) - {"none", "not_assessed"}
    found |= {"seriously_wounded"} if grounds else set()
    found |= {"woman"} if row.sex == "female" else set()
    kind = _first(values, "person_kind")
    found |= {kind} & {"civilian", "medical_personnel"}
    return frozenset(found | _by_age(row.birth_date, on))


def _by_age(born: str, on: date) -> set[str]:
    """Categories of age that are sure even of a vague date of birth."""
    if not born:
        return set()
    bounds = dates.bounds(born)
    if bounds.earliest is None or bounds.latest is None:
        return set()
    oldest, youngest = _years(bounds.earliest, on), _years(bounds.latest, on)
    names = (("minor", oldest < 18), ("under_25", oldest < 25), ("over_60", youngest >= 60))
    return {name for name, sure in names if sure}


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _held_from(values: Values) -> date | None:
    """The first day of captivity that anybody states; the start of being in a place where no capture is dated."""
    for key in ("capture_at", "cv_detained_on", "oc_admitted_on", "custody_from"):
        if text := _first(values, key):
            try:
                return dates.bounds(text).earliest
            except NotADate:
                continue
    return None


def _band(values: Values) -> str:
    stated = _first(values, "rank_band_gc")
    return stated or bands().get(_first(values, "rank_code"), "I")


def _groups(everybody: Mapping[str, Values]) -> dict[str, str]:
    """The smallest id of all who are tied to a person by any chain of kinship, whichever of two relatives states it;
    nobody for those without kin among `everybody`."""
    kin: defaultdict[str, set[str]] = defaultdict(set)
    for id, values in everybody.items():
        for other in values.get("relative_also_captive", ()):
            if other in everybody and other != id:
                kin[id].add(other)
                kin[other].add(id)
    found: dict[str, str] = {}
    for first in sorted(kin):
        waiting = [first]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found[one] = first
                waiting += kin[one]
    return found


def _acceptance(grade: str, values: Values) -> int:
    refused = _first(values, "ex_times_refused")
    lost = _REFUSAL * int(refused) if refused.isdecimal() else 0
    return max(_REFUSAL, _ACCEPTANCE.get(CaseGrade(grade), _UNSURE) - lost)


def _first(values: Values, key: str) -> str:
    return next(iter(values.get(key, ())), "")
