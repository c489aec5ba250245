"""Reading proposals, and asking the planner about them again: a subject a module."""

from __future__ import annotations

from desk.planner.queries.past import BEARABLE as BEARABLE
from desk.planner.queries.past import ahead as ahead
from desk.planner.queries.past import ladder as ladder
from desk.planner.queries.plans import Answered as Answered
from desk.planner.queries.plans import alike as alike
from desk.planner.queries.plans import answered as answered
from desk.planner.queries.plans import for_refusals as for_refusals
from desk.planner.queries.plans import refusal_of as refusal_of
from desk.planner.queries.proposals import changed as changed
from desk.planner.queries.proposals import clash_of as clash_of
from desk.planner.queries.proposals import instead as instead
from desk.planner.queries.proposals import level_words as level_words
from desk.planner.queries.proposals import levels_of as levels_of
from desk.planner.queries.proposals import package_of as package_of
from desk.planner.queries.proposals import price as price
from desk.planner.queries.proposals import reasons_of as reasons_of
from desk.planner.queries.proposals import rules_of as rules_of
from desk.planner.queries.proposals import waiting as waiting
from desk.planner.queries.proposals import why as why
from desk.planner.queries.reserves import Standby as Standby
from desk.planner.queries.reserves import approved as approved
from desk.planner.queries.reserves import lines_of as lines_of
from desk.planner.queries.reserves import replacements_for as replacements_for
from desk.planner.queries.reserves import reserves_of as reserves_of
from desk.planner.queries.reserves import values_for as values_for
from desk.planner.queries.suggestions import Asked as Asked
from desk.planner.queries.suggestions import suggestions as suggestions
from desk.planner.queries.tables import answer_of as answer_of
from desk.planner.queries.tables import conditions_of as conditions_of
