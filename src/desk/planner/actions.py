"""Making proposals."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import record
from desk.planner import candidates, queries
from desk.planner.models import Proposal, Proposed
from desk.register.models import Person
from homeward.planner.explain import conflict
from homeward.planner.pool import Direction, Pool
from homeward.planner.solve import NoPackage, Package, solve
from homeward.planner.terms import Terms


def propose(*, by: User, at: datetime, title: str, terms: Terms) -> Proposal:
    """The best package under `terms`, or the rules that clash. Solving happens before anything is locked."""
    pool = candidates.pool(at.date(), queries.open_people())
    try:
        package = solve(pool, terms)
    except NoPackage:
        clash = [rule.value for rule, _ in conflict(pool, terms)]
        return _keep(by=by, at=at, title=title, terms=terms, pool=pool, package=None, clash=clash)
    return _keep(by=by, at=at, title=title, terms=terms, pool=pool, package=package, clash=[])


@transaction.atomic
def _keep(
    *, by: User, at: datetime, title: str, terms: Terms, pool: Pool, package: Package | None, clash: list[str]
) -> Proposal:
    levels = package.levels if package else ()
    row = Proposal.objects.create(
        title=title,
        terms=terms.to_value(),
        state=Proposal.State.FOUND if package else Proposal.State.CLASH,
        levels=[{"key": level.key, "value": level.value, "proven": level.proven} for level in levels],
        clash=clash,
        pool_size=len(pool.candidates),
        made_at=at,
        made_by=by,
    )
    if package:
        Proposed.objects.bulk_create(_people(row, package))
    record(by=by, at=at, act="planner.propose", subject=row.public_id, data={"found": package is not None})
    return row


def _people(proposal: Proposal, package: Package) -> list[Proposed]:
    ways = dict.fromkeys(package.receive, Direction.RECEIVE) | dict.fromkeys(package.give, Direction.GIVE)
    persons = Person.objects.filter(public_id__in=ways)
    return [
        Proposed(
            proposal=proposal,
            person=person,
            direction=ways[person.public_id],
            outside=person.public_id in package.outside,
        )
        for person in persons
    ]
