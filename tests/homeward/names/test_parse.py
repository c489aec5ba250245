"""Written names taken apart, however they were written."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.names import Kind, parse
from homeward.names.mend import meant

_SIGNS = st.sampled_from("АБВІЇЄабвіїєщьюя'’ABCabcß0138 .,-()«»\"\u200b\u202e\u0301😀")
_WORDS = st.sampled_from(
    ["Шевченко", "Тарас", "Григорович", "O.", "Kowalska", "оглы", "(Сокіл)", "0лег", "ван", "молодший"]
)


def read(text: str) -> str:
    return " ".join(f"{part.kind[0]}:{part.word}" for part in parse(text).parts)


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        ("Шевченко, Тарас", "s:Шевченко g:Тарас"),
        ("Тарас ШЕВЧЕНКО", "g:Тарас s:ШЕВЧЕНКО"),
        ("Т. Г. Шевченко", "i:Т i:Г s:Шевченко"),
        ("О.І.Шевченко", "i:О i:І s:Шевченко"),
        ("О. І. Ш.", "i:О i:І i:Ш"),
        ("Шевченко Т. Григорович", "s:Шевченко i:Т p:Григорович"),
        ("Білецький Андрій Євгенійович", "s:Білецький g:Андрій p:Євгенійович"),
        ("Нечуй-Левицький Іван Семенович", "s:Нечуй-Левицький g:Іван p:Семенович"),
        ("Іванова-Петренко Анна-Марія Іванівна", "s:Іванова-Петренко g:Анна-Марія p:Іванівна"),
        ("Klintsevich Franz Adamovich", "s:Klintsevich g:Franz p:Adamovich"),
        ("Kowalska Anna Maria", "s:Kowalska g:Anna g:Maria"),
        ("Гулиев Руфат Атакиши оглы", "s:Гулиев g:Руфат p:Атакиши p:оглы"),
        ("Еремин Дмитрий Магомет-оглы", "s:Еремин g:Дмитрий p:Магомет-оглы"),
        ("Lidin Valery Kuzmich", "s:Lidin g:Valery p:Kuzmich"),
        ("Tatyana Borisevich", "g:Tatyana s:Borisevich"),
        ("Людвиг ван Бетховен", "g:Людвиг p:ван s:Бетховен"),
        ("Шевченко Тарас молодший", "s:Шевченко g:Тарас u:молодший"),
        ("Einārs Cilinskis", "g:Einārs s:Cilinskis"),  # foreign sources name the given name first
        ("Цилинскис Эйнарс", "s:Цилинскис g:Эйнарс"),  # ours the surname
        ("Зінкевич", "s:Зінкевич"),
        ("Тарас", "g:Тарас"),
    ],
)
def test_each_word_has_its_kind(written: str, meaning: str) -> None:
    assert read(written) == meaning


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        ("АлексейВикторович Романенко", "g:Алексей p:Викторович s:Романенко"),
        ("NESNOV StepanVladimirovich", "s:NESNOV g:Stepan p:Vladimirovich"),
        ("ИВАНПЕТРОВИЧ СИДОРОВ", "g:ИВАН p:ПЕТРОВИЧ s:СИДОРОВ"),
        ("ЮРПАЛОВАЛЕКСАНДР Александрович", "s:ЮРПАЛОВ g:АЛЕКСАНДР p:Александрович"),
    ],
)
def test_words_that_lost_their_space_are_parted(written: str, meaning: str) -> None:
    assert read(written) == meaning


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("Шевчeнкo", "Шевченко"),  # Latin e and o
        ("Аndriy", "Andriy"),  # Cyrillic А
        ("0лександр", "Олександр"),
        ("ШЕВЧЕНК0", "ШЕВЧЕНКО"),
        ("Iван0вич", "Іванович"),
        ("Вас1ль", "Васіль"),
        ("Rornan", "Roman"),
        ("Олексаидр", "Олександр"),
        ('В"ячеслав', "В'ячеслав"),
        ("Лук’янов", "Лук'янов"),
        ("Нечуй‑Левицький", "Нечуй-Левицький"),
        ("Та\u200bрас", "Тарас"),
        ("Шевче\u0301нко", "Шевченко"),
        ("Андріи\u0306", "Андрій"),  # й of two code points
        ("Вовкодав", "Вовкодав"),
    ],
)
def test_damage_is_mended_and_what_stood_there_is_kept(written: str, word: str) -> None:
    (part,) = parse(written).parts
    assert (part.written, part.word) == (written, word)


@pytest.mark.parametrize(
    ("written", "aliases"),
    [
        ("Шевченко (Сокіл) Тарас", ("Сокіл",)),
        ("«Сокіл» Шевченко Тарас", ("Сокіл",)),
        ("Шевченко Тарас, позивний Сокіл", ("Сокіл",)),
        ("Шевченко Тарас он же Коваленко Иван", ("Коваленко Иван",)),
        ("Шевченко Тарас [Shevchenko Taras]", ("Shevchenko Taras",)),
    ],
)
def test_other_names_stand_apart(written: str, aliases: tuple[str, ...]) -> None:
    name = parse(written)
    assert name.aliases == aliases
    assert [part.written for part in name.parts] == ["Шевченко", "Тарас"]


def test_a_name_that_stands_in_brackets_whole_is_the_name() -> None:
    assert read("(Шевченко Тарас)") == "s:Шевченко g:Тарас"


@pytest.mark.parametrize("nobody", ["", "   ", "12345", "😀", "\u202e\u200b", "...", "()"])
def test_what_holds_no_word_names_nobody(nobody: str) -> None:
    assert parse(nobody).parts == ()


def test_a_text_longer_than_any_name_names_nobody_and_says_so_at_once() -> None:
    started = time.process_time()
    assert parse("Шевченко " * 1200).parts == ()
    assert parse("Ш" * 10_000).parts == ()
    assert time.process_time() - started < 0.5


def test_nine_words_have_kinds_by_what_each_is() -> None:
    assert read("а ще Тарас Григорович і всі його брати Коваленки").split()[2:4] == ["g:Тарас", "p:Григорович"]


@given(st.text(max_size=60) | st.text(_SIGNS, max_size=60) | st.lists(_WORDS, max_size=9).map(" ".join))
def test_any_text_has_a_reading_and_keeps_what_was_written(text: str) -> None:
    name = parse(text)
    place = 0
    for part in name.parts:
        place = text.index(part.written, place) + len(part.written)
        assert part.word
        assert part.kind in Kind


@given(st.text(_SIGNS, max_size=20))
def test_a_mended_word_needs_no_mending(text: str) -> None:
    once = meant(text)
    assert meant(once) == once
    assert not any(map(str.isdigit, once))


@given(st.text(_SIGNS, min_size=380, max_size=400))
def test_the_longest_text_is_read_in_bounded_time(text: str) -> None:
    started = time.process_time()
    parse(text)
    assert time.process_time() - started < 1
