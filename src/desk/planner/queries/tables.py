"""Reading the answers to tables of several states."""

from __future__ import annotations

from dataclasses import dataclass

from desk.planner.models import Table
from homeward.planner.parties.report import Part


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of the answer, and the sentences that it comes from."""

    words: str
    because: list[str]


def answer_of(table: Table, language: str) -> dict[str, list[Told]]:
    """The answer by its parts, in words."""
    found: dict[str, list[Told]] = {part.value: [] for part in Part}
    for line in table.to_lines():
        because = [one.in_language(language) for one in line.because]
        found[line.part].append(Told(line.said.in_language(language), because))
    return found


def conditions_of(table: Table, language: str) -> list[str]:
    """Every condition of a table as a sentence."""
    sheet = table.to_sheet()
    return [clause.said(sheet.table).in_language(language) for clause in sheet.clauses]
