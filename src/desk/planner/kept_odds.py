"""The odds of a proposal as they are kept with it, so that its question can be asked again as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from homeward.planner.odds import Learnt, Odds

Pair = Sequence[float]
Kept = Mapping[str, Mapping[str, Pair]]


def written(learnt: Learnt) -> Kept:
    """The odds as JSON takes them: of each kind, unit and person, and of any other kind."""
    named = {"kinds": learnt.kinds, "units": learnt.units, "people": learnt.people, "any": {"any": learnt.any}}
    return {key: {name: [one.yes, one.no] for name, one in odds.items()} for key, odds in named.items()}


def read(value: Kept) -> Learnt:
    """The odds that `written` wrote."""
    kinds, units, people, others = (_odds(value[key]) for key in ("kinds", "units", "people", "any"))
    return Learnt(kinds, units, people, others["any"])


def _odds(value: Mapping[str, Pair]) -> dict[str, Odds]:
    return {name: Odds(*pair) for name, pair in value.items()}
