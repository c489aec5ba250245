"""Making proposals, putting one to the other side, and recording what it answers: a subject a module."""

from __future__ import annotations

from desk.planner.actions.asking import ask as ask
from desk.planner.actions.asking import propose as propose
from desk.planner.actions.asking import work_out as work_out
from desk.planner.actions.offering import answer as answer
from desk.planner.actions.offering import answer_whole as answer_whole
from desk.planner.actions.offering import offer as offer
from desk.planner.actions.reserves import keep_reserves as keep_reserves
from desk.planner.actions.suggestions import answer_suggestions as answer_suggestions
from desk.planner.actions.suggestions import offer_agreed as offer_agreed
from desk.planner.actions.tables import answer_table as answer_table
from desk.planner.actions.tables import lay_table as lay_table
