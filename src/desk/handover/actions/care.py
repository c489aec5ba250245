"""Before the road: who is fit to travel and how, what goes along, and who must be kept apart from whom."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.errors import Refused
from desk.handover.models import Row, Separation, Stage
from homeward.canonical import Value


@transaction.atomic
def examine(*, by: User, at: datetime, row: Row, fitness: str, effects_grams: int) -> Row:
    """What the doctor says of the journey, and the weight of the effects that go along, before the stage sets out."""
    if row.stage.state != Stage.State.WAITING:
        raise Refused(_("This is settled before the stage sets out."))
    if fitness not in Row.Fitness.values or effects_grams < 0:
        raise Refused(_("Say how the person can travel, and the weight of the effects."))
    asked = fitness != Row.Fitness.UNASKED
    row.fitness, row.effects_grams = fitness, effects_grams
    row.examined_at, row.examined_by = (at, by) if asked else (None, None)
    row.save(update_fields=["fitness", "effects_grams", "examined_at", "examined_by"])
    data: dict[str, Value] = {"person": row.person.public_id, "stage": row.stage.number}
    record(by=by, at=at, act="handover.examine", subject=row.stage.operation.public_id, data=data)
    return row


@transaction.atomic
def ask_at_the_crossing(*, by: User, at: datetime, row: Row, question: str, answer: str) -> Row:
    """A question only the family and the person can answer, to be put at the roll-call; both empty: none. The ledger
    keeps that it was set, never the words."""
    question, answer = question.strip(), answer.strip()
    if bool(question) != bool(answer):
        raise Refused(_("A question of the family needs its answer."))
    row.question, row.answer = question[:200], answer[:200]
    row.save(update_fields=["question", "answer"])
    data: dict[str, Value] = {"person": row.person.public_id}
    record(by=by, at=at, act="handover.ask_at_the_crossing", subject=row.stage.operation.public_id, data=data)
    return row


@transaction.atomic
def keep_apart(*, by: User, at: datetime, one: Row, other: Row, reason: str) -> Separation:
    """Two people who must not travel in one vehicle, and why. Raises Refused for the same pair twice, for one person,
    and for people of two operations."""
    if one.pk == other.pk or one.stage.operation_id != other.stage.operation_id or not reason.strip():
        raise Refused(_("Name two people of this operation, and the reason."))
    first, second = sorted((one, other), key=lambda row: row.pk)
    operation = one.stage.operation
    if operation.separations.filter(one=first, other=second).exists():
        raise Refused(_("These two are kept apart already."))
    kept = Separation.objects.create(
        operation=operation, one=first, other=second, reason=reason.strip()[:200], at=at, by=by
    )
    data: dict[str, Value] = {"persons": [first.person.public_id, second.person.public_id]}
    record(by=by, at=at, act="handover.keep_apart", subject=operation.public_id, data=data)
    return kept
