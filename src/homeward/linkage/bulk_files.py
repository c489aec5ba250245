"""Mentions and people from a CSV file: one row each, several values of a column parted by a bar.

The columns are id, names, born, units, ranks, places, service_numbers, kin and appearance, in any order; all but names
may be left out. A row without an id goes by its number, counted from 1."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from homeward.errors import HomewardError
from homeward.linkage.bulk_batches import FACTS, FIELDS

_BAR = "|"


class Unreadable(HomewardError):
    """The file is no table of people."""


def read(path: Path) -> pa.Table:
    """The rows of a file as FACTS. Raises Unreadable."""
    texts = arrow_csv.ConvertOptions(
        column_types={name: pa.string() for name in ("id", *FIELDS)}, strings_can_be_null=True
    )
    quotes = arrow_csv.ParseOptions(newlines_in_values=True)
    try:
        table = arrow_csv.read_csv(path, parse_options=quotes, convert_options=texts)
    except (pa.ArrowInvalid, OSError) as error:
        raise Unreadable(f"{path.name} cannot be read as a CSV file in UTF-8.") from error
    if "names" not in table.column_names:
        raise Unreadable(f"{path.name} has no column names, so it says of nobody who is meant.")
    return pa.table([_ids(path, table), *(_said(table, name) for name in FIELDS)], schema=FACTS)


def _ids(path: Path, table: pa.Table) -> pa.Array:
    numbers = pa.array([str(number) for number in range(1, table.num_rows + 1)], pa.string())
    if "id" not in table.column_names:
        return numbers
    ids = table.column("id")
    given = pc.if_else(pc.equal(pc.fill_null(ids, ""), ""), numbers, ids)
    if pc.count_distinct(given).as_py() != table.num_rows:
        raise Unreadable(f"{path.name} gives the same id to several rows.")
    return given


def _said(table: pa.Table, name: str) -> pa.Array:
    if name not in table.column_names:
        return pa.array([[]] * table.num_rows, pa.list_(pa.string()))
    return pc.split_pattern(pc.fill_null(table.column(name), ""), _BAR)
