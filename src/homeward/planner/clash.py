"""Which rules cannot be kept together: a smallest set, by leaving out one after the other."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass

from homeward.planner.package import Package, Planning
from homeward.planner.sentences import sentences
from homeward.planner.solve.levels import SECONDS, NoPackage, NotSolved
from homeward.planner.terms import Rule
from homeward.words import Saying


@dataclass(frozen=True, slots=True)
class Clash:
    """Rules that cannot be kept together, and whether they are a smallest such set: without any one of them the
    others can."""

    rules: tuple[tuple[Rule, Saying], ...]
    smallest: bool = True


def conflict(planning: Planning) -> Clash:
    """A smallest set of rules that cannot be kept together; empty if they can."""
    return Clash(()) if possible(planning.aimless(), {}) else narrowed(planning, {})


def narrowed(planning: Planning, forced: Mapping[str, bool], seconds: float = math.inf) -> Clash:
    """A smallest set of the rules that cannot be kept together with those `forced` (deletion filter), where all of
    them cannot; what was not looked at within `seconds` stays in it."""
    until, smallest, planning = time.monotonic() + seconds, True, planning.aimless()
    for rule, _ in sentences(planning.terms):
        if time.monotonic() > until:
            smallest = False
            break
        freed = planning.freed(rule)
        can = possible(freed, forced, until)
        smallest = smallest and can is not None
        planning = freed if can is False else planning
    kept = tuple((rule, said) for rule, said in sentences(planning.terms) if rule not in planning.without)
    return Clash(kept, smallest)


def possible(planning: Planning, forced: Mapping[str, bool], until: float = math.inf) -> bool | None:
    """Whether any package keeps the rules; None if the clock passed `until` before that was settled."""
    try:
        planning.again(forced, Package((), (), frozenset(), ()), min(SECONDS, until - time.monotonic()))
    except NoPackage:
        return False
    except NotSolved:
        return None
    return True
