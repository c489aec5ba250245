"""What is entered in the planner's room, checked."""

from __future__ import annotations

from desk.planner.forms.tables import TableForm as TableForm
from desk.planner.forms.tables import examples as examples
from desk.planner.forms.tables import filled_with as filled_with
from desk.planner.forms.terms import AnswerForm as AnswerForm
from desk.planner.forms.terms import TermsForm as TermsForm
from desk.planner.forms.terms import filled_like as filled_like
