"""What is entered in the planner's room, checked."""

from __future__ import annotations

from desk.planner.forms.terms import AnswerForm as AnswerForm
from desk.planner.forms.terms import TermsForm as TermsForm
from desk.planner.forms.terms import filled_like as filled_like
