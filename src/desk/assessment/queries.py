"""Reading the judgements, as kept or as they would have been at another time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from desk.assessment.models import Assessment
from desk.register import queries as register
from desk.register.current import holder_of
from desk.register.models import Person
from homeward.assessment import judgement as lib
from homeward.assessment.assess import assess


def judgements_of(person: Person) -> QuerySet[Assessment]:
    """The judgements as last kept."""
    return Assessment.objects.filter(person=person)


def assessed(persons: Sequence[Person], at: datetime) -> dict[str, lib.Assessment]:
    """The judgements on many persons by public id, made now from the statements that stand."""
    standing = register.standing_of(persons)
    stories = register.stories_of(said.source.item for given in standing.values() for said in given)
    return {
        person.public_id: assess(
            standing.get(person.public_id, []), at.date(), holder=holder_of(person), stories=stories
        )
        for person in persons
    }


def assessed_as_of(person: Person, as_of: datetime) -> lib.Assessment:
    """The judgements on `person` as they would have been made at `as_of` from what was known then."""
    given = register.statements_of(person, as_of)
    stories = register.stories_of(said.source.item for said in given)
    return assess(given, as_of.date(), holder=holder_of(person), stories=stories)
