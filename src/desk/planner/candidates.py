"""The pool, read from the register: whom they hold of ours, whom we hold of theirs, as the planner sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from django.db.models import Q

from desk.channel.conforming import known
from desk.channel.models import Deal
from desk.register.models import PersonCurrent
from desk.register.queries import home_party
from homeward.assessment.judgement import CaseGrade
from homeward.channel.deal import OPEN
from homeward.channel.terms import known as agreed
from homeward.planner.pool import Candidate, Direction, Pool, Wish, bands
from homeward.register import dates
from homeward.register.dates import NotADate
from homeward.register.values import allowed

HELD = (CaseGrade.PROBABLY_HELD, CaseGrade.CONFIRMED_HELD, CaseGrade.CONFIRMED_BY_ICRC)
_ACCEPTANCE = {CaseGrade.PROBABLY_HELD: 50, CaseGrade.CONFIRMED_HELD: 80, CaseGrade.CONFIRMED_BY_ICRC: 90}
_DEAD = (CaseGrade.DEAD_CLAIMED, CaseGrade.DEAD_CONFIRMED)
_UNSURE = 50
_REFUSAL = 20  # per cent that each recorded refusal of the holder takes from the chance, never below it
_RETAINED = frozenset({"medical_personnel", "chaplain"})

Values = Mapping[str, Sequence[str]]


def pool(
    on: date,
    least: CaseGrade = CaseGrade.PROBABLY_HELD,
    deals: Mapping[str, str] = MappingProxyType({}),
    bodies: tuple[int, int] = (0, 0),
    named: frozenset[str] = frozenset(),
) -> Pool:
    """Everybody held, on the day `on`, as surely as `least` at least, and whoever is `named`, whatever became of him;
    `deals` names for each person in another open deal that deal, `bodies` how many bodies each side could hand over.
    The chance of agreement is as yet what the grade says of our evidence."""
    wanted = Q(as_grade__in=HELD[HELD.index(least) :]) | Q(person__public_id__in=named)
    return Pool(_those(wanted, on, deals), on, *bodies)


def of(
    ids: Iterable[str], on: date, deals: Mapping[str, str] = MappingProxyType({}), *, held: bool = False
) -> tuple[Candidate, ...]:
    """Those of `ids` whom the register knows, as the planner sees them; of `held` only those held still."""
    wanted = Q(person__public_id__in=list(ids))
    return _those(wanted & Q(as_grade__in=HELD) if held else wanted, on, deals)


def open_deals(but: frozenset[str] = frozenset()) -> dict[str, str]:
    """The open deal of each person who stands in one, those in `but` left out."""
    rows = Deal.objects.filter(state__in=OPEN).values_list("key", "give", "receive")
    return {id: key for key, give, receive in rows for id in (*give, *receive) if id not in but}


def bodies() -> tuple[int, int]:
    """How many bodies the register knows of: of our dead who are not identified here, so with the other side as far
    as anybody is; and of theirs identified here and not handed over. The room of the dead states each identification
    there."""
    ours, here = Q(person__party=home_party()), Q(values__has_key="rm_identified_by")
    away = PersonCurrent.objects.filter(ours & ~here, as_grade__in=_DEAD).count()
    theirs: list[Values] = list(PersonCurrent.objects.filter(~ours & here).values_list("values", flat=True))
    left = [one for one in theirs if "rm_released_to" not in one and "handed_over" not in one.get("ex_state", ())]
    return away, len(left)


def _those(wanted: Q, on: date, deals: Mapping[str, str]) -> tuple[Candidate, ...]:
    rows = PersonCurrent.objects.filter(wanted).select_related("person", "facility").order_by("person_id")
    return people(list(rows), on, deals)


def people(
    rows: Sequence[PersonCurrent], on: date, deals: Mapping[str, str] = MappingProxyType({})
) -> tuple[Candidate, ...]:
    """People as the planner sees them on the day `on`; relatives among them bear the name of one group."""
    groups = _groups({row.person.public_id: row.values for row in rows})
    ids = [row.person.public_id for row in rows]
    return tuple(_candidate(row, on, groups.get(id, ""), deals.get(id, "")) for id, row in zip(ids, rows, strict=True))


def _candidate(row: PersonCurrent, on: date, group: str, deal: str) -> Candidate:
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
        rank=_first(values, "rank_code"),
        region=_first(values, "home_region"),
        retained=_first(values, "person_kind") in _RETAINED,
        deal=deal,
    )


def categories(row: PersonCurrent, on: date) -> frozenset[str]:
    """The categories of exchange that a person is surely of on the day `on`, by the rules that both sides sign."""
    person, grounds = known(row), set(row.values.get("hc_art110_ground", ())) - {"none", "not_assessed"}
    by_rule = {key for key, one in agreed().items() if one.rule.holds(person, on) is True}
    stated = person.states | ({"seriously_wounded"} if grounds else set())
    return frozenset((stated | by_rule) & set(allowed("ex_category")))


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
