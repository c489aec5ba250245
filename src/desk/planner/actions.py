"""Making proposals, and putting one to the other side."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel.actions import offer as offer_on_channel
from desk.channel.models import Channel, Draft
from desk.channel.named import open_people
from desk.errors import Refused
from desk.planner import candidates
from desk.planner.models import Proposal, Proposed
from desk.register.models import Person
from homeward.planner.explain import conflict
from homeward.planner.package import Package, Planning
from homeward.planner.pool import Direction, Pool
from homeward.planner.solve.levels import NoPackage
from homeward.planner.terms import Terms


def propose(*, by: User, at: datetime, title: str, terms: Terms) -> Proposal:
    """The best package under `terms`, or the rules that clash. Solving happens before anything is locked."""
    pool = candidates.pool(at.date(), open_people())
    planning = Planning(pool, terms)
    try:
        package = planning.best()
    except NoPackage:
        clash = [rule.value for rule, _ in conflict(planning)]
        return _keep(by=by, at=at, title=title, terms=terms, pool=pool, package=None, clash=clash)
    return _keep(by=by, at=at, title=title, terms=terms, pool=pool, package=package, clash=[])


@transaction.atomic
def offer(*, by: User, at: datetime, proposal: Proposal, channel: Channel) -> Draft:
    """Draft an offer of `proposal` on `channel`, which waits there for two superiors. Raises Refused if it was put
    already, is empty, or names somebody who by now stands in another open deal."""
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    people = list(row.people.select_related("person"))
    if row.state != Proposal.State.FOUND or not people:
        raise Refused("Only a package that was found, names people and was not yet put can be offered.")
    if {one.person.public_id for one in people} & open_people():
        raise Refused("Somebody in this package stands in another open deal by now; make the proposal anew.")
    draft = offer_on_channel(
        by=by,
        at=at,
        channel=channel,
        terms=row.terms,
        give=_ids(people, Direction.GIVE),
        receive=_ids(people, Direction.RECEIVE),
        proposal=row.public_id,
    )
    row.state, row.draft, row.offered_at, row.offered_by = Proposal.State.OFFERED, draft.public_id, at, by
    row.save(update_fields=["state", "draft", "offered_at", "offered_by"])
    record(by=by, at=at, act="planner.offer", subject=row.public_id, data={"draft": draft.public_id})
    return draft


@transaction.atomic
def _keep(
    *, by: User, at: datetime, title: str, terms: Terms, pool: Pool, package: Package | None, clash: list[str]
) -> Proposal:
    levels = package.levels if package else ()
    row = Proposal.objects.create(
        title=title,
        terms=terms.to_value(),
        state=Proposal.State.FOUND if package else Proposal.State.CLASH,
        levels=[{"key": level.key, "value": level.value, "bound": level.bound} for level in levels],
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


def _ids(people: list[Proposed], direction: Direction) -> tuple[str, ...]:
    return tuple(one.person.public_id for one in people if one.direction == direction)
