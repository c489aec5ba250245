"""What everybody of a deal weighs, and what it would pay either side to walk away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from desk.channel.models import Deal
from desk.errors import Refused
from desk.handover.models import Operation, Row, Stage
from desk.handover.queries.state import stages_planned
from desk.planner import candidates
from desk.planner.queries import values_for
from desk.register.models import Person, PersonCurrent
from homeward.handover.breaking import Exposure, exposed
from homeward.handover.groups import Crossing
from homeward.planner.pool import Direction, points


def crossings(deal: Deal, on: date) -> tuple[list[Crossing], list[Crossing]]:
    """Those who are still to come to us and to go, with the points of their rank and what each is worth to us
    alone."""
    worth, settled = values_for(deal), _settled(deal)
    sides = ([id for id in ids if id not in settled] for ids in (deal.receive, deal.give))
    receive, give = (_crossings(ids, on, worth) for ids in sides)
    return receive, give


def points_of(person: Person, on: date) -> int:
    """What a person weighs in the agreed points; nought for those under GC III art 109."""
    return _crossings([person.public_id], on, {})[0].weight


def exposure(operation: Operation) -> Exposure:
    """What it would pay us and them to walk away at each moment, as planned: ours by our own worth of everybody, which
    is told to nobody else, theirs by the agreed points."""
    worth = values_for(operation.deal)
    rows = list(Row.ever.filter(stage__operation=operation, instead_of=None).select_related("person"))
    receive, give = (
        [_planned(row, worth) for row in rows if row.direction == way] for way in (Direction.RECEIVE, Direction.GIVE)
    )
    return exposed(receive, give, stages_planned(operation))


def _settled(deal: Deal) -> set[str]:
    """Those of the deal who crossed in an operation that ended early, or in whose place somebody did."""
    crossed = Row.objects.filter(stage__operation__deal=deal, stage__state=Stage.State.RECEIPTED, mark=Row.Mark.PRESENT)
    waiting, found = list(crossed.select_related("person", "instead_of__person")), set[str]()
    while waiting:
        row = waiting.pop()
        found.add(row.person.public_id)
        waiting += [row.instead_of] if row.instead_of else []
    return found


def _planned(row: Row, worth: Mapping[str, int]) -> Crossing:
    id = row.person.public_id
    return Crossing(id, row.weight, first=not row.weight, worth=worth.get(id))


def _crossings(ids: Sequence[str], on: date, worth: Mapping[str, int]) -> list[Crossing]:
    rows = PersonCurrent.objects.filter(person__public_id__in=ids).select_related("person", "facility")
    if rows.count() != len(set(ids)):
        raise Refused(_("The deal names somebody who is not in the register."))
    return [
        Crossing(one.id, points()[one.rank_band], one.group, one.outside_counts, worth.get(one.id))
        for one in candidates.people(list(rows), on)
    ]
