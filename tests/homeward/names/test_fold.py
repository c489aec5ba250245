"""Spellings of one word in one small alphabet, and the names a word may be."""

from __future__ import annotations

import pytest

from homeward.names import fold, identities


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Шевченко", "Shevchenko"),
        ("Шевченко", "Schewtschenko"),
        ("Шевченко", "Chevtchenko"),
        ("Шевченко", "Szewczenko"),
        ("Щербак", "Shcherbak"),
        ("Щербак", "Szczerbak"),
        ("Єгоров", "Егоров"),
        ("Жуков", "Joukov"),
        ("Ковальчук", "Kovalčuk"),
        ("Березуцкий", "Berezutckii"),
        ("Байден", "Байдeн"),
    ],
)
def test_two_orthographies_of_a_word_share_a_reading(one: str, other: str) -> None:
    assert set(fold.readings(one)) & set(fold.readings(other))


@pytest.mark.parametrize(
    ("nominative", "other"),
    [
        ("Батіг", "Батога"),
        ("Швець", "Швеця"),
        ("Прилука", "Прилуці"),
        ("Цой", "Цоя"),
        ("Шевченко", "Шевченком"),
        ("Білий", "Білого"),
        ("Устим", "Устимом"),
    ],
)
def test_the_cases_of_a_word_share_a_stem(nominative: str, other: str) -> None:
    assert set(fold.stems(nominative)) & set(fold.stems(other))


@pytest.mark.parametrize("word", ["", "1", "'", "😀", "ъь"])
def test_a_word_without_sound_has_no_reading(word: str) -> None:
    assert all(fold.readings(word))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Олександр", "Aleksandr"), ("Сашко", "Alexander"), ("Микола", "Николай"), ("Ганна", "Anna"), ("Женя", "Yevhen")],
)
def test_a_given_name_is_one_across_languages_and_short_forms(one: str, other: str) -> None:
    assert identities.given(one) & identities.given(other)


def test_a_patronymic_names_the_father_in_any_script_and_case() -> None:
    assert identities.father("Миколайовичем") & identities.father("Nikolaevich") & identities.given("Микола")
    assert not identities.father("Коваленко")


def test_a_short_form_of_the_world_is_its_name() -> None:
    assert identities.world("Bill") & identities.world("Уильям")
    assert identities.world("Mike") & identities.world("Майк")


def test_surnames_that_sound_alike_are_counted() -> None:
    assert identities.twins("Никитюк") == 3
    assert identities.twins("Шевченко") == 0


def test_a_known_surname_is_known_in_its_cases() -> None:
    assert identities.is_known_surname("Шевченка")
    assert not identities.is_known_surname("Шевчшнка")
