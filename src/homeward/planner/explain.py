"""Why is this person in, why not that one, which terms clash, and what does a rule cost: all by solving again."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.planner.alike import swapped
from homeward.planner.bars import bars
from homeward.planner.clash import narrowed
from homeward.planner.package import Package, Planning
from homeward.planner.pool import Candidate
from homeward.planner.solve.levels import NoPackage
from homeward.planner.terms import Rule
from homeward.words import Saying, saying

SECONDS = 0.5  # for one search of an answer; what is not settled by then is told with its bound
_LONGER = 1.4  # so much more time has the search for clashing rules, which begins once it is clear that there are some


@dataclass(frozen=True, slots=True)
class Change:
    """A level of the objective as it is and as it would be; nothing passes `bound`, which is `then` if that is
    proven."""

    key: str
    now: int
    then: int
    bound: int

    @property
    def proven(self) -> bool:
        return self.then == self.bound


@dataclass(frozen=True, slots=True)
class Why:
    """The sentences of an answer, the levels that would change, who else would come in or fall out, and whether all of
    it is proven; `open` are the levels beyond these that were not settled."""

    sayings: tuple[Saying, ...]
    changes: tuple[Change, ...] = ()
    open: tuple[Change, ...] = ()
    enters: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    proven: bool = True


def why_in(planning: Planning, package: Package, id: str, seconds: float = SECONDS) -> Why:
    """What the best package without this person would lack."""
    one = planning.pool.find(id)
    facts = _facts(one, planning) if one else ()
    if id in planning.terms.named:
        return Why((*facts, _say("why_named")))
    if barred := _bar(planning, one):
        return Why((*facts, _say("why_in_no_longer"), barred))
    if twin := swapped(planning, package, id):
        return _compared(package, twin, facts, "why_in_better", "why_in_alike")
    try:
        other = planning.again({id: False}, package, seconds)
    except NoPackage:
        return Why((*facts, _say("why_needed")))
    return _compared(package, other, facts, "why_in_better", "why_in_alike")


def why_not(planning: Planning, package: Package, id: str, seconds: float = SECONDS) -> Why:
    """What keeps this person out: the rule that bars him, or what would change with him in."""
    one = planning.pool.find(id)
    if one is None:
        return Why((_say("why_not_in_pool"),))
    facts = _facts(one, planning)
    if barred := _bar(planning, one):
        return Why((*facts, barred))
    if twin := swapped(planning, package, id):
        return _compared(package, twin, facts, "why_not_change", "why_not_alike")
    try:
        other = planning.again({id: True}, package, seconds)
    except NoPackage:
        clash = narrowed(planning, {id: True}, _LONGER * seconds)
        said = _say("why_not_possible" if clash.smallest else "why_not_possible_among")
        return Why((*facts, said, *(said for _, said in clash.rules)), proven=clash.smallest)
    return _compared(package, other, facts, "why_not_change", "why_not_alike")


def price(planning: Planning, package: Package, rule: Rule) -> tuple[Change, ...]:
    """How the levels would change without `rule`."""
    return _changes(package, planning.loosened(rule).best())


def _compared(package: Package, other: Package, facts: tuple[Saying, ...], differs: str, alike: str) -> Why:
    changes = _changes(package, other)
    said = [_say(differs if changes[0].proven else f"{differs}_so_far") if changes else _say(alike)]
    proven = package.proven and other.proven
    if not proven:
        said.append(_say("why_open"))
    enters, leaves = _moves(package, other)
    return Why((*facts, *said), changes, _open(package, other), enters, leaves, proven)


def _open(package: Package, other: Package) -> tuple[Change, ...]:
    """Levels that reach as much, and might reach more."""
    pairs = zip(package.levels, other.levels, strict=True)
    return tuple(
        Change(now.key, now.value, then.value, then.bound)
        for now, then in pairs
        if now.value == then.value and not then.proven
    )


def _bar(planning: Planning, one: Candidate | None) -> Saying | None:
    """What keeps somebody out before any weight."""
    if one is None:
        return _say("why_not_in_pool")
    kin = [other for other in planning.pool.candidates if one.group and other.group == one.group]
    why = bars(kin or [one], planning.terms).get(one.id)
    return _say(f"bar_{why}") if why else None


def _facts(one: Candidate, planning: Planning) -> tuple[Saying, ...]:
    found = [_say("fact_months", number=one.months(planning.pool.on))] if one.held_from else []
    if one.art_109:
        found.append(_say("fact_art_109"))
    if one.retained:
        found.append(_say("fact_retained"))
    if one.group:
        found.append(_say("fact_together"))
    return tuple(found)


def _changes(package: Package, other: Package) -> tuple[Change, ...]:
    pairs = list(zip(package.levels, other.levels, strict=True))
    return tuple(Change(now.key, now.value, then.value, then.bound) for now, then in pairs if now.value != then.value)


def _moves(package: Package, other: Package) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before, after = package.everybody, other.everybody
    return tuple(sorted(after - before)), tuple(sorted(before - after))


def _say(key: str, **values: str | int) -> Saying:
    return saying("planner", key, **values)
