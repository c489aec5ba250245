"""A name in the other language, in the other script, in every form."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.names import Forms, Language, Standard, forms, in_language, readings, transliterate

UK, RU = Language


@pytest.mark.parametrize(
    ("ukrainian", "russian"),
    [
        ("Шевченко Олександр Дмитрович", "Шевченко Александр Дмитриевич"),
        ("Зеленський Сергій", "Зеленский Сергей"),
        ("Кравець Ганна Сергіївна", "Кравец Анна Сергеевна"),
        ("Мельничук Дмитро", "Мельничук Дмитрий"),
        ("Заєць Євген", "Заец Евгений"),
        ("Рибак Кирило", "Рыбак Кирилл"),
        ("Білий Микола Іванович", "Белый Николай Иванович"),
        ("Нечуй-Левицький Іван", "Нечуй-Левицкий Иван"),
        ("ДНІПРОВСЬКА Юлія", "ДНЕПРОВСКАЯ Юлия"),
        ("Гаврилишин О. І.", "Гаврилишин О. І."),
    ],
)
def test_a_ukrainian_name_in_russian(ukrainian: str, russian: str) -> None:
    assert in_language(ukrainian, RU) == russian


@pytest.mark.parametrize(
    ("russian", "ukrainian"),
    [
        ("Иванов Александр Дмитриевич", "Іванов Олександр Дмитрович"),
        ("Соловьёв Сергей", "Соловйов Сергій"),
        ("Грачёв Евгений", "Грачов Євген"),
        ("Пушкин Дмитрий", "Пушкін Дмитро"),
        ("Васильев Николай", "Васильєв Микола"),
        ("Сергеева Мария", "Сергєєва Марія"),
        ("Андреев Пётр", "Андреєв Петро"),
        ("Ильин Игорь", "Ільїн Ігор"),
        ("Кравец Анна", "Кравець Ганна"),
        ("Днепровская Юлия", "Днепровська Юлія"),
    ],
)
def test_a_russian_name_in_ukrainian(russian: str, ukrainian: str) -> None:
    assert in_language(russian, UK) == ukrainian


def test_a_name_in_its_own_language_stays() -> None:
    assert in_language("Заєць Євген", UK) == "Заєць Євген"
    assert in_language("Малышев Иван", RU) == "Малышев Иван"


@pytest.mark.parametrize(
    ("latin", "language", "cyrillic"),
    [
        ("Shevchenko Oleksandr Ivanovych", UK, "Шевченко Олександр Іванович"),
        ("Schewtschenko Taras", UK, "Шевченко Тарас"),
        ("Szewczenko Andrij", UK, "Шевченко Андрій"),
        ("Viacheslav Korniienko", UK, "В'ячеслав Корнієнко"),
        ("Zelenskyi Volodymyr", UK, "Зеленський Володимир"),
        ("Lutsenko M. V.", UK, "Луценко М. В."),
        ("Evgeny Kuznetsov", RU, "Евгений Кузнецов"),
        ("Poutine Vladimir", RU, "Путин Владимир"),
        ("Jelzin Boris", RU, "Ельцин Борис"),
        ("Sergueï Lavrov", RU, "Сергей Лавров"),
        ("Tarasenko Andrey Vladimirovich", UK, "Тарасенко Андрій Володимирович"),  # written after the Russian form
        ("Serhiy Leshchenko", RU, "Сергей Лещенко"),  # and after the Ukrainian one
        ("Шевченко Taras", UK, "Шевченко Тарас"),
    ],
)
def test_a_latin_name_is_read_as_the_likeliest_cyrillic_one(latin: str, language: Language, cyrillic: str) -> None:
    assert readings(latin, language)[0] == cyrillic


def test_a_dossier_has_the_name_in_every_form() -> None:
    assert forms("Шевченко Сергій") == Forms(
        own="Шевченко Сергій",
        ukrainian=("Шевченко Сергій",),
        russian=("Шевченко Сергей",),
        latin=("Shevchenko Serhii", "Shevchenko Sergei"),
    )


def test_the_forms_of_a_latin_name_begin_with_it() -> None:
    found = forms("Hrytsenko Yevhen")
    assert found.every()[:2] == ("Hrytsenko Yevhen", "Гриценко Євген")
    assert found.of(RU)[0] == "Гриценко Евгений"


def test_nobody_has_no_other_form() -> None:
    assert forms("") == Forms("", (), (), ())


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(["Мельник", "Коваленко", "Гончаренко", "Яценюк", "Щербак"]), st.sampled_from(list(Standard)))
def test_what_a_standard_writes_is_read_back(surname: str, standard: Standard) -> None:
    if standard.language == UK:
        assert surname in readings(transliterate(surname, standard), UK)
