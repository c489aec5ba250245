"""Making proposals, putting one to the other side, and recording what it answers: a subject a module."""

from __future__ import annotations

from desk.planner.actions.proposals import answer as answer
from desk.planner.actions.proposals import ask as ask
from desk.planner.actions.proposals import offer as offer
from desk.planner.actions.proposals import propose as propose
from desk.planner.actions.proposals import work_out as work_out
from desk.planner.actions.reserves import keep_reserves as keep_reserves
