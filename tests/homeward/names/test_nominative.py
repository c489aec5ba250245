"""Names in any case brought back to the nominative."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.names import Case, Language, decline, nominatives


@pytest.mark.parametrize(
    ("written", "nominative"),
    [
        ("Шевченка Олександра Івановича", "Шевченко Олександр Іванович"),
        ("Сергієм Коваленком", "Сергій Коваленко"),
        ("Олександрові Шевченкові", "Олександр Шевченко"),
        ("Миколо Івановичу", "Микола Іванович"),
        ("Іване Петренку", "Іван Петренко"),
        ("Зайця Андрія Петровича", "Заєць Андрій Петрович"),
        ("Шевця Олексія", "Швець Олексій"),
        ("Стрільцем Петром", "Стрілець Петро"),
        ("Батогом Миколою Никифоровичем", "Батіг Микола Никифорович"),
        ("Задорожньою Ольгою Іванівною", "Задорожня Ольга Іванівна"),
        ("Сороці Ірині Василівні", "Сорока Ірина Василівна"),
        ("Нечуя-Левицького Івана Семеновича", "Нечуй-Левицький Іван Семенович"),
        ("Ивановым Сергеем Петровичем", "Иванов Сергей Петрович"),
        ("Ивановой Марии Сергеевны", "Иванова Мария Сергеевна"),
        ("Толстому Льву Николаевичу", "Толстой Лев Николаевич"),
        ("Кравчук Ольги Петровны", "Кравчук Ольга Петровна"),
        ("Олег Ковальчук", "Олег Ковальчук"),
        ("Іванова Олена", "Іванова Олена"),
        ("ШЕВЧЕНКА ОЛЕКСАНДРА", "ШЕВЧЕНКО ОЛЕКСАНДР"),
    ],
)
def test_the_likeliest_nominative_comes_first(written: str, nominative: str) -> None:
    assert nominatives(written)[0] == nominative


def test_what_can_be_a_man_in_the_genitive_or_a_woman_has_both_readings() -> None:
    assert {"Валерия Кузнецова", "Валерий Кузнецов"} <= set(nominatives("Валерия Кузнецова"))


def test_nobody_has_no_nominative() -> None:
    assert nominatives("") == ()
    assert nominatives("О. І.") == ("О. І.",)
    assert nominatives("Taras Shevchenko") == ("Taras Shevchenko",)


_MEN = ["Шевченко Олександр Іванович", "Мельник Сергій Петрович", "Гончарук Андрій Олексійович"]


@settings(max_examples=30)
@given(st.sampled_from(_MEN), st.sampled_from([Case.GENITIVE, Case.DATIVE, Case.INSTRUMENTAL]))
def test_what_was_declined_comes_back(name: str, case: Case) -> None:
    assert nominatives(decline(name, case, language=Language.UKRAINIAN))[0] == name


@given(st.text(max_size=40))
def test_any_text_has_at_most_three_readings(text: str) -> None:
    assert len(nominatives(text)) <= 3
