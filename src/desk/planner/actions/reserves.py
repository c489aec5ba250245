"""Keeping with an approved package who could come instead of each of its people."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel.models import Draft
from desk.errors import Refused
from desk.planner.models import Proposal, Proposed, Reserve
from desk.planner.queries.proposals import package_of
from desk.planner.questions import planning_of
from homeward.planner.package import Package, Planning
from homeward.planner.reserve import replacements

KEPT = 5  # for each person


def keep_reserves(*, by: User, at: datetime, proposal: Proposal) -> int:
    """Rank who could come instead of each person of a package that two superiors approved, and keep it; how many were
    kept. Raises Refused for a package that is not approved, or where this was done already."""
    proposal = Proposal.objects.get(pk=proposal.pk)
    if not Draft.objects.filter(public_id=proposal.draft, state=Draft.State.SENT).exists():
        raise Refused("Who could come instead is worked out once a package is approved.")
    if proposal.reserved_at is not None:
        raise Refused("Who could come instead is worked out already.")
    planning, package = planning_of(proposal, at), package_of(proposal)
    rows = [row for one in proposal.people.select_related("person") for row in _reserves(planning, package, one)]
    return _keep(by, at, proposal, rows)


@transaction.atomic
def _keep(by: User, at: datetime, proposal: Proposal, rows: list[Reserve]) -> int:
    Reserve.objects.bulk_create(rows)
    proposal.reserved_at = at
    proposal.save(update_fields=["reserved_at"])
    record(by=by, at=at, act="planner.keep_reserves", subject=proposal.public_id, data={"number": len(rows)})
    return len(rows)


def _reserves(planning: Planning, package: Package, one: Proposed) -> list[Reserve]:
    found = replacements(planning, package, one.person.public_id, most=KEPT)
    return [
        Reserve(proposed=one, rank=rank, ids=list(other.ids), changes=[list(pair) for pair in other.changes])
        for rank, other in enumerate(found, start=1)
    ]
