"""Who may cross at all, before any weight: will, consent, other deals, families, and what the terms agree on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum

from homeward.planner.pool import Candidate, Direction, Wish
from homeward.planner.terms import Terms


class Bar(StrEnum):
    """Why somebody may not cross."""

    REFUSES = "refuses"
    NOT_ASKED = "not_asked"
    DEAL = "deal"
    EXCLUDED = "excluded"
    CATEGORY = "category"
    KIN = "kin"


def bar(one: Candidate, terms: Terms) -> Bar | None:
    """What keeps this person out, his kin left aside; None if nothing does."""
    return _barred(one, terms) or (None if _agreed(one, terms) else Bar.CATEGORY)


def bars(people: Iterable[Candidate], terms: Terms) -> dict[str, Bar]:
    """What keeps each barred person out, by id. Who may not be parted crosses whole or not at all: one of a group who
    may not cross keeps the others out, and one of an agreed category brings the others in."""
    groups: defaultdict[str, list[Candidate]] = defaultdict(list)
    found: dict[str, Bar] = {}
    for one in people:
        if one.group:
            groups[one.group].append(one)
        elif why := bar(one, terms):
            found[one.id] = why
    for members in groups.values():
        found |= _group(members, terms)
    return found


def _group(members: list[Candidate], terms: Terms) -> dict[str, Bar]:
    barred = {one.id: why for one in members if (why := _barred(one, terms))}
    if barred:
        return {one.id: barred.get(one.id, Bar.KIN) for one in members}
    if any(_agreed(one, terms) for one in members):
        return {}
    return dict.fromkeys((one.id for one in members), Bar.CATEGORY)


def _barred(one: Candidate, terms: Terms) -> Bar | None:
    if one.wish is Wish.REFUSES and one.id not in terms.third_country:
        return Bar.REFUSES
    if one.direction is Direction.GIVE and one.wish in (Wish.UNDECIDED, Wish.NOT_ASKED):
        return Bar.NOT_ASKED
    if one.deal:
        return Bar.DEAL
    return Bar.EXCLUDED if one.id in terms.excluded else None


def _agreed(one: Candidate, terms: Terms) -> bool:
    """Whether the terms speak of this person."""
    if one.outside_counts or not terms.categories or one.id in terms.named or one.id in terms.third_country:
        return True
    return not (terms.categories | terms.all_of).isdisjoint(one.categories)
