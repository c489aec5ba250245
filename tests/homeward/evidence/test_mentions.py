"""Where a text speaks of people, and what is said of them there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.evidence.mention import Detail, Span
from homeward.evidence.mentions import KnownNames, find


def written(text: str, known: KnownNames | None = None) -> list[str]:
    return [one.written for one in find("", text, known or KnownNames(()))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Сьогодні бачили Коваленка Сергія Івановича.", ["Коваленка Сергія Івановича"]),
        ("Рядовой Петров А. С. находится в лагере.", ["Петров А. С."]),
        ("На списку є МЕЛЬНИК ТАРАС ПЕТРОВИЧ.", ["МЕЛЬНИК ТАРАС ПЕТРОВИЧ"]),
        ("He saw Serhii Kovalenko there.", ["Serhii Kovalenko"]),
        ("У камері був Леван Гачечіладзе.", ["Леван Гачечіладзе"]),
    ],
)
def test_a_name_is_found_in_any_order_case_and_script(text: str, names: list[str]) -> None:
    assert written(text) == names


def test_a_surname_alone_is_found_when_the_text_names_the_person_in_full_elsewhere() -> None:
    assert written("Звільнено Левана Гачечіладзе. Раніше Гачечіладзе бачили в колонії.") == [
        "Левана Гачечіладзе",
        "Гачечіладзе",
    ]


@pytest.mark.parametrize(
    "text", ["Верховна Рада України ухвалила закон.", "В Москве прошёл суд.", "Але потім стало тихо."]
)
def test_countries_offices_and_first_words_are_not_people(text: str) -> None:
    assert written(text) == []


def test_a_name_of_the_register_is_found_in_small_letters() -> None:
    assert written("хтось бачив бойка олега?", KnownNames(["Бойко Олег Іванович"])) == ["бойка олега"]


def test_a_name_does_not_reach_over_a_line() -> None:
    assert written("Коваленко Сергій\nМельник Тарас") == ["Коваленко Сергій", "Мельник Тарас"]


def test_what_a_row_says_belongs_to_its_own_name() -> None:
    text = "старший солдат Коваль Ігор, 01.02.1990 р.н., сержант Бойко Олег, 03.04.1985 р.н."
    first, second = find("", text)
    assert Detail("rank_code", "OR-2", "старший солдат") in first.details
    assert Detail("birth_date", "1990-02-01", "01.02.1990") in first.details
    assert Detail("birth_date", "1985-04-03", "03.04.1985") in second.details


@given(st.text(alphabet="АБвгіїє.- \nСергійКоваленко", max_size=80))
def test_a_mention_stands_where_it_says_and_never_overlaps_another(text: str) -> None:
    end = 0
    for one in find("", text):
        assert isinstance(one.place, Span)
        assert one.place.start >= end
        assert text[one.place.start : one.place.end] == one.written
        end = one.place.end


def test_a_preposition_that_begins_a_sentence_is_no_name() -> None:
    assert written("За словами звільнених, Коваленко Сергій перебуває в закладі.") == ["Коваленко Сергій"]


def test_a_surname_that_looks_like_a_patronymic_belongs_to_the_name() -> None:
    text = "Бачили, що Володимир Григорович Іванович тут."
    assert [one.written for one in find("x", text)] == ["Володимир Григорович Іванович"]
