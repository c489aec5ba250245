"""A list read as a whole: whom each line means in the light of the others."""

from __future__ import annotations

from collections.abc import Sequence

from desk.evidence.models import Mention
from desk.linkage import known, queries
from desk.register import queries as register
from desk.register.models import Person
from homeward.linkage.facts import Facts
from homeward.linkage.index import Candidate
from homeward.linkage.resolve import Offer, Reading, resolve

_OFFERED = 12  # people of the register who may be meant by one line


def read(mentions: Sequence[Mention]) -> list[tuple[Reading, queries.Offer | None]]:
    """The reading of each mention of a list, with the person it is about."""
    lines = [queries.facts(mention) for mention in mentions]
    found = known.search(lines, _OFFERED)
    people = queries.people_of(one for candidates in found for one in candidates)
    marks = {person: _marks(facts) for person, facts in register.facts_of_all(list(people.values()))}
    offered = [
        [Offer(one.person, one.log_odds, marks[one.person]) for one in candidates if one.person in people]
        for candidates in found
    ]
    readings = resolve(lines, offered)
    return [(reading, _shown(reading, candidates, people)) for reading, candidates in zip(readings, found, strict=True)]


def _marks(facts: Facts) -> frozenset[str]:
    """Where and with whom the person is known to have been: cellmates and comrades stand on one list."""
    return frozenset((*facts.units, *facts.places))


def _shown(reading: Reading, candidates: Sequence[Candidate], people: dict[str, Person]) -> queries.Offer | None:
    """The person with the probability of the whole list and the reasons of the line."""
    for one in candidates:
        if one.person == reading.person:
            return queries.Offer(people[one.person], reading.probability, one.score.parts)
    return None
