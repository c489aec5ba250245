"""Pairs compared in batches: words, spellings, dates, texts."""

from __future__ import annotations

import numpy as np
import pytest

from homeward.linkage import born, kernel
from homeward.linkage.facts import Facts
from homeward.linkage.rows import OTHERS, Register
from homeward.linkage.spelling import FAR, distances
from homeward.linkage.trees import Trees
from homeward.linkage.vocabulary import Measure, Vocabulary, words


@pytest.mark.parametrize(
    ("name", "parted"),
    [
        ("Шевченко О.І.", ("Шевченко", "О", "І")),
        ("Нечуй-Левицький Іван", ("Нечуй", "Левицький", "Іван")),
        ("АлексейВикторович", ("Алексей", "Викторович")),
        ("ШУСТОВАЛЕКСАНДР Александрович", ("ШУСТОВ", "АЛЕКСАНДР", "Александрович")),
        ("О'Нил, Дж.", ("О'Нил", "Дж")),
        ("one two three four five six", ("one", "two", "three", "four", "five")),
        ("😀 \u200f", ()),
    ],
)
def test_a_name_is_parted_into_its_words(name: str, parted: tuple[str, ...]) -> None:
    assert words(name) == parted


def test_a_word_is_known_by_one_number_however_it_is_capitalised() -> None:
    vocabulary = Vocabulary()
    assert vocabulary.numbers("БОЙКО Бойко") == (0, 0)
    assert vocabulary.measure(Measure.CYRILLIC).tolist() == [1.0]


def test_a_vocabulary_keeps_its_words_when_it_grows() -> None:
    vocabulary = Vocabulary()
    first = vocabulary.number("Бойко")
    before = vocabulary.readings.rows[first].tolist()
    for number in range(2000):
        vocabulary.number("абвгд"[number % 5] + "о" * (number // 5 + 1))
    assert vocabulary.number("бойко") == first
    assert vocabulary.readings.rows[first].tolist() == before


def _apart(one: str, other: str) -> float:
    vocabulary = Vocabulary()
    left, right = vocabulary.number(one), vocabulary.number(other)
    strings = vocabulary.readings.rows[:, 0]
    return float(distances(vocabulary, strings[[left]], strings[[right]])[0])


def test_a_spelling_of_the_other_language_is_nearer_than_another_surname() -> None:
    assert _apart("Шевченко", "Shevchenko") == 0
    assert 0 < _apart("Білоус", "Белоус") < _apart("Білоус", "Білоніс")


def test_two_letters_exchanged_cost_less_than_two_written_wrong() -> None:
    assert _apart("Костенко", "Косетнко") < _apart("Костенко", "Косбмнко")


def test_words_that_share_few_letters_are_not_measured() -> None:
    assert _apart("Бойко", "Ващук") == pytest.approx(FAR)


@pytest.mark.parametrize(
    ("left", "right", "outcome"),
    [
        ("1988-03-12", "1988-03-12", "SAME"),
        ("1988-03-12", "1988-12-03", "SWAPPED"),
        ("1988-03-12", "1988-03-17", "ONE_DIGIT"),
        ("1988-03-12", "1988", "YEAR_SAME"),
        ("1988-03-12", "1989", "YEAR_NEAR"),
        ("1988-03-12", "1985/1990", "YEAR_SAME"),
        ("1988-03-12", "1971-11-25", "DIFFERENT"),
        ("1988-02-30", "1988-02-28", "YEAR_SAME"),
        ("1988-03-12", "about spring", "ABSENT"),
    ],
)
def test_dates_compare_by_how_they_differ(left: str, right: str, outcome: str) -> None:
    rows = [np.array(born.born([text]), np.int16).reshape(1, -1, 4) for text in (left, right)]
    assert born.Outcome(int(born.compare(*rows)[0])).name == outcome


def test_the_better_of_two_dates_counts() -> None:
    ours = np.array(born.born(["1971-01-01", "1988-03-12"]), np.int16).reshape(1, -1, 4)
    theirs = np.array(born.born(["1988-03-12"]), np.int16).reshape(1, -1, 4)
    assert born.Outcome(int(born.compare(ours, theirs)[0])) is born.Outcome.SAME


def test_a_batch_is_judged_as_each_pair_alone() -> None:
    pairs = [("Бойко Іван", "Boyko Ivan"), ("Коваль О.", "Ковалюк Олег"), ("Ткач Ірина", "Ткачук Інна")] * 7
    register = Register()
    left, right = (register.rows(Facts((pair[side],)) for pair in pairs) for side in (0, 1))
    together = kernel.compare(register, left, right).log_odds()
    place = np.array([4])
    alone = kernel.compare(register, left.take(place), right.take(place)).log_odds()
    assert together[4] == pytest.approx(alone[0])
    assert together[1] == pytest.approx(together[4])


def test_units_agree_across_scripts_and_small_slips_but_not_across_numbers() -> None:
    register = Register()
    ours = register.rows([Facts(("Бойко",), units=("54-та окрема бригада",))] * 3)
    theirs = register.rows(
        Facts(("Бойко",), units=(unit,)) for unit in ("54-та Окрема Бригада", "56-та окрема бригада", "")
    )
    agreed = kernel.compare(register, ours, theirs).others[:, OTHERS.index("unit")]
    assert agreed.tolist() == [1, -1, 0]


def test_the_tables_tell_what_each_question_added() -> None:
    trees = Trees(
        feature=np.array([0, 1], np.int32),
        threshold=np.array([0.5, 0.5], np.float32),
        asked=np.array([[0, 1]], np.int32),
        added=np.array([[-3.0, 1.0, -1.0, 5.0]], np.float32),
        bias=0.25,
    )
    row = np.array([[1.0, 0.0], [1.0, 1.0]], np.float32)
    assert trees.log_odds(row).tolist() == [1.25, 5.25]
    assert trees.start + trees.parts(row[1]).sum() == pytest.approx(5.25)
    assert trees.parts(row[1]).tolist() == [3.0, 1.5]
