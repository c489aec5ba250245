"""What is stored with a proposal: a reason for each person in it, and how many of each category cross each way."""

from __future__ import annotations

from collections import Counter

from homeward.planner.package import Package, Planning
from homeward.planner.pool import UNWELL, VULNERABLE, Candidate, Direction
from homeward.words import Saying, saying


def reasons(planning: Planning, package: Package) -> dict[str, tuple[Saying, ...]]:
    """Why each person of the package crosses, by id: the grounds by which he was chosen, the strongest first."""
    inside = package.everybody
    return {one.id: _grounds(one, planning) for one in planning.pool.candidates if one.id in inside}


def categories(planning: Planning, package: Package) -> dict[Direction, dict[str, int]]:
    """How many of each category cross each way; who has several is counted in each."""
    inside, found = package.everybody, {way: Counter[str]() for way in Direction}
    for one in planning.pool.candidates:
        if one.id in inside:
            found[one.direction].update(one.categories or {"none"})
    return {way: dict(sorted(counts.items())) for way, counts in found.items()}


def _grounds(one: Candidate, planning: Planning) -> tuple[Saying, ...]:
    terms = planning.terms
    tests = (
        (one.id in terms.named, "ground_named"),
        (one.art_109, "ground_art_109"),
        (one.retained, "ground_retained"),
        (not terms.all_of.isdisjoint(one.categories), "ground_all_of"),
        (terms.everybody, "ground_everybody"),
        (one.id in terms.third_country, "ground_third_country"),
        (one.condition in UNWELL, "ground_unwell"),
        (not VULNERABLE.isdisjoint(one.categories), "ground_vulnerable"),
        (bool(one.group), "ground_together"),
    )
    found = [saying("planner", key) for yes, key in tests if yes]
    if one.direction is Direction.RECEIVE and one.held_from:
        found.append(saying("planner", "ground_months", number=one.months(planning.pool.on)))
    if one.direction is Direction.GIVE and not found:
        found.append(saying("planner", "ground_given"))
    return tuple(found) or (saying("planner", "ground_fits"),)
