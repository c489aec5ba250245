"""A list, theirs or ours, held against the agreed terms and our register, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from desk.channel.models import Message
from desk.linkage.known import search
from desk.register.models import PersonCurrent
from homeward.assessment.judgement import CaseGrade
from homeward.channel import terms as agreed
from homeward.channel.conformance import Finding, Probable, conformance
from homeward.channel.errors import BadMessage
from homeward.channel.event import Named
from homeward.channel.message import read
from homeward.channel.predicate import Fact, Person
from homeward.channel.terms import Agreement
from homeward.linkage.facts import Facts

_CAPTIVE_SINCE = ("capture_at", "cv_detained_on", "oc_admitted_on", "custody_from")


def findings(lines: Sequence[Named], category: str, terms: Agreement) -> tuple[Finding, ...]:
    """What is to be said of every line of a list of the agreed `category`; raises BadAgreement for another
    category."""
    wanted = [Facts(names=(line.name,), born=(line.born,) if line.born else ()) for line in lines]
    best = {line.id: found[0] for line, found in zip(lines, search(wanted, 1), strict=True) if found}
    rows = people(candidate.person for candidate in best.values())

    def find(line: Named) -> Probable | None:
        candidate = best.get(line.id)
        row = rows.get(candidate.person) if candidate else None
        return Probable(known(row), _names(row), candidate.score.probability) if row and candidate else None

    return conformance(lines, category, terms, find)


def of_list(row: Message) -> tuple[Finding, ...]:
    """What is to be said of every line of the list in `row`; by the terms of a deal on the channel that speak of its
    category, else by the category as treaties know it. Raises BadAgreement for a category nobody knows, BadMessage
    when not all of the list is shown here."""
    message = read(bytes(row.envelope))
    if not message.act.whole:
        raise BadMessage("disclosure_not_whole")
    said = message.act.data
    named, category = said["people"], str(said["category"])
    lines = [Named.from_value(one) for one in named] if isinstance(named, list) else []
    deals = row.channel.deals.order_by("-changed_at")
    agreements = (agreed.read(deal.terms["agreement"]) for deal in deals if "agreement" in deal.terms)
    return findings(lines, category, speaking_of(category, agreements, date.fromisoformat(str(said["as_of"]))))


def speaking_of(category: str, agreements: Iterable[Agreement], on: date) -> Agreement:
    """The first of the agreements that speaks of a category, else the category as treaties know it."""
    for agreement in agreements:
        if any(one.key == category for one in agreement.categories):
            return agreement
    everything = agreed.known()
    return Agreement(on, (everything[category],) if category in everything else ())


def known(row: PersonCurrent) -> Person:
    """A person of the register as the agreed rules see him."""
    values: Mapping[str, Sequence[str]] = row.values
    facts = {
        Fact.SEX: row.sex,
        Fact.KIND: _first(values, "person_kind"),
        Fact.HEALTH: row.hc_last_state,
        Fact.RANK_BAND: _first(values, "rank_band_gc"),
        Fact.UNIT: row.unit_name,
        Fact.PLACE: row.facility.public_id if row.facility else "",
    }
    return Person(
        id=row.person.public_id,
        facts={fact: value for fact, value in facts.items() if value},
        born=row.birth_date,
        held_from=next((text for key in _CAPTIVE_SINCE if (text := _first(values, key))), ""),
        states=frozenset(values.get("ex_category", ())),
        home=row.as_grade == CaseGrade.RETURNED,
    )


def people(ids: Iterable[str]) -> dict[str, PersonCurrent]:
    """The rows of the people of our register with these ids, by id."""
    rows = PersonCurrent.objects.filter(person__public_id__in=set(ids)).select_related("person", "facility")
    return {row.person.public_id: row for row in rows}


def _names(row: PersonCurrent) -> tuple[str, ...]:
    parts = (row.surname, row.first_names, row.patronymic)
    return (row.person.display_name, " ".join(part for part in parts if part))


def _first(values: Mapping[str, Sequence[str]], key: str) -> str:
    return next(iter(values.get(key, ())), "")
