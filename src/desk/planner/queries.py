"""Reading proposals, and asking the planner about them again."""

from __future__ import annotations

from dataclasses import dataclass

from desk.planner.models import Proposal, Proposed
from desk.register.models import Person
from homeward.planner import explain
from homeward.planner.package import Package, Planning
from homeward.planner.pool import Direction, Pool
from homeward.planner.sentences import sentences
from homeward.planner.solve.levels import Level, NoPackage
from homeward.planner.terms import Rule
from homeward.words import say

WAITING = 15  # people not in a proposal whose page asks why


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule of the terms, as a sentence."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class LevelLine:
    """One level of the objective; `then` is what it would be in the other package, None if there is none."""

    key: str
    words: str
    now: int
    then: int | None = None


def rules_of(proposal: Proposal, language: str) -> list[RuleLine]:
    """The terms as sentences."""
    return [RuleLine(rule, said.in_language(language)) for rule, said in sentences(proposal.to_terms())]


def levels_of(proposal: Proposal, language: str) -> list[LevelLine]:
    """What the package reaches, most important first."""
    return [LevelLine(row["key"], level_words(row["key"], language), row["value"]) for row in proposal.levels]


def clash_of(proposal: Proposal, language: str) -> list[str]:
    """The smallest set of rules that cannot be kept together."""
    words = {rule.value: said.in_language(language) for rule, said in sentences(proposal.to_terms())}
    return [words[rule] for rule in proposal.clash if rule in words]


def people_of(proposal: Proposal, direction: Direction) -> list[Proposed]:
    """The people of one way, those outside the counts first, then by name."""
    rows = proposal.people.filter(direction=direction).select_related("person__current")
    return list(rows.order_by("-outside", "person__display_name"))


def package_of(proposal: Proposal) -> Package:
    """The package as the planner gave it."""
    rows = list(proposal.people.select_related("person"))
    return Package(
        receive=tuple(row.person.public_id for row in rows if row.direction == Direction.RECEIVE),
        give=tuple(row.person.public_id for row in rows if row.direction == Direction.GIVE),
        outside=frozenset(row.person.public_id for row in rows if row.outside),
        levels=tuple(Level(row["key"], row["value"], row["bound"]) for row in proposal.levels),
    )


def waiting(proposal: Proposal, people: Pool) -> list[Person]:
    """Our people who are not in the proposal and have been held longest."""
    inside = set(package_of(proposal).receive)
    out = [one for one in people.candidates if one.direction is Direction.RECEIVE and one.id not in inside]
    longest = sorted(out, key=lambda one: (one.held_from is None, one.held_from or people.on, one.id))[:WAITING]
    found = {person.public_id: person for person in Person.objects.filter(public_id__in=[one.id for one in longest])}
    return [found[one.id] for one in longest if one.id in found]


def why(proposal: Proposal, people: Pool, person: Person) -> tuple[bool, explain.Why]:
    """Whether `person` is in the proposal, and why or why not."""
    package = package_of(proposal)
    inside = person.public_id in {*package.receive, *package.give}
    ask = explain.why_in if inside else explain.why_not
    return inside, ask(Planning(people, proposal.to_terms()), package, person.public_id)


def price(proposal: Proposal, people: Pool, rule: Rule, language: str) -> list[LevelLine] | None:
    """How the levels would change without `rule`; None if no package exists even then."""
    try:
        changes = explain.price(Planning(people, proposal.to_terms()), package_of(proposal), rule)
    except NoPackage:
        return None
    return changed(changes, language)


def changed(changes: tuple[explain.Change, ...], language: str) -> list[LevelLine]:
    """Changes of levels in words."""
    return [LevelLine(one.key, level_words(one.key, language), one.now, one.then) for one in changes]


def level_words(key: str, language: str) -> str:
    return say("planner", f"level_{key}", language)
