"""Who could come instead of somebody: ranked by the planner, chosen by a person, agreed to by the other side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.channel import ends
from desk.handover import actions, queries
from desk.handover.models import Row
from desk.handover.views.found import operation_of, stage_of
from desk.register.models import Person
from desk.telling import tried
from homeward.canonical import Value


@allowed("handover.lead")
def instead(request: HttpRequest, public_id: str, number: int, row: int) -> HttpResponse:
    """Those who could come instead of one person of a stage; POST proposes one of them to the other side."""
    stage = stage_of(public_id, number)
    found = get_object_or_404(stage.rows.select_related("person", "stage__operation__deal__channel"), pk=row)
    standbys = queries.standbys(found, get_language() or "en")
    if request.method == "POST":
        chosen = [person for person, _changes in standbys if person.public_id == request.POST.get("comes")]
        told = _("Proposed. Nothing changes before the other side agrees.")
        if chosen and tried(request, lambda: _propose(request, found, chosen[0]), told):
            return redirect("handover:operation", public_id)
    persons: list[Value] = [person.public_id for person, _changes in standbys]
    data: dict[str, Value] = {"persons": persons, "purpose": "exchange"}
    record(by=signed_in(request), at=clock.now(), act="handover.read_standbys", subject=public_id, data=data)
    return render(request, "handover/instead.html", {"operation": stage.operation, "row": found, "standbys": standbys})


@allowed("handover.lead")
def agree(request: HttpRequest, public_id: str) -> HttpResponse:
    """Agree to what the other side proposed, or enter that it agreed to ours by another way than the channel."""
    operation = operation_of(public_id)
    standing = queries.substitutes(operation, queries.machine(operation))
    found = [one for one in standing if one.leaves.public_id == request.POST.get("leaves")]
    if request.method == "POST" and found:
        tried(request, lambda: _agree(request, found[0]))
    return redirect("handover:operation", public_id)


def _propose(request: HttpRequest, row: Row, comes: Person) -> object:
    by, at = signed_in(request), clock.now()
    if ends.own_card() is not None:
        return actions.send_substitute(by=by, at=at, row=row, comes=comes)
    return actions.propose_substitute(
        by=by,
        at=at,
        stage=row.stage,
        leaves=row.person.public_id,
        comes=comes,
        points=queries.points_of(comes, at.date()),
        party=queries.parties(row.stage.operation)[0],
    )


def _agree(request: HttpRequest, waiting: queries.Waiting) -> object:
    by, at, operation = signed_in(request), clock.now(), waiting.operation
    ours, theirs = queries.parties(operation)
    if waiting.message and waiting.by == theirs:
        return actions.send_agreement(by=by, at=at, operation=operation, of=waiting.message)
    party = theirs if waiting.by == ours else ours
    return actions.agree_substitute(by=by, at=at, operation=operation, proposed=waiting.value, party=party)
