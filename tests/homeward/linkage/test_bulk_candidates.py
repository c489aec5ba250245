"""Who is worth comparing with whom."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.linkage.blocking import FEW, MOST, Blocks
from homeward.linkage.blocking_spellings import Spellings, spread
from homeward.linkage.facts import Facts
from homeward.linkage.rows import Register

PERSON = Facts(("Мельниченко Олександр Вікторович",), ("1988-03-12",), ("24-та ОМБр",), service_numbers=("ВХ-7",))
OTHER = Facts(("Гончарук Степан Андрійович",), ("1979-11-30",))


def candidates(people: list[Facts], mention: Facts) -> tuple[list[int], list[int]]:
    """The people worth comparing with a mention, and the crowd beside each."""
    register = Register()
    rows = register.rows(people)
    found = Blocks(register, rows).candidates(register.rows([mention]))
    return found.person.tolist(), found.crowd.tolist()


@pytest.mark.parametrize(
    "mention",
    [
        Facts(("Melnichenko Alexander",)),
        Facts(("Мельниченка Олександра",)),
        Facts(("САШКО МЕЛЬНИЧЕНКО",)),
        Facts(("Мельнйченко О. В.",)),
        Facts(("Мильничинко Александр",)),
        Facts(("Мелниченко А.",)),
        Facts(("Мельниченко",)),
        Facts(("Ковальов Олександр",), ("1988-03-12",)),
        Facts(("Зовсім Інакше",), service_numbers=("вх 7",)),
        Facts(("Мельниченко Олексондр",), ("1988",)),
        Facts(("Мельниченко Невідомо",), units=("24-та ОМБр",)),
    ],
    ids=lambda mention: mention.names[0],
)
def test_the_person_is_among_the_candidates(mention: Facts) -> None:
    assert 0 in candidates([PERSON, OTHER], mention)[0]


def test_somebody_who_shares_nothing_is_not_compared() -> None:
    assert candidates([PERSON, OTHER], Facts(("Ткаченко Василь",), ("1970-01-01",))) == ([], [])


def test_of_many_namesakes_a_few_are_compared_and_the_others_counted() -> None:
    people, crowd = candidates([PERSON] * 50, Facts(("Мельниченко Олександр",)))
    assert len(people) == FEW
    assert sum(crowd) == 50 - FEW


def test_a_name_that_more_bear_than_is_worth_comparing_is_passed_over_without_a_date() -> None:
    many = [PERSON] * (MOST + 1)
    assert candidates(many, Facts(("Мельниченко Олександр",)))[0] == []


def test_the_date_tells_the_right_one_of_many_namesakes() -> None:
    many = [Facts(PERSON.names, (f"19{year}-05-{day:02}",)) for year in range(60, 99) for day in range(1, 9)]
    people, _ = candidates([*many, PERSON], Facts(("Мельниченко Олександр",), ("1988-03-12",)))
    assert people[0] == len(many)


def test_a_mention_without_a_name_is_compared_with_nobody() -> None:
    assert candidates([PERSON, OTHER], Facts(("",), ("1988-03-12",))) == ([], [])


WORDS = st.text("абвгдеклмнопрст", min_size=5, max_size=9)


@given(WORDS, st.integers(0, 8), st.sampled_from("абвгдеклмнопрст"), st.sampled_from(["put in", "left out", "changed"]))
def test_a_word_with_one_letter_wrong_is_near(word: str, place: int, letter: str, slip: str) -> None:
    at = place % len(word)
    rest = word[at:] if slip == "put in" else word[at + 1 :]
    written = word[:at] + ("" if slip == "left out" else letter) + rest
    vocabulary = Register().vocabulary
    ours, theirs = vocabulary.number(word), vocabulary.number(written)
    read = vocabulary.readings.rows
    one, other = (vocabulary.codes.rows[read[number, 0]].tolist() for number in (ours, theirs))
    sizes = [int(vocabulary.sizes.rows[read[number, 0], 0]) for number in (ours, theirs)]
    found = Spellings(vocabulary, np.array([ours], np.int32)).near(np.array([theirs], np.int32))
    apart = min(sizes) >= 4 and _within_one(one[: sizes[0]], other[: sizes[1]])
    assert not apart or found.word.tolist() == [ours]


def _within_one(one: list[int], other: list[int]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    if len(longer) == len(shorter):
        return sum(a != b for a, b in zip(one, other, strict=True)) <= 1
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5))))
def test_ranges_are_spread_row_by_row(ranges: list[tuple[int, int]]) -> None:
    first = np.array([start for start, _ in ranges], np.intp)
    row, at = spread(first, first + np.array([count for _, count in ranges], np.intp))
    expected = [(row, start + step) for row, (start, count) in enumerate(ranges) for step in range(count)]
    assert list(zip(row.tolist(), at.tolist(), strict=True)) == expected
