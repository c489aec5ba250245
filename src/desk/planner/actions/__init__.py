"""Making proposals, putting one to the other side, and recording what it answers: a subject a module."""

from __future__ import annotations

from desk.planner.actions.proposals import answer as answer
from desk.planner.actions.proposals import ask as ask
from desk.planner.actions.proposals import offer as offer
from desk.planner.actions.proposals import planning_of as planning_of
from desk.planner.actions.proposals import propose as propose
from desk.planner.actions.proposals import work_out as work_out
