"""Asking for a package, and working it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import record
from desk.errors import Refused
from desk.planner import kept_odds
from desk.planner.answers import learnt
from desk.planner.models import Proposal, Proposed
from desk.planner.plans import Plan, plans
from desk.planner.questions import unlearnt, with_odds
from desk.register.models import Person
from homeward.assessment.judgement import CaseGrade
from homeward.planner.clash import conflict
from homeward.planner.objectives import HIERARCHY, Objective
from homeward.planner.outlook import cautious
from homeward.planner.package import Planning
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
    """The best package that was asked for, with other plans beside it; or the rules that clash. Solving happens
    before anything is locked. Raises Refused if this was done already."""
    if proposal.state != Proposal.State.WORKING:
        raise Refused("This proposal is worked out already.")
    known = learnt(proposal.made_at.date())
    proposal.odds = kept_odds.written(known) if known else None
    asked = unlearnt(proposal, proposal.made_at)
    planning, worse = with_odds(proposal, asked), cautious(asked, known) if known else None
    try:
        package = planning.best(tell=lambda done, of: _tell(proposal, 100 * done // of))
    except NoPackage:
        clash = [rule.value for rule, _ in conflict(planning).rules]
        return _close(by=by, at=at, proposal=proposal, planning=planning, state=Proposal.State.CLASH, clash=clash)
    except (NotSolved, SolverFailed):
        return _close(by=by, at=at, proposal=proposal, planning=planning, state=Proposal.State.FAILED, clash=[])
    return _keep(by=by, at=at, proposal=proposal, found=plans(planning, package, worse))


def propose(*, by: User, at: datetime, title: str, terms: Terms, order: Sequence[Objective] = HIERARCHY) -> Proposal:
    """Ask for a package and work it out at once."""
    return work_out(by=by, at=at, proposal=ask(by=by, at=at, title=title, terms=terms, order=order))


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
def _keep(*, by: User, at: datetime, proposal: Proposal, found: Sequence[Plan]) -> Proposal:
    _fill(proposal, found[0])
    for number, one in enumerate(found[1:], start=2):
        beside = Proposal(
            title=f"{proposal.title[:110]} ({number})",
            terms=proposal.terms,
            order=[aim.value for aim in one.planning.order],
            least=proposal.least,
            odds=proposal.odds,
            made_at=at,
            made_by=proposal.made_by,
            beside=proposal,
            plan=one.plan,
            shared=one.shared,
        )
        _fill(beside, one)
    data = {"found": True, "packages": len(found)}
    record(by=by, at=at, act="planner.propose", subject=proposal.public_id, data=data)
    return proposal


def _fill(row: Proposal, found: Plan) -> None:
    planning, package = found.planning, found.package
    row.state, row.pool_size, row.progress = Proposal.State.FOUND, len(planning.pool.candidates), 100
    row.levels = [asdict(level) for level in package.levels]
    row.categories = {way.value: counts for way, counts in categories(planning, package).items()}
    row.bodies, row.owed = list(package.bodies), package.owed
    row.save()
    Proposed.objects.bulk_create(_people(row, found))


def _people(proposal: Proposal, found: Plan) -> list[Proposed]:
    package = found.package
    ways = dict.fromkeys(package.receive, Direction.RECEIVE) | dict.fromkeys(package.give, Direction.GIVE)
    why = reasons(found.planning, package)
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
