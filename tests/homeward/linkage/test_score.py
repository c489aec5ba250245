"""Scores of pairs and the search over a register."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.linkage.facts import Facts
from homeward.linkage.index import Index
from homeward.linkage.score import score

PERSON = Facts(("Шевченко Олександр Іванович",), ("1988-03-12",))


@pytest.mark.parametrize(
    ("written", "born", "part", "outcome"),
    [
        ("Александр Шевченко", "", "given", "same"),
        ("Shevchenko O.", "", "given", "initial_same"),
        ("Шевченко Олександр Петрович", "", "patronymic", "different"),
        ("Шевчинко Олександр", "", "surname", "same"),
        ("Шевченко Олександр", "1988-12-03", "born", "swapped"),
        ("Шевченко Олександр", "1988-03-17", "born", "one_digit"),
        ("Шевченко Олександр", "1988", "born", "year_same"),
        ("Бойко Олександр", "1988-03-12", "surname", "different"),
    ],
)
def test_each_part_says_how_it_compares(written: str, born: str, part: str, outcome: str) -> None:
    found = score(Facts((written,), (born,) if born else ()), PERSON)
    assert {one.name: one.outcome for one in found.parts}[part] == outcome


def test_the_parts_and_the_prior_add_up_to_the_log_odds() -> None:
    found = score(Facts(("Шевченко О. І.",)), PERSON, population=500)
    assert found.log_odds == pytest.approx(found.prior + sum(part.log_odds for part in found.parts))


def test_a_different_father_speaks_strongly_against() -> None:
    same = score(Facts(("Шевченко Олександр Іванович",)), PERSON).probability
    other = score(Facts(("Шевченко Олександр Петрович",)), PERSON).probability
    assert other < 0.2 < same


def test_a_person_added_is_found_at_once_and_one_removed_no_more() -> None:
    index = Index.build([("a", PERSON)])
    index.add("b", Facts(("Бойко Іван",)))
    assert index.search(Facts(("Boyko Ivan",)))[0].person == "b"
    index.remove("b")
    assert "b" not in {one.person for one in index.search(Facts(("Boyko Ivan",)))}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["Бойко Іван", "Коваль Ігор", "Шевчук Олег", "Мельник Тарас"]), min_size=1, max_size=6))
def test_the_index_ranks_as_comparing_everybody_does(names: list[str]) -> None:
    people = [(str(number), Facts((name,))) for number, name in enumerate(names)]
    index = Index.build(people)
    wanted = Facts((names[0],))
    best = max(score(wanted, facts, 2 * len(people)).log_odds for _, facts in people)
    assert index.search(wanted)[0].score.log_odds == pytest.approx(best)
