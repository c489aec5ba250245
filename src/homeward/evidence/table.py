"""Lists as CSV: the good rows go in, each bad row is named with its reason, and neither stops the other.

Columns are known by their header in English, Ukrainian or Russian (data/headers.csv) or by a key of
data_points.csv."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from homeward.errors import HomewardError
from homeward.evidence.kind import decode

NAME = "name"
NOTE = "note"
_KEY = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")


class NoTable(HomewardError):
    """The bytes hold no list with a header."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its number as a person counts (the header is row 1) and its values by column, empty cells left
    out."""

    number: int
    values: Mapping[str, str]
    line: str

    @property
    def name(self) -> str:
        """The name in the order surname, given names, patronymic, or as one column holds it."""
        parts = [self.values.get(column, "") for column in ("surname", "first_names", "patronymic")]
        return self.values.get(NAME) or " ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that did not go in, and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """The columns found, the rows that can be used and those that cannot."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    rejected: tuple[Rejected, ...]


def read(data: bytes) -> Table:
    """The list in `data`; raises NoTable without a header and two columns, Unreadable for an unknown encoding."""
    text = decode(data)
    lines = text.splitlines()
    if not lines:
        raise NoTable("The list is empty.")
    delimiter = max(",;\t", key=lines[0].count)
    try:
        cells = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error as error:
        raise NoTable("A cell of the list is longer than a list can have; it is not a list.") from error
    columns = tuple(_column(header) for header in cells[0])
    if len(columns) < 2 or not any(columns):
        raise NoTable("The first line of the list names no column that is known, such as surname or name.")
    rows, rejected = _rows(columns, cells)
    return Table(columns, tuple(rows), tuple(rejected))


def _rows(columns: tuple[str, ...], cells: list[list[str]]) -> tuple[list[Row], list[Rejected]]:
    rows: list[Row] = []
    rejected: list[Rejected] = []
    for number, row in enumerate(cells[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        reason = _fault(columns, row)
        if reason:
            rejected.append(Rejected(number, reason))
            continue
        values = {column: cell.strip() for column, cell in zip(columns, row, strict=True) if column and cell.strip()}
        rows.append(Row(number, values, " ".join(cell.strip() for cell in row if cell.strip())))
    return rows, rejected


def _fault(columns: tuple[str, ...], row: list[str]) -> str:
    if len(row) != len(columns):
        return f"The row has {len(row)} cells and the header {len(columns)}."
    named = {NAME, "surname"} & set(columns)
    if named and not any(cell.strip() for column, cell in zip(columns, row, strict=True) if column in named):
        return "The row has no name."
    return ""


def _column(header: str) -> str:
    """The column a header means; empty for one that is not known."""
    low = header.strip().strip("\ufeff").casefold().translate({ord("’"): "'", ord("ʼ"): "'"})
    known = _headers().get(low)
    return known or (low if low and set(low) <= _KEY else "")


@cache
def _headers() -> dict[str, str]:
    text = resources.files("homeward.evidence").joinpath("data", "headers.csv").read_text("utf-8")
    return {row["header"]: row["column"] for row in csv.DictReader(text.splitlines())}
