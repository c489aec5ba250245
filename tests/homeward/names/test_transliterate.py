"""Cyrillic names in Latin letters, by each standard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.names import Language, Standard, transliterate
from homeward.names.lexicon import rows
from homeward.names.transliterate import table

UKRAINIAN = {
    Standard.CMU55: "Згурський=Zghurskyi Юрій=Yurii Ґалаґан=Galagan Їжакевич=Yizhakevych Щербак=Shcherbak "
    "В'ячеслав=Viacheslav Євген=Yevhen Гаєвич=Haievych Йосипенко=Yosypenko Короп'є=Koropie",
    Standard.UK1996: "Згурський=Zghurs'kyi Щербак=Scherbak Євген=Yevhen В'ячеслав=V\"iacheslav",
    Standard.UK2007: "Сергій=Sergii Юрій=Iurii Євген=Ievgen Ґалаґан=Galagan Щербак=Shcherbak Їжакевич=Izhakevych",
    Standard.BGN_UK: "Зеленський=Zelens'kyy В'ячеслав=V\"yacheslav Згурський=Z·hurs'kyy Їжакевич=Yizhakevych",
    Standard.SCIENTIFIC_UK: "Зеленський=Zelensʹkyj Євген=Jevhen Щербак=Ščerbak Їжакевич=Jižakevyč Михайло=Mychajlo",
    Standard.PRESS_EN_UK: "Зеленський=Zelensky Сергій=Serhiy Юлія=Yuliya Андрій=Andriy Євген=Yevhen Куп'янськ=Kupyansk",
    Standard.PRESS_DE_UK: "Шевченко=Schewtschenko Зеленський=Selenskyj Тимошенко=Tymoschenko Щербак=Schtscherbak",
    Standard.PRESS_FR_UK: "Шевченко=Chevtchenko Тимошенко=Tymochenko Зеленський=Zelensky Сергій=Serhiï Щука=Chtchouka",
    Standard.PRESS_PL_UK: "Шевченко=Szewczenko Зеленський=Zełenski Тимошенко=Tymoszenko Юлія=Julija Щербак=Szczerbak",
    Standard.PRESS_NL_UK: "Шевченко=Sjevtsjenko Тимошенко=Tymosjenko Щербак=Sjtsjerbak Юрій=Joerij",
    Standard.PRESS_HU_UK: "Шевченко=Sevcsenko Зеленський=Zelenszkij Тимошенко=Timosenko Щербак=Scserbak",
    Standard.PRESS_IT_UK: "Шевченко=Scevcenko Зеленський=Zelensky Чорнобай=Ciornobai",
}
RUSSIAN = {
    Standard.ICAO9303: "Подъячев=Podieiachev Юрий=Iurii Хрущёв=Khrushchev Цыганов=Tsyganov Эдуард=Eduard",
    Standard.RU1997: "Сергей=Sergey Юрий=Yuriy Васильев=Vasilyev Андреев=Andreyev Хрущёв=Khrushchev Евгений=Evgeniy",
    Standard.RU2010: "Березуцкий=Berezutckii Цой=Tcoi Юлия=Iuliia Щукин=Shchukin Подъячев=Podiachev",
    Standard.GOST_A: "Хрущёв=Hruŝëv Щукин=Ŝukin Юрий=Ûrij Эдуард=Èduard Подъячев=Podʺâčev",
    Standard.GOST_B: "Хрущёв=Xrushhyov Цыганов=Cy'ganov Кравцов=Kravczov Юрий=Yurij Подъячев=Pod``yachev",
    Standard.BGN_RU: "Евгений=Yevgeniy Соловьёв=Solov'yëv Подъячев=Pod\"yachev Хрущёв=Khrushchëv Андреев=Andreyev",
    Standard.SCIENTIFIC_RU: "Хрущёв=Chruščëv Соловьёв=Solovʹëv Юрий=Jurij Эдуард=Èduard",
    Standard.PRESS_EN_RU: "Горбачёв=Gorbachev Хрущёв=Khrushchev Александр=Alexander Евгений=Yevgeny Сергей=Sergey "
    "Достоевский=Dostoyevsky Пётр=Pyotr Татьяна=Tatyana Максим=Maxim",
    Standard.PRESS_DE_RU: "Горбачёв=Gorbatschow Хрущёв=Chruschtschow Жуков=Schukow Достоевский=Dostojewski "
    "Александр=Alexander Сергей=Sergei Ельцин=Jelzin Кусинен=Kussinen",
    Standard.PRESS_FR_RU: "Горбачёв=Gorbatchev Хрущёв=Khrouchtchev Путин=Poutine Сергей=Sergueï Жуков=Joukov "
    "Достоевский=Dostoïevski Александр=Alexandre Солженицын=Soljenitsyne",
    Standard.PRESS_PL_RU: "Горбачёв=Gorbaczow Хрущёв=Chruszczow Ельцин=Jelcyn Лавров=Ławrow Достоевский=Dostojewski "
    "Сергей=Siergiej Жуков=Żukow",
    Standard.PRESS_NL_RU: "Горбачёв=Gorbatsjov Хрущёв=Chroesjtsjov Путин=Poetin Ельцин=Jeltsin Достоевский=Dostojevski",
    Standard.PRESS_HU_RU: "Горбачёв=Gorbacsov Хрущёв=Hruscsov Путин=Putyin Медведев=Medvegyev Владимир=Vlagyimir "
    "Достоевский=Dosztojevszkij Сергей=Szergej",
    Standard.PRESS_IT_RU: "Горбачёв=Gorbaciov Черненко=Cernenko Евгений=Evgheni Путин=Putin Шолохов=Sciolokhov",
}


@pytest.mark.parametrize("standard", list(Standard))
def test_names_are_written_as_the_standard_says(standard: Standard) -> None:
    for pair in (UKRAINIAN | RUSSIAN)[standard].split():
        cyrillic, latin = pair.split("=")
        assert transliterate(cyrillic, standard) == latin


@pytest.mark.parametrize("standard", list(Standard))
def test_a_standard_knows_every_letter_of_its_language(standard: Standard) -> None:
    alphabet = {
        Language.UKRAINIAN: "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'",
        Language.RUSSIAN: "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    }[standard.language]
    assert [letter for letter in alphabet if letter not in table(standard)] == []


def test_every_standard_of_the_table_can_be_named() -> None:
    assert {row["standard"] for row in rows("standards")} - {"plain"} == set(Standard)


def test_capitals_spaces_and_hyphens_are_kept() -> None:
    assert transliterate("ШЕВЧЕНКО  Анна-Марія оглы", Standard.CMU55) == "SHEVCHENKO Anna-Mariia ohlы"


@given(st.text(max_size=40), st.sampled_from(list(Standard)))
def test_any_text_can_be_transliterated(text: str, standard: Standard) -> None:
    assert isinstance(transliterate(text, standard), str)
