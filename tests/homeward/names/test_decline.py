"""Names in the cases that documents ask for."""

from __future__ import annotations

import pytest

from homeward.names import Case, Language, decline
from homeward.names.grammar import rule_of
from homeward.names.kind import Kind
from homeward.names.lexicon import Sex, rows

SHORT = {
    "gen": Case.GENITIVE,
    "dat": Case.DATIVE,
    "acc": Case.ACCUSATIVE,
    "ins": Case.INSTRUMENTAL,
    "loc": Case.LOCATIVE,
    "voc": Case.VOCATIVE,
}


@pytest.mark.parametrize(
    ("name", "case", "form"),
    [
        ("Шевченко Олександр Іванович", "gen", "Шевченка Олександра Івановича"),
        ("Шевченко Олена Іванівна", "gen", "Шевченко Олени Іванівни"),
        ("Шевченко Олександр Іванович", "dat", "Шевченку Олександру Івановичу"),
        ("Шевченко Олександр Іванович", "ins", "Шевченком Олександром Івановичем"),
        ("Олександр Шевченко", "voc", "Олександре Шевченку"),
        ("Микола Бондар", "voc", "Миколо Бондарю"),
        ("Олексій Швець", "gen", "Олексія Шевця"),
        ("Заєць Андрій", "gen", "Зайця Андрія"),
        ("Стрілець Марко Ігорович", "ins", "Стрільцем Марком Ігоровичем"),
        ("Батіг Милан Никифорович", "loc", "Батозі Миланові Никифоровичу"),
        ("Лебідь Ігор", "gen", "Лебедя Ігоря"),
        ("Довга Анфіса Зорянівна", "dat", "Довгій Анфісі Зорянівні"),
        ("Задорожня Ольга", "ins", "Задорожньою Ольгою"),
        ("Сорока Ірина Василівна", "dat", "Сороці Ірині Василівні"),
        ("Сорока Іван Васильович", "dat", "Сороці Івану Васильовичу"),
        ("Нечуй-Левицький Іван Семенович", "gen", "Нечуя-Левицького Івана Семеновича"),
        ("Кравчук Юлія", "dat", "Кравчук Юлії"),
        ("Глібов Леонід", "ins", "Глібовим Леонідом"),
        ("Литвин Назар", "ins", "Литвином Назаром"),
        ("Чорних Назар", "gen", "Чорних Назара"),
        ("Журавель Марія", "gen", "Журавель Марії"),
        ("Журавель Нестор", "gen", "Журавля Нестора"),
        ("Стець Хома", "ins", "Стецем Хомою"),
        ("Коваленко О. І.", "gen", "Коваленка О. І."),
        ("ШЕВЧЕНКО Тарас", "gen", "ШЕВЧЕНКА Тараса"),
    ],
)
def test_ukrainian_names_take_their_endings(name: str, case: str, form: str) -> None:
    assert decline(name, SHORT[case], language=Language.UKRAINIAN) == form


@pytest.mark.parametrize(
    ("name", "case", "form"),
    [
        ("Иванов Сергей Петрович", "gen", "Иванова Сергея Петровича"),
        ("Иванова Мария Сергеевна", "gen", "Ивановой Марии Сергеевны"),
        ("Иванов Пётр Ильич", "ins", "Ивановым Петром Ильичом"),
        ("Шевченко Юрий", "dat", "Шевченко Юрию"),
        ("Толстой Лев Николаевич", "ins", "Толстым Львом Николаевичем"),
        ("Белая Любовь", "acc", "Белую Любовь"),
        ("Воробей Игорь", "gen", "Воробья Игоря"),
        ("Долгих Павел", "dat", "Долгих Павлу"),
        ("Преображенский Илья", "ins", "Преображенским Ильей"),
        ("Сергей Шевчук", "voc", "Сергей Шевчук"),
    ],
)
def test_russian_names_take_their_endings(name: str, case: str, form: str) -> None:
    assert decline(name, SHORT[case], language=Language.RUSSIAN) == form


def test_sex_and_language_are_told_from_the_name() -> None:
    assert decline("Шевчук Марія", Case.GENITIVE) == "Шевчук Марії"
    assert decline("Кузнецов Дмитрий", Case.INSTRUMENTAL) == "Кузнецовым Дмитрием"


def test_latin_names_stay_as_they_are() -> None:
    assert decline("Schmidt Peter", Case.GENITIVE) == "Schmidt Peter"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("kind", "mark"), [(Kind.SURNAME, "s"), (Kind.GIVEN, "g"), (Kind.PATRONYMIC, "p")])
def test_each_rule_is_the_rule_of_its_example(language: Language, kind: Kind, mark: str) -> None:
    rows_of_kind = [row for row in rows("declension") if row["language"] == language and row["kinds"] == mark]
    for row in rows_of_kind:
        found = [rule_of(row["example"].lower(), kind, sex, language) for sex in Sex if sex in row["sexes"]]
        assert any(rule and (rule.tail, rule.stem) == (row["tail"], row["stem"]) for rule in found), row
