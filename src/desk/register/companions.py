"""Cellmates and comrades: who shares a place, a unit or a capture with a person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from desk.register.facets import facet_hash
from desk.register.models import Person, PersonCurrent, PersonFacet
from homeward.register.fold import PersonView


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody who shares a place, a unit or a capture with the person; `shared` are the properties they share."""

    row: PersonCurrent
    shared: tuple[str, ...]


def companions(person: Person, view: PersonView, limit: int = 30) -> list[Companion]:
    """People who share a place of detention, a cell, a unit or a capture, those who share most first."""
    tied = ("facility", "cell_or_barrack", "unit_id", "unit_name", "capture_group_id")
    hashes = {facet_hash(key, value): key for key in tied for value in view.values(key)}
    rows = PersonFacet.objects.filter(facet_hash__in=hashes).exclude(person=person).values_list("person", "facet_hash")
    shared: defaultdict[int, set[str]] = defaultdict(set)
    for other, number in rows.order_by("person")[: limit * 40]:
        shared[other].add(hashes[number])
    closest = sorted(shared, key=lambda other: (-len(shared[other]), other))[:limit]
    found = PersonCurrent.objects.select_related("person", "facility").in_bulk(closest)
    return [Companion(found[other], tuple(sorted(shared[other]))) for other in closest if other in found]
