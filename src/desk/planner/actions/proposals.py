"""Making proposals, putting one to the other side, and recording what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel.actions import offer as offer_on_channel
from desk.channel.models import Channel, Draft
from desk.channel.named import open_people
from desk.errors import Refused
from desk.planner import candidates
from desk.planner.agreement import offered_terms
from desk.planner.models import Answer, Proposal, Proposed
from desk.planner.questions import planning_of
from desk.register.models import Person
from homeward.assessment.judgement import CaseGrade
from homeward.planner.alternatives import Alternative, alternatives
from homeward.planner.explain import conflict
from homeward.planner.objectives import HIERARCHY, Objective
from homeward.planner.odds import kind_of
from homeward.planner.package import Package, Planning
from homeward.planner.pool import Direction
from homeward.planner.reasons import categories, reasons
from homeward.planner.solve.levels import NoPackage, NotSolved
from homeward.planner.solve.model import SolverFailed
from homeward.planner.terms import Terms


@transaction.atomic
def ask(
    *,
    by: User,
    at: datetime,
    title: str,
    terms: Terms,
    order: Sequence[Objective] = HIERARCHY,
    least: CaseGrade = CaseGrade.PROBABLY_HELD,
) -> Proposal:
    """Ask for the best package under `terms`: it is worked out later, by `work_out`."""
    row = Proposal.objects.create(
        title=title,
        terms=terms.to_value(),
        order=[one.value for one in order],
        least=least,
        state=Proposal.State.WORKING,
        made_at=at,
        made_by=by,
    )
    record(by=by, at=at, act="planner.ask", subject=row.public_id)
    return row


def work_out(*, by: User, at: datetime, proposal: Proposal) -> Proposal:
    """The best package that was asked for, with packages beside it; or the rules that clash. Solving happens before
    anything is locked. Raises Refused if this was done already."""
    if proposal.state != Proposal.State.WORKING:
        raise Refused("This proposal is worked out already.")
    planning = planning_of(proposal, proposal.made_at)
    try:
        package = planning.best(tell=lambda done, of: _tell(proposal, 100 * done // of))
    except NoPackage:
        clash = [rule.value for rule, _ in conflict(planning)]
        return _close(by=by, at=at, proposal=proposal, planning=planning, state=Proposal.State.CLASH, clash=clash)
    except (NotSolved, SolverFailed):
        return _close(by=by, at=at, proposal=proposal, planning=planning, state=Proposal.State.FAILED, clash=[])
    return _keep(by=by, at=at, proposal=proposal, planning=planning, found=alternatives(planning, package))


def propose(*, by: User, at: datetime, title: str, terms: Terms, order: Sequence[Objective] = HIERARCHY) -> Proposal:
    """Ask for a package and work it out at once."""
    return work_out(by=by, at=at, proposal=ask(by=by, at=at, title=title, terms=terms, order=order))


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
        terms=offered_terms(row),
        give=_ids(people, Direction.GIVE),
        receive=_ids(people, Direction.RECEIVE),
        proposal=row.public_id,
    )
    row.state, row.draft, row.offered_at, row.offered_by = Proposal.State.OFFERED, draft.public_id, at, by
    row.save(update_fields=["state", "draft", "offered_at", "offered_by"])
    record(by=by, at=at, act="planner.offer", subject=row.public_id, data={"draft": draft.public_id})
    return draft


@transaction.atomic
def answer(*, by: User, at: datetime, proposal: Proposal, person: Person, agreed: bool, cause: str = "") -> Answer:
    """Record what the other side answered about somebody in a proposal that was put to it. Raises Refused if the
    proposal was not put, does not ask for the person, or the answer is there already."""
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    proposed = row.people.filter(person=person, direction=Direction.RECEIVE).first()
    if row.state != Proposal.State.OFFERED or proposed is None:
        raise Refused("An answer belongs to somebody asked for in a proposal that was put to the other side.")
    if Answer.objects.filter(proposed=proposed).exists():
        raise Refused("The answer about this person is recorded already.")
    if agreed == bool(cause):
        raise Refused("A refusal has a cause, an agreement has none.")
    (one,) = candidates.people([person.current], at.date())
    said = Answer.objects.create(
        proposed=proposed,
        agreed=agreed,
        cause=cause,
        kind=kind_of(one),
        unit=one.unit,
        recorded_at=at,
        recorded_by=by,
    )
    record(by=by, at=at, act="planner.answer", subject=row.public_id, data={"agreed": agreed, "cause": cause})
    return said


def _tell(proposal: Proposal, progress: int) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(progress=progress)


@transaction.atomic
def _close(
    *, by: User, at: datetime, proposal: Proposal, planning: Planning, state: Proposal.State, clash: list[str]
) -> Proposal:
    proposal.state, proposal.clash, proposal.pool_size = state, clash, len(planning.pool.candidates)
    proposal.save(update_fields=["state", "clash", "pool_size"])
    record(by=by, at=at, act="planner.propose", subject=proposal.public_id, data={"found": False})
    return proposal


@transaction.atomic
def _keep(*, by: User, at: datetime, proposal: Proposal, planning: Planning, found: Sequence[Alternative]) -> Proposal:
    _fill(proposal, planning, found[0].package)
    for number, one in enumerate(found[1:], start=2):
        beside = Proposal(
            title=f"{proposal.title[:110]} ({number})",
            terms=proposal.terms,
            order=proposal.order,
            least=proposal.least,
            made_at=at,
            made_by=proposal.made_by,
            beside=proposal,
            shared=one.shared,
        )
        _fill(beside, planning, one.package)
    record(
        by=by, at=at, act="planner.propose", subject=proposal.public_id, data={"found": True, "packages": len(found)}
    )
    return proposal


def _fill(row: Proposal, planning: Planning, package: Package) -> None:
    row.state, row.pool_size, row.progress = Proposal.State.FOUND, len(planning.pool.candidates), 100
    row.levels = [asdict(level) for level in package.levels]
    row.categories = {way.value: counts for way, counts in categories(planning, package).items()}
    row.bodies, row.owed = list(package.bodies), package.owed
    row.save()
    Proposed.objects.bulk_create(_people(row, planning, package))


def _people(proposal: Proposal, planning: Planning, package: Package) -> list[Proposed]:
    ways = dict.fromkeys(package.receive, Direction.RECEIVE) | dict.fromkeys(package.give, Direction.GIVE)
    why = reasons(planning, package)
    return [
        Proposed(
            proposal=proposal,
            person=person,
            direction=ways[person.public_id],
            outside=person.public_id in package.outside,
            reasons=[[said.key, dict(said.values)] for said in why[person.public_id]],
        )
        for person in Person.objects.filter(public_id__in=ways)
    ]


def _ids(people: list[Proposed], direction: Direction) -> tuple[str, ...]:
    return tuple(one.person.public_id for one in people if one.direction == direction)
