"""Pages of the planner: a subject a module."""

from __future__ import annotations

from desk.planner.views.proposals import answer as answer
from desk.planner.views.proposals import answer_whole as answer_whole
from desk.planner.views.proposals import new as new
from desk.planner.views.proposals import offer as offer
from desk.planner.views.proposals import proposal as proposal
from desk.planner.views.proposals import proposals as proposals
from desk.planner.views.proposals import why as why
from desk.planner.views.suggestions import answer_suggestions as answer_suggestions
from desk.planner.views.suggestions import offer_agreed as offer_agreed
from desk.planner.views.suggestions import suggestions as suggestions
from desk.planner.views.tables import new_table as new_table
from desk.planner.views.tables import table as table
from desk.planner.views.tables import tables as tables
