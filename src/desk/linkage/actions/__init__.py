"""Judging who is who. Nothing merges by itself: every judgement has an author, a reason and an undo."""

from desk.linkage.actions.mentions import leave_open, link, refuse, undo
from desk.linkage.actions.people import judge_people, undo_people

__all__ = ["judge_people", "leave_open", "link", "refuse", "undo", "undo_people"]
