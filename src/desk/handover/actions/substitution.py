"""Somebody else comes instead: proposed by one side, agreed to by the other; a person chooses, never the program."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.channel.named import open_people
from desk.errors import Refused
from desk.handover import queries
from desk.handover.actions.spoken import Word
from desk.handover.actions.step import act
from desk.handover.models import Operation, Row, Stage
from desk.register.models import Person
from homeward.canonical import Value
from homeward.handover import operation as lib
from homeward.handover.plan import BadPlan
from homeward.handover.state import Substitute


@transaction.atomic
def propose_substitute(
    *, by: User, at: datetime, stage: Stage, leaves: str, comes: Person, points: int, party: str, message: str = ""
) -> lib.Operation:
    """The proposal of `party` that `comes` crosses instead of the person `leaves` (a public id). Raises BadPlan for
    somebody who is home or on another active manifest, Refused for one whom another open deal names."""
    _may_come(stage.operation, comes)
    data: dict[str, Value] = {"stage": stage.number, "leaves": leaves, "comes": comes.public_id, "points": points}
    if message:
        data["message"] = message
    return act(by=by, at=at, operation=stage.operation, kind="substitute", party=party, data=data)


@transaction.atomic
def agree_substitute(
    *, by: User, at: datetime, operation: Operation, proposed: Substitute, party: str, message: str = ""
) -> Row:
    """The agreement of `party`, which did not propose it: from now on the manifest names the other person."""
    comes = Person.objects.get(public_id=proposed.comes)
    _may_come(operation, comes)
    data: dict[str, Value] = {"stage": proposed.stage, "leaves": proposed.leaves, "comes": proposed.comes}
    if message:
        data["message"] = message
    act(by=by, at=at, operation=operation, kind="substitute_agree", party=party, data=data)
    stage = operation.stages.get(number=proposed.stage)
    leaving = stage.rows.get(person__public_id=proposed.leaves)
    leaving.replaced_at = at
    leaving.save(update_fields=["replaced_at"])
    return Row.objects.create(
        stage=stage, person=comes, direction=leaving.direction, weight=proposed.points, instead_of=leaving
    )


def take_proposal(by: User, at: datetime, operation: Operation, word: Word) -> int:
    """A proposal heard on the channel; 1."""
    stage = queries.stage_numbered(operation, word.number("stage"))
    said = word.data["comes"]
    comes = Person.objects.filter(public_id=said["id"]).first() if isinstance(said, dict) else None
    if comes is None:
        raise Refused(_("Somebody is proposed who is not in our register: enter him first."))
    leaves, points, party = word.text("leaves"), word.number("points"), word.party
    propose_substitute(
        by=by, at=at, stage=stage, leaves=leaves, comes=comes, points=points, party=party, message=word.id
    )
    return 1


def agree_to_substitute(by: User, at: datetime, operation: Operation, word: Word) -> int:
    """An agreement heard on the channel, bound to the message that proposed it; 1."""
    named = queries.said_in(operation, word.text("of"))
    standing = queries.machine(operation).substitutes
    found = [one for one in standing if (one.stage, one.leaves, one.comes) == named]
    if not found:
        raise Refused(_("The change of the manifest that this agrees to no longer stands."))
    agree_substitute(by=by, at=at, operation=operation, proposed=found[0], party=word.party, message=word.id)
    return 1


def _may_come(operation: Operation, person: Person) -> None:
    """Nothing, if nobody else has promised this person and he is not home; else raises BadPlan or Refused."""
    if queries.home([person.public_id]):
        raise BadPlan("home", number=1)
    if Row.objects.filter(person=person, stage__operation__in=queries.upcoming()).exists():
        raise BadPlan("elsewhere", number=1)
    if person.public_id in open_people(operation.deal):
        raise Refused(_("This person is named in another open deal."))
