"""Who could come instead of whom, and what one side proposed and the other has not agreed to."""

from __future__ import annotations

from dataclasses import dataclass

from desk.handover.models import Operation, Row
from desk.handover.queries.state import entries
from desk.planner.queries import level_words, replacements_for
from desk.register.models import Person
from homeward.handover import operation as lib
from homeward.handover.state import Substitute


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that `comes` crosses instead of `leaves`, made by the message with this id, or on paper."""

    operation: Operation
    by: str
    stage: int
    leaves: Person
    comes: Person
    message: str
    value: Substitute


def standbys(row: Row, language: str) -> list[tuple[Person, list[str]]]:
    """The persons who could come instead of that of `row`, the best first, each with what would change. Families that
    are not parted are left out: the manifest keeps its length."""
    operation = row.stage.operation
    rows = Row.objects.filter(stage__operation=operation).values_list("person__public_id", flat=True)
    found = replacements_for(operation.deal, row.person.public_id, crossing=frozenset(rows), most=5)
    return [
        (one.people[0], [f"{level_words(key, language)}: {gain:+d}" for key, gain in one.changes])
        for one in found
        if len(one.people) == 1
    ]


def substitutes(operation: Operation, now: lib.Operation) -> list[Waiting]:
    """The changes of the manifest that one side proposed and the other has not agreed to."""
    standing = now.substitutes
    people = Person.objects.in_bulk([id for one in standing for id in (one.leaves, one.comes)], field_name="public_id")
    return [
        Waiting(operation, one.by, one.stage, people[one.leaves], people[one.comes], _message(operation, one), one)
        for one in standing
    ]


def _message(operation: Operation, one: Substitute) -> str:
    """The message that proposed it; empty for a proposal on paper."""
    wanted = (one.stage, one.leaves, one.comes)
    found = [entry.data for entry in entries(operation) if entry.act == "handover.substitute"]
    same = [data for data in found if (data.get("stage"), data.get("leaves"), data.get("comes")) == wanted]
    return str(same[-1].get("message", "")) if same else ""
