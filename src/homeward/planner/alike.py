"""People alike in every rule, every objective and every place: one stands for the other, and nothing changes."""

from __future__ import annotations

from dataclasses import replace

from homeward.planner.package import Package, Planning
from homeward.planner.pool import Direction


def swapped(planning: Planning, package: Package, id: str) -> Package | None:
    """A package as good in which `id` is out if he is in, or in if he is out: somebody alike takes his place, or he
    that of one (each with whoever crosses only with him). None if nobody alike stands on the other side."""
    people = planning.built.people
    if id not in people.index:
        return None
    members = planning.built.program.members[planning.kind(id)]
    units = [frozenset(people.all[place].id for place in member) for member in members]
    own = next(unit for unit in units if id in unit)
    if id in package.everybody:
        other = next((unit for unit in units if unit.isdisjoint(package.everybody)), None)
        return _exchanged(planning, package, own, other) if other else None
    other = next((unit for unit in units if unit <= package.everybody), None)
    return _exchanged(planning, package, other, own) if other else None


def _exchanged(planning: Planning, package: Package, out: frozenset[str], into: frozenset[str]) -> Package:
    people = planning.built.people
    coming = [people.all[people.index[id]] for id in sorted(into)]
    receive, give = (tuple(one.id for one in coming if one.direction is way) for way in Direction)
    outside = frozenset(id for id in into if people.outside[people.index[id]])
    return replace(
        package,
        receive=(*(id for id in package.receive if id not in out), *receive),
        give=(*(id for id in package.give if id not in out), *give),
        outside=(package.outside - out) | outside,
    )
