"""Reading proposals, and asking the planner about them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk.planner.models import Proposal, Proposed
from desk.register.models import Person
from homeward.planner import explain
from homeward.planner.package import Package, Planning
from homeward.planner.pool import Direction, Pool
from homeward.planner.reserve import replacements
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
    """One level of the objective; `then` is what it would be in the other package, None if there is none; nothing
    passes `bound`."""

    key: str
    words: str
    now: int
    then: int | None = None
    bound: int | None = None


@dataclass(frozen=True, slots=True)
class Instead:
    """People who could come instead of somebody, and by how much which levels would change."""

    people: list[Person]
    changes: list[tuple[str, int]]


def rules_of(proposal: Proposal, language: str) -> list[RuleLine]:
    """The terms as sentences."""
    return [RuleLine(rule, said.in_language(language)) for rule, said in sentences(proposal.to_terms())]


def levels_of(proposal: Proposal, language: str) -> list[LevelLine]:
    """What the package reaches, most important first."""
    return [
        LevelLine(row["key"], level_words(row["key"], language), row["value"], bound=row["bound"])
        for row in proposal.levels
    ]


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
    received, given = proposal.bodies or (0, 0)
    rows = list(proposal.people.select_related("person"))
    return Package(
        receive=tuple(row.person.public_id for row in rows if row.direction == Direction.RECEIVE),
        give=tuple(row.person.public_id for row in rows if row.direction == Direction.GIVE),
        outside=frozenset(row.person.public_id for row in rows if row.outside),
        levels=tuple(Level(row["key"], row["value"], row["bound"]) for row in proposal.levels),
        bodies=(received, given),
        owed=proposal.owed,
    )


def waiting(package: Package, people: Pool) -> list[Person]:
    """Our people who are not in the package and have been held longest."""
    inside = set(package.receive)
    out = [one for one in people.candidates if one.direction is Direction.RECEIVE and one.id not in inside]
    longest = sorted(out, key=lambda one: one.since)[:WAITING]
    return _in_order([one.id for one in longest])


def why(planning: Planning, package: Package, person: Person) -> tuple[bool, explain.Why]:
    """Whether `person` is in the package, and why or why not."""
    inside = person.public_id in package.everybody
    ask = explain.why_in if inside else explain.why_not
    return inside, ask(planning, package, person.public_id)


def price(planning: Planning, package: Package, rule: Rule, language: str) -> list[LevelLine] | None:
    """How the levels would change without `rule`; None if no package exists even then."""
    try:
        return changed(explain.price(planning, package, rule), language)
    except NoPackage:
        return None


def instead(planning: Planning, package: Package, person: Person, language: str) -> list[Instead]:
    """Who could come instead of `person`, the best first."""
    found = replacements(planning, package, person.public_id)
    return [
        Instead(_in_order(one.ids), [(level_words(key, language), gain) for key, gain in one.changes]) for one in found
    ]


def reasons_of(proposed: Proposed, language: str) -> list[str]:
    """Why this person is in the proposal, as kept with it."""
    return [say("planner", key, language, **values) for key, values in proposed.reasons]


def changed(changes: tuple[explain.Change, ...], language: str) -> list[LevelLine]:
    """Changes of levels in words."""
    return [LevelLine(one.key, level_words(one.key, language), one.now, one.then, one.bound) for one in changes]


def _in_order(ids: Sequence[str]) -> list[Person]:
    found = {person.public_id: person for person in Person.objects.filter(public_id__in=ids)}
    return [found[id] for id in ids if id in found]


def level_words(key: str, language: str) -> str:
    return say("planner", f"level_{key}", language)
