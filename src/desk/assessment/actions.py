"""Making the four judgements on a person anew and keeping them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from desk.accounts.models import User
from desk.assessment import queries
from desk.assessment.models import Assessment
from desk.audit.actions import record
from desk.register.models import Person
from homeward.assessment.judgement import Judgement

CHUNK = 500  # persons in one transaction


@transaction.atomic
def reassess(*, by: User, at: datetime, person: Person) -> list[Assessment]:
    """The four judgements on `person` from the statements that stand at `at`."""
    rows = _replace([person], at)
    data = {row.question: row.answer for row in rows}
    record(by=by, at=at, act="assessment.reassess", subject=person.public_id, data=data)
    return rows


def reassess_all(*, by: User, at: datetime, persons: Sequence[Person]) -> int:
    """The same for many persons, in chunks with one audit entry each; the number of judgements."""
    return sum(_chunk(persons[start : start + CHUNK], by, at) for start in range(0, len(persons), CHUNK))


@transaction.atomic
def _chunk(persons: Sequence[Person], by: User, at: datetime) -> int:
    rows = _replace(persons, at)
    record(by=by, at=at, act="assessment.reassess_all", data={"persons": len(persons)})
    return len(rows)


def _replace(persons: Sequence[Person], at: datetime) -> list[Assessment]:
    Assessment.objects.filter(person__in=persons).delete()
    found = queries.assessed(persons, at)
    rows = [_row(person, judgement, at) for person in persons for judgement in found[person.public_id].judgements()]
    return Assessment.objects.bulk_create(rows, batch_size=CHUNK)


def _row(person: Person, judgement: Judgement, at: datetime) -> Assessment:
    said = judgement.saying
    return Assessment(
        person=person,
        question=judgement.question,
        answer=judgement.answer[:100],
        certainty=judgement.certainty,
        sign_on=judgement.sign_on,
        rests_on=list(judgement.rests_on),
        reason={"room": said.room, "key": said.key, "values": dict(said.values)},
        distribution=[[answer, chance] for answer, chance in judgement.distribution],
        judged_at=at,
    )
