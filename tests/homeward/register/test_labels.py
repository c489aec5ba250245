"""Data points, groups and values have names in three languages."""

from __future__ import annotations

from homeward.register.data_points import all_data_points
from homeward.register.labels import group_label, label, value_label


def test_every_data_point_of_the_default_form_has_a_name_in_ukrainian_and_russian() -> None:
    core = [point for point in all_data_points().values() if point.core]
    for language in ("uk", "ru"):
        assert [point.key for point in core if label(point.key, language) == point.label] == []


def test_every_group_has_a_name() -> None:
    groups = {point.group for point in all_data_points().values()}
    assert [group for group in groups if group_label(group, "uk") == group] == []


def test_a_value_is_shown_in_words() -> None:
    assert value_label("eye_colour", "grey", "uk") == "Сірий"
    assert value_label("surname", "grey", "uk") == "grey"
