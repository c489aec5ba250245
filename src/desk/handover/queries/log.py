"""The ledger of an operation in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
    lines = [
        LogLine(entry.at, entry.by, say(*_SAID[kind], language, party=str(entry.data.get("party", ""))))
        for entry in entries(operation)
        if (kind := kind_of(entry)) in _SAID
    ]
    return lines[::-1]


_SAID = {
    "start": ("handover", "did_started"),
    "notice": ("channel", "passage_noticed"),
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
