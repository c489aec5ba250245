"""The ledger of an operation in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk.audit.models import Entry
from desk.handover.models import Operation
from desk.handover.queries.state import entries, kind_of
from homeward.words import say


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of an operation's ledger in words."""

    at: datetime
    by: str
    words: str


def log(operation: Operation, language: str) -> list[LogLine]:
    """The ledger in words, newest first."""
    lines = [_line(entry, language) for entry in entries(operation) if kind_of(entry) in _SAID]
    return lines[::-1]


def _line(entry: Entry, language: str) -> LogLine:
    words = say(*_SAID[kind_of(entry)], language, party=str(entry.data.get("party", "")))
    more = [str(entry.data[key]) for key in ("guarantor", "where") if entry.data.get(key)]
    return LogLine(entry.at, entry.by, " ".join((words, *(f"({one})" for one in more))))


_SAID = {
    "start": ("handover", "did_started"),
    "notice": ("channel", "passage_noticed"),
    "guarantor": ("handover", "did_guarantor"),
    "substitute": ("handover", "did_substitute"),
    "substitute_agree": ("handover", "did_substituted"),
    "told_roll_call": ("handover", "did_told_roll_call"),
    "told_receipt": ("handover", "did_told_receipt"),
    "told_remains_receipt": ("handover", "did_told_receipt"),
    "acknowledge": ("channel", "passage_acknowledged"),
    "ask_revocation": ("channel", "passage_end_asked"),
    "agree_revocation": ("channel", "passage_ended"),
    "check_in": ("channel", "passage_checked_in"),
    "move": ("handover", "did_moving"),
    "refused_move": ("handover", "did_refused_move"),
    "turn_back": ("handover", "did_turned_back"),
    "roll_call": ("handover", "did_called"),
    "count": ("handover", "did_counted"),
    "receipt": ("handover", "did_receipted"),
    "abort": ("handover", "did_aborted"),
    "close": ("handover", "did_closed"),
    "owed": ("handover", "did_owed"),
    "refused": ("handover", "did_refused"),
}
