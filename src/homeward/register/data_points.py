"""The data points a register may hold of a person: 457 keys in 25 groups, 200 of them the default form."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from homeward.errors import HomewardError
from homeward.register.statement import Sensitivity


class UnknownDataPoint(HomewardError):
    """The register has no data point of this key."""


@dataclass(frozen=True, slots=True)
class DataPoint:
    """One row of data_points.csv. `type` is one of its kinds of value (name, date, enum, tri, number, text …),
    `values` the unit or the allowed values, `multivalued` whether more than one value can be true at once."""

    key: str
    group: str
    label: str
    type: str
    values: str
    multivalued: bool
    sensitivity: Sensitivity
    standard: str
    note: str
    core: bool


@cache
def all_data_points() -> dict[str, DataPoint]:
    """Every data point by its key, in the order of the form."""
    folder = resources.files("homeward.register").joinpath("data")
    core = set(folder.joinpath("core_200.txt").read_text("utf-8").split())
    rows = csv.DictReader(folder.joinpath("data_points.csv").read_text("utf-8").splitlines())
    return {row["key"]: _data_point(row, row["key"] in core) for row in rows}


def data_point(key: str) -> DataPoint:
    """The data point `key`; raises UnknownDataPoint."""
    try:
        return all_data_points()[key]
    except KeyError as error:
        raise UnknownDataPoint(f"There is no data point called {key}.") from error


def _data_point(row: dict[str, str], core: bool) -> DataPoint:
    return DataPoint(
        key=row["key"],
        group=row["group"],
        label=row["label_en"],
        type=row["type"],
        values=row["unit_or_values"],
        multivalued=row["multivalued"] == "yes",
        sensitivity=Sensitivity(row["sensitivity"]),
        standard=row["standard_source"],
        note=row["note"],
        core=core,
    )
