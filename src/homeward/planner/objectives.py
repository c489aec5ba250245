"""What a good package is: levels one after the other, each worth more than all that follow.

The order is published and can be edited; no weight trades a level against a lower one."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from homeward.errors import HomewardError


class BadHierarchy(HomewardError):
    """The order of the objectives names something twice or something unknown."""


class Objective(StrEnum):
    """One level: those outside every count going home (art 109); wounded and sick of ours; vulnerable of ours; months
    in captivity ended, one added for each person; units and home regions somebody comes home to; what is owed after
    (the less the better); people expected home, in per cent of a person; bodies handed over; people given within
    the count (the fewer the better)."""

    ART_109 = "art_109"
    UNWELL = "unwell"
    VULNERABLE = "vulnerable"
    MONTHS = "months"
    UNITS = "units"
    REGIONS = "regions"
    IMBALANCE = "imbalance"
    EXPECTED = "expected"
    BODIES = "bodies"
    GIVEN = "given"


HIERARCHY = tuple(Objective)
"""The published order: wounded and sick, vulnerable, longest held, fairness over units and regions, number."""


def hierarchy(keys: Iterable[str]) -> tuple[Objective, ...]:
    """The order that `keys` name, the most important first; raises BadHierarchy. What is left out is not aimed at,
    but those whom art 109 sends home always come first."""
    try:
        found = tuple(map(Objective, keys))
    except ValueError as error:
        raise BadHierarchy("The order of objectives names one that does not exist.") from error
    if len(set(found)) < len(found) or Objective.ART_109 not in found[:1]:
        raise BadHierarchy("The order of objectives begins with article 109 and names none twice.")
    return found
