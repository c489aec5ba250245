"""Names of people across three scripts."""

from __future__ import annotations

import pytest

from homeward.names import Kind, keys, parse


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("Шевченко Олександр Іванович", "surname given patronymic"),
        ("Олександр Іванович Шевченко", "given patronymic surname"),
        ("Oleksandr SHEVCHENKO", "given surname"),
        ("Коваленко О. І.", "surname initial initial"),
        ("Зінкевич Павло", "surname given"),
        ("Володимир Григорович Іванович", "given patronymic surname"),
        ("Іванович Володимир Григорович", "surname given patronymic"),
        ("Грицкевич Микола Миколайович", "surname given patronymic"),
        ("Шевченка Олександра Івановича", "surname given patronymic"),
        ("КОСТЕНКО ИгорьВадимович", "surname given patronymic"),
    ],
)
def test_the_words_of_a_name_are_told_apart_in_any_order(written: str, kinds: str) -> None:
    assert [part.kind for part in parse(written).parts] == [Kind(kind) for kind in kinds.split()]


@pytest.mark.parametrize(
    "other",
    [
        "Александр Шевченко",
        "Oleksandr Shevchenko",
        "Aleksandr Shevchenko",
        "Schewtschenko Alexander",
        "ШЕВЧЕНКО ОЛЕКСАНДР",
    ],
)
def test_spellings_of_one_name_share_keys(other: str) -> None:
    assert len(keys("Шевченко Олександр") & keys(other)) >= 2


def test_different_surnames_share_no_key() -> None:
    assert keys("Шевченко") & keys("Коваленко") == frozenset()
