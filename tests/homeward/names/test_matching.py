"""The six keys of private matching."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.names.matching import KEYS, matching_keys

BORN = "1985-11-04"
SHEVCHENKO = matching_keys("Шевченко Олександр Іванович", BORN, "АВ-123456")


@pytest.mark.parametrize(
    "other",
    [
        "Александр Иванович Шевченко",
        "Oleksandr Ivanovych SHEVCHENKO",
        "SHEVCHENKO Aleksandr Ivanovich",
        "ШЕВЧЕНКО Олександр Іванович",
    ],
)
def test_spellings_of_one_name_have_the_same_six_keys(other: str) -> None:
    assert matching_keys(other, BORN, "AB 123456") == SHEVCHENKO


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ковальов Семен", "KOVALEV Semyon"),
        ("Погребняк Вікторія", "POGREBNYAK Victoria"),
        ("Заболотских Егор", "Zabolotskikh Yegor"),
        ("Іваненко Ія", "Ivanenko Iia"),
        ("Зюганов Геннадій", "Gennadi Zjuganov"),
    ],
)
def test_vowels_and_sibilants_do_not_part_a_person(name: str, other: str) -> None:
    assert matching_keys(name, BORN)[1] == matching_keys(other, BORN)[1] is not None


def test_another_surname_shares_only_what_does_not_name_it() -> None:
    other = matching_keys("Коваленко Олександр Іванович", BORN)
    assert [ours == theirs for ours, theirs in zip(SHEVCHENKO, other, strict=True)] == [False, False, True] + [
        False
    ] * 3


def test_day_and_month_that_changed_places_leave_the_fourth_key_alone() -> None:
    other = matching_keys("Шевченко Олександр Іванович", "1985-04-11")
    assert other[3] == SHEVCHENKO[3]
    assert other[1] != SHEVCHENKO[1]


@pytest.mark.parametrize("born", ["", "1985", "1985-02-30", "about 1985"])
def test_without_a_day_of_birth_no_key_has_one(born: str) -> None:
    keys = matching_keys("Шевченко Олександр Іванович", born)
    assert [keys[place] for place in (0, 1, 2, 3, 5)] == [None] * 5


def test_the_year_alone_needs_all_three_names() -> None:
    assert matching_keys("Шевченко Олександр Іванович", "1985")[4] is not None
    assert matching_keys("Шевченко Олександр", "1985")[4] is None
    assert matching_keys("Шевченко О. І.", "1985")[4] is None


def test_a_name_alone_is_never_a_key() -> None:
    assert matching_keys("Шевченко Олександр Іванович", "") == (None,) * KEYS


def test_a_service_number_of_three_signs_is_no_key() -> None:
    assert matching_keys("", "", "123") == (None,) * KEYS


@given(st.text(max_size=40), st.text(max_size=12), st.text(max_size=12))
def test_there_are_always_six(name: str, born: str, number: str) -> None:
    assert len(matching_keys(name, born, number)) == KEYS
