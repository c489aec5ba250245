"""Lists read together."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.linkage.facts import Facts
from homeward.linkage.resolve import Meaning, Offer, resolve
from homeward.linkage.resolve_once import assign, marginals
from homeward.words import Language

NONE = -1e9
MATRICES = st.tuples(st.integers(1, 3), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(-4, 6), min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
    )
)


def line(name: str, *born: str) -> Facts:
    return Facts((name,), born)


def test_a_line_alone_means_its_likeliest_person() -> None:
    (found,) = resolve([line("Шевчук Олександр")], [[Offer("p1", 4.0)]])
    assert (found.meaning, found.person, found.reason.key) == (Meaning.PERSON, "p1", "list_alone")


def test_two_brothers_do_not_share_a_person() -> None:
    lines = [line("Шевчук П."), line("Шевчук Павло")]
    found = resolve(lines, [[Offer("petro", 3.0), Offer("pavlo", 3.0)], [Offer("petro", -6.0), Offer("pavlo", 5.0)]])
    assert [one.person for one in found] == ["petro", "pavlo"]
    assert found[0].meaning is Meaning.PERSON
    assert found[0].alone < 0.5 < found[0].probability
    assert found[0].reason.key == "list_once"


def test_nine_known_to_have_been_in_cell_12_make_the_tenth_likelier() -> None:
    cell = frozenset({"cell 12"})
    names = ["Бойко", "Гончар", "Дорош", "Жук", "Кравець", "Лисенко", "Мороз", "Носенко", "Орел"]
    known = [[Offer(f"p{place}", 6.0, cell)] for place in range(9)]
    namesakes = [Offer("there", 3.0, cell), *(Offer(f"elsewhere{place}", 3.0) for place in range(5))]
    found = resolve([*(line(f"{name} Іван") for name in names), line("Шевченко Олександр")], [*known, namesakes])
    assert (found[9].person, found[9].meaning) == ("there", Meaning.PERSON)
    assert found[9].alone < 0.2
    assert found[9].reason.in_language("en") == "others on this list were there too: cell 12"


def test_a_list_that_names_one_person_twice_is_told_and_the_namesake_left_alone() -> None:
    lines = [line("Шевчук Олександр Іванович", "1988"), line("Шевчук Александр Иванович")]
    found = resolve(lines, [[Offer("p1", 8.0), Offer("p2", -5.0)], [Offer("p1", 6.0), Offer("p2", 1.0)]])
    assert [one.meaning for one in found] == [Meaning.PERSON, Meaning.REPEATED]
    assert found[1].reason.in_language("en") == "line 1 names the same person"


@pytest.mark.parametrize("name", ["", "І. П.", "О.", "…", "😀"])
def test_a_line_that_says_too_little_means_nobody_whoever_is_offered(name: str) -> None:
    (found,) = resolve([line(name)], [[Offer("p1", 9.0)]])
    assert (found.meaning, found.person) == (Meaning.INSUFFICIENT, None)


def test_a_line_that_fits_two_alike_is_left_unsure() -> None:
    (found,) = resolve([line("Шевченко Олександр")], [[Offer("p1", 5.0), Offer("p2", 5.0)]])
    assert found.meaning is Meaning.UNSURE
    assert found.second_probability == pytest.approx(found.probability)


def test_a_line_to_which_nobody_is_offered_means_nobody() -> None:
    (found,) = resolve([line("Шевченко Олександр")], [[]])
    assert (found.meaning, found.person) == (Meaning.NOBODY, None)


def test_an_empty_list_has_no_readings() -> None:
    assert resolve([], []) == []


@pytest.mark.parametrize("meaning", [one for one in Meaning if one not in {Meaning.PERSON, Meaning.REPEATED}])
@pytest.mark.parametrize("language", list(Language))
def test_every_meaning_has_its_sentence(meaning: Meaning, language: Language) -> None:
    from homeward.words import say

    assert say("linkage", f"list_{meaning}", language)


def ways(weights: np.ndarray) -> list[tuple[float, tuple[int, ...]]]:
    """Every way to read a list, with what its weights add up to."""
    lines, people = weights.shape
    choices = product(range(-1, people), repeat=lines)
    return [
        (sum(weights[line, one] for line, one in enumerate(way) if one >= 0), way)
        for way in choices
        if len([one for one in way if one >= 0]) == len({one for one in way if one >= 0})
    ]


@given(MATRICES)
def test_no_way_to_read_a_list_is_better_than_the_assignment(rows: list[list[int]]) -> None:
    weights = np.array(rows, float)
    chosen = assign(weights)
    total = sum(weights[line, one] for line, one in enumerate(chosen) if one >= 0)
    assert total == pytest.approx(max(sum_ for sum_, _ in ways(weights)))


@given(MATRICES)
def test_probabilities_are_near_those_counted_over_all_ways_even_where_all_contend_for_all(
    rows: list[list[int]],
) -> None:
    weights = np.array(rows, float)
    counted, total = np.zeros_like(weights), 0.0
    for sum_, way in ways(weights):
        total += np.exp(sum_)
        for at, one in enumerate(way):
            if one >= 0:
                counted[at, one] += np.exp(sum_)
    assert np.abs(marginals(weights) - counted / total).max() < 0.25


@given(MATRICES)
def test_nobody_stands_on_a_list_more_than_once_in_all(rows: list[list[int]]) -> None:
    assert marginals(np.array(rows, float)).sum(axis=0).max() <= 1 + 1e-6


def test_two_lines_for_one_person_share_the_probability_exactly() -> None:
    assert marginals(np.array([[0.0], [0.0]])) == pytest.approx(np.array([[1 / 3], [1 / 3]]))


def test_whatever_the_order_of_the_lines_they_mean_the_same() -> None:
    lines = [line("Шевчук П."), line("Шевчук Павло"), line("Бойко Іван")]
    offered = [[Offer("a", 3.0), Offer("b", 3.1)], [Offer("a", -6.0), Offer("b", 5.0)], [Offer("c", 4.0)]]
    expected = {one.names[0]: found.person for one, found in zip(lines, resolve(lines, offered), strict=True)}
    for order in permutations(range(3)):
        found = resolve([lines[one] for one in order], [offered[one] for one in order])
        assert {lines[one].names[0]: reading.person for one, reading in zip(order, found, strict=True)} == expected
