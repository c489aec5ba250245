"""Proposals, who is in them, who could come instead, and what was answered."""

from __future__ import annotations

from desk.planner.models.proposals import Answer as Answer
from desk.planner.models.proposals import Proposal as Proposal
from desk.planner.models.proposals import Proposed as Proposed
from desk.planner.models.reserves import Reserve as Reserve
from desk.planner.models.tables import Table as Table
