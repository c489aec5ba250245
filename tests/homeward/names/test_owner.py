"""What a name tells of who bears it."""

from __future__ import annotations

import pytest

from homeward.names import Language, parse
from homeward.names.lexicon import Sex
from homeward.names.owner import language_of, sex_of


@pytest.mark.parametrize(
    ("name", "sex"),
    [
        ("Шевчук Марія Іванівна", Sex.WOMAN),
        ("Шевчук М. Іванівна", Sex.WOMAN),
        ("Сорока Микола", Sex.MAN),
        ("Сорока Ілля", Sex.MAN),
        ("Кравчук Юлія", Sex.WOMAN),
        ("Ковальська О. І.", Sex.WOMAN),
        ("Іванова", Sex.WOMAN),
        ("Шевченко О. І.", Sex.MAN),
        ("Любомир Паливода", Sex.MAN),
        ("Гарькава Нінель", Sex.WOMAN),
    ],
)
def test_the_patronymic_tells_first_then_the_given_name_then_the_surname(name: str, sex: Sex) -> None:
    assert sex_of(parse(name).parts) == sex


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Шевченко Сергій", Language.UKRAINIAN),
        ("Шевченко Сергей", Language.RUSSIAN),
        ("Рыбак Тарас", Language.RUSSIAN),
        ("Ковальський", Language.UKRAINIAN),
        ("Ковальский", Language.RUSSIAN),
        ("Бойко Тарас", Language.UKRAINIAN),
    ],
)
def test_letters_endings_and_names_tell_the_language(name: str, language: Language) -> None:
    assert language_of(parse(name).parts) == language
