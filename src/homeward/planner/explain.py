"""Why is this person in, why not that one, which terms clash, and what does a rule cost: all by solving again."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.planner.pool import Candidate, Direction, Pool, Wish
from homeward.planner.rows import eligible
from homeward.planner.solve.levels import Level, NoPackage, Package, feasible, solve
from homeward.planner.terms import Rule, Terms, sentences
from homeward.words import Saying, saying


@dataclass(frozen=True, slots=True)
class Change:
    """A level of the objective as it is and as it would be."""

    key: str
    now: int
    then: int


@dataclass(frozen=True, slots=True)
class Why:
    """The sentences of an answer, the levels that would change, and how many others would come in or fall out."""

    sayings: tuple[Saying, ...]
    changes: tuple[Change, ...] = ()
    enters: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()


def why_in(pool: Pool, terms: Terms, package: Package, id: str) -> Why:
    """What the best package without this person would lack."""
    one = pool.find(id)
    facts = _facts(one, pool) if one else ()
    if id in terms.named:
        return Why((*facts, _say("why_named")))
    try:
        other = solve(pool, terms, forced={id: False})
    except NoPackage:
        return Why((*facts, _say("why_needed")))
    changes = _changes(package, other)
    said = _say("why_in_better", level=changes[0].key) if changes else _say("why_in_alike")
    return Why((*facts, said), changes, *_moves(package, other))


def why_not(pool: Pool, terms: Terms, package: Package, id: str) -> Why:
    """What keeps this person out: the rule that bars him, or what would change with him in."""
    one = pool.find(id)
    if one is None:
        return Why((_say("why_not_in_pool"),))
    facts = _facts(one, pool)
    if (bar := _bar(one, terms)) is not None:
        return Why((*facts, bar))
    try:
        other = solve(pool, terms, forced={id: True})
    except NoPackage:
        clash = conflict(pool, terms, {id: True})
        return Why((*facts, _say("why_not_possible"), *(said for _, said in clash)))
    changes = _changes(package, other)
    said = _say("why_not_change", level=changes[0].key) if changes else _say("why_not_alike")
    return Why((*facts, said), changes, *_moves(package, other))


def conflict(pool: Pool, terms: Terms, forced: dict[str, bool] | None = None) -> tuple[tuple[Rule, Saying], ...]:
    """A smallest set of rules that cannot be kept together (deletion filter); empty if they can."""
    wanted = forced or {}
    dropped: frozenset[Rule] = frozenset()
    if feasible(pool, terms, wanted, dropped):
        return ()
    rules = [rule for rule, _ in sentences(terms)]
    for rule in rules:
        if not feasible(pool, terms, wanted, dropped | {rule}):
            dropped |= {rule}
    return tuple((rule, said) for rule, said in sentences(terms) if rule not in dropped)


def price(pool: Pool, terms: Terms, package: Package, rule: Rule) -> tuple[Change, ...]:
    """How the levels would change without `rule`."""
    return _changes(package, solve(pool, terms, without=frozenset({rule})))


def _bar(one: Candidate, terms: Terms) -> Saying | None:
    if one.wish is Wish.REFUSES:
        return _say("bar_refuses")
    if one.id in terms.excluded:
        return _say("bar_excluded")
    if one.direction is Direction.GIVE and one.wish is not Wish.WISHES:
        return _say("bar_not_asked")
    return None if eligible(one, terms) else _say("bar_category")


def _facts(one: Candidate, pool: Pool) -> tuple[Saying, ...]:
    found = [_say("fact_months", number=one.months(pool.on))] if one.held_from else []
    if one.outside_counts:
        found.append(_say("fact_art_109"))
    if one.group:
        found.append(_say("fact_together"))
    return tuple(found)


def _changes(package: Package, other: Package) -> tuple[Change, ...]:
    pairs: list[tuple[Level, Level]] = list(zip(package.levels, other.levels, strict=True))
    return tuple(Change(now.key, now.value, then.value) for now, then in pairs if now.value != then.value)


def _moves(package: Package, other: Package) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before, after = {*package.receive, *package.give}, {*other.receive, *other.give}
    return tuple(sorted(after - before)), tuple(sorted(before - after))


def _say(key: str, **values: str | int) -> Saying:
    return saying("planner", key, **values)
