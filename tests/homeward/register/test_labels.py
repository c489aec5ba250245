"""Data points, groups and values have names in three languages."""

from __future__ import annotations

import csv
from importlib import resources

from homeward.register.data_points import all_data_points
from homeward.register.labels import group_label, label, value_label


def labels_table() -> list[dict[str, str]]:
    text = resources.files("homeward.register").joinpath("data", "labels.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_every_data_point_has_a_name_in_ukrainian_and_russian() -> None:
    named = {row["key"] for row in labels_table() if row["uk"] and row["ru"]}
    assert [key for key in all_data_points() if key not in named] == []
    assert label("birth_date", "uk") == "Дата народження"


def test_every_group_has_a_name() -> None:
    groups = {point.group for point in all_data_points().values()}
    assert [group for group in groups if group_label(group, "uk") == group] == []


def test_a_value_is_shown_in_words() -> None:
    assert value_label("eye_colour", "grey", "uk") == "Сірий"
    assert value_label("surname", "grey", "uk") == "grey"
