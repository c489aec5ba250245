"""The rest of the loop, run once on the loaded sample: from the assessed register to people handed over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from desk.accounts.models import Role
from desk.planner.actions import propose
from desk.planner.models import Proposal
from desk.sample.accounts import staff
from homeward.planner.pool import Direction
from homeward.planner.terms import Terms
from homeward.simulator.world import Scenario

_EACH_SIDE = 20


def run(scenario: Scenario, at: datetime, tell: Callable[[str, int, int], None]) -> list[str]:
    """Walk the loop; a sentence for each room."""
    steps: list[Callable[[datetime], str]] = [_plan]
    said = []
    for number, step in enumerate(steps, start=1):
        said.append(step(at))
        tell("loop", number, len(steps))
    return said


def _plan(at: datetime) -> str:
    proposal = propose(by=staff(Role.NEGOTIATOR), at=at, title="First proposal", terms=Terms(_EACH_SIDE, _EACH_SIDE))
    return f"Planner: {_count(proposal, Direction.RECEIVE)} to receive, {_count(proposal, Direction.GIVE)} to give."


def _count(proposal: Proposal, direction: Direction) -> int:
    return proposal.people.filter(direction=direction).count()
