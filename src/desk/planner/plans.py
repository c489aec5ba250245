"""The plans that stand side by side for one question: the best, those of about equal worth, and those for refusals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desk.planner.models import Proposal
from homeward.planner.alternatives import alternatives, shared
from homeward.planner.outlook import expected
from homeward.planner.package import Package, Planning
from homeward.planner.solve.levels import NoPackage, NotSolved
from homeward.planner.solve.model import SolverFailed


@dataclass(frozen=True, slots=True)
class Plan:
    """A package with the question it answers, what it is for, and the per cent of its people whom the best package
    asks for too (None: it is the best itself)."""

    plan: Proposal.Plan
    planning: Planning
    package: Package
    shared: int | None


def plans(planning: Planning, package: Package, worse: Planning | None) -> list[Plan]:
    """The best `package` first; then two of about equal worth, the plan for most people expected home, and, once
    anything was answered, the plan for a bad case, which is the question `worse`. A plan that no package keeps or that
    takes too long is left out."""
    unlike = alternatives(planning, package)[1:]
    return [
        Plan(Proposal.Plan.BEST, planning, package, None),
        *(Plan(Proposal.Plan.ALIKE, planning, one.package, one.shared) for one in unlike),
        *_for_refusals(planning, package, worse),
    ]


def _for_refusals(planning: Planning, package: Package, worse: Planning | None) -> Iterator[Plan]:
    questions = {Proposal.Plan.EXPECTED: expected(planning)}
    if worse:
        questions[Proposal.Plan.CAUTIOUS] = worse
    for plan, question in questions.items():
        try:
            found = question.best()
        except (NoPackage, NotSolved, SolverFailed):
            continue
        yield Plan(plan, question, found, shared(found, package))
