"""What data points, their groups and their values are called, in the three languages of the pages."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from homeward.register.data_points import data_point
from homeward.words import Language


def label(key: str, language: str) -> str:
    """The name of data point `key`; English where a language has none."""
    return _rows("labels").get(key, {}).get(Language(language)) or data_point(key).label


def group_label(group: str, language: str) -> str:
    """The name of a group of data points."""
    return _rows("groups").get(group, {}).get(Language(language), group)


def value_label(key: str, value: str, language: str) -> str:
    """A value of a closed kind in words; any other value as it is."""
    if data_point(key).type not in ("enum", "tri"):
        return value
    return _rows("values").get(value, {}).get(Language(language)) or value.replace("_", " ")


@cache
def _rows(table: str) -> dict[str, dict[str, str]]:
    text = resources.files("homeward.register").joinpath("data", f"{table}.csv").read_text("utf-8")
    return {row["key"]: row for row in csv.DictReader(text.splitlines())}
