"""Does a list, theirs or ours, keep what was agreed? Every line is answered; nothing is dropped in silence.

The probable person behind a line is found by whoever calls (the desk asks its index of names); here it is only judged.
The answer that is sent names lines by the ids of the list alone: who the probable person is stays with us.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from homeward.canonical import Value
from homeward.channel.event import Named
from homeward.channel.predicate import Person
from homeward.channel.terms import Agreement, Column, Decider, standing
from homeward.names.keys import keys
from homeward.register import dates
from homeward.words import Saying, saying

PROBABLE = 0.5
"""From which probability the person found is taken to be the one a line means."""


class Verdict(StrEnum):
    """What is said of a line; several may be true of one."""

    AGREES = "agrees"
    NOT_OF_CATEGORY = "not_of_category"
    UNDECIDED = "undecided"
    ALREADY_HOME = "already_home"
    CIVILIAN = "civilian"
    DUPLICATE = "duplicate"
    NAME_DIFFERS = "name_differs"
    BIRTH_DIFFERS = "birth_differs"
    UNKNOWN = "unknown"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Probable:
    """The person of our register whom a line probably means: what is known, every name on record, how probable."""

    person: Person
    names: tuple[str, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Finding:
    """A line with what is said of it, the probable person (None: nobody), and who decides if the records do not
    tell."""

    line: Named
    verdicts: tuple[Verdict, ...]
    probable: Probable | None = None
    decides: Decider | None = None

    @property
    def agrees(self) -> bool:
        return self.verdicts == (Verdict.AGREES,)

    def sayings(self) -> tuple[Saying, ...]:
        """The verdicts as sentences."""
        values = {"who": self.decides.value} if self.decides else {}
        return tuple(
            saying("channel", f"line_{one}", **(values if one is Verdict.UNDECIDED else {})) for one in self.verdicts
        )


def conformance(
    lines: Sequence[Named], category: str, terms: Agreement, find: Callable[[Named], Probable | None]
) -> tuple[Finding, ...]:
    """What is to be said of each of `lines`, a list of people of the agreed `category`; raises BadAgreement for a
    category nobody agreed on."""
    terms.category(category)
    seen: set[str] = set()
    found: list[Finding] = []
    for line in lines:
        probable = find(line)
        if probable is not None and probable.probability < PROBABLE:
            probable = None
        mark = probable.person.id if probable else f"{sorted(keys(line.name))} {line.born}"
        found.append(_finding(line, probable, category, terms, again=mark in seen))
        seen.add(mark)
    return tuple(found)


def reply(findings: Sequence[Finding]) -> Mapping[str, list[Value]]:
    """The ids of the lines by verdict, as the message `conformance` carries them; no name leaves the house. A line
    that lacks what the list must say counts as undecided."""
    answered: dict[str, list[Value]] = {one: [] for one in Verdict if one is not Verdict.INCOMPLETE}
    for finding in findings:
        for one in dict.fromkeys(_ANSWERED_AS.get(verdict, verdict) for verdict in finding.verdicts):
            answered[one].append(finding.line.id)
    return answered


_ANSWERED_AS = {Verdict.INCOMPLETE: Verdict.UNDECIDED}


def _finding(line: Named, probable: Probable | None, category: str, terms: Agreement, *, again: bool) -> Finding:
    verdicts = [Verdict.DUPLICATE] if again else []
    if _lacks(line, terms):
        verdicts.append(Verdict.INCOMPLETE)
    if probable is None:
        return Finding(line, (*verdicts, Verdict.UNKNOWN))
    verdicts += _of_person(probable.person, category, terms) + _of_spelling(line, probable)
    decides = terms.category(category).decides if Verdict.UNDECIDED in verdicts else None
    return Finding(line, tuple(verdicts) or (Verdict.AGREES,), probable, decides)


def _lacks(line: Named, terms: Agreement) -> bool:
    said = {Column.NAME: line.name, Column.BORN: line.born}
    return any(not said[column].strip() for column in terms.columns)


def _of_person(person: Person, category: str, terms: Agreement) -> list[Verdict]:
    found = [Verdict.ALREADY_HOME] if person.home else []
    agreed = standing(terms, category, person).holds
    if agreed is None:
        return [*found, Verdict.UNDECIDED]
    if not agreed:
        found.append(Verdict.CIVILIAN if _civilian_in_military(person, category, terms) else Verdict.NOT_OF_CATEGORY)
    return found


def _civilian_in_military(person: Person, category: str, terms: Agreement) -> bool:
    return terms.category(category).military and person.kind == "civilian"


def _of_spelling(line: Named, probable: Probable) -> list[Verdict]:
    """A name differs if no name on record has the same keys in any script; a birth date if no day fits both."""
    found = [] if any(keys(line.name) == keys(name) for name in probable.names) else [Verdict.NAME_DIFFERS]
    if line.born and probable.person.born and not _same_day(line.born, probable.person.born):
        found.append(Verdict.BIRTH_DIFFERS)
    return found


def _same_day(one: str, other: str) -> bool:
    try:
        return dates.bounds(one).overlaps(dates.bounds(other))
    except dates.NotADate:
        return False
