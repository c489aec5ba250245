"""Scores of pairs and the search over a register."""

from __future__ import annotations

import csv
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.linkage.facts import Facts
from homeward.linkage.index import Index
from homeward.linkage.score import score
from homeward.words import say

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
        ("Шевченко-Бойко Олександр", "", "surname", "same"),
        ("Шевченко Андрій Іванович", "", "patronymic", "same_as_siblings"),
        ("Шевченкові Олександрові Івановичеві", "", "patronymic", "same"),
        ("Шевченко Олександр", "31.02.1988", "born", "different"),
        ("Шевченко Олександр", "unknown", "born", "absent"),
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


def test_one_word_in_common_does_not_make_two_surnames_one() -> None:
    found = score(Facts(("Хосе Мануэл Барросо",)), Facts(("Хосе Мария Бенегас",)))
    assert found.parts[0].outcome == "different"


def test_a_brother_is_not_taken_for_him() -> None:
    brother = score(Facts(("Шевченко Андрій Іванович",)), PERSON)
    assert brother.probability < 0.05


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "date of birth agrees (1988-03-12)"),
        ("uk", "дата народження збігається (1988-03-12)"),
        ("ru", "дата рождения совпадает (1988-03-12)"),
    ],
)
def test_the_reasons_speak_three_languages(language: str, sentence: str) -> None:
    parts = score(Facts(("Shevchenko",), ("1988-03-12",)), PERSON).parts
    assert {part.name: part.saying.in_language(language) for part in parts}["born"] == sentence


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_every_outcome_of_the_table_has_a_sentence(language: str) -> None:
    table = resources.files("homeward.linkage").joinpath("data", "weights.csv").read_text("utf-8")
    for row in csv.DictReader(table.splitlines()):
        assert say("linkage", f"{row['part']}_{row['outcome']}", language, left="a", right="b")


def test_of_two_namesakes_neither_comes_out_likely() -> None:
    name = Facts(("Сиденко Олена Петрівна",))
    alone = Index.build([("a", name)]).search(name, population=1000)
    both = Index.build([("a", name), ("b", name)]).search(name, population=1000)
    assert alone[0].score.probability > 0.9
    assert [one.score.probability for one in both] == pytest.approx([0.5, 0.5], abs=0.02)


def test_a_date_of_birth_tells_namesakes_apart() -> None:
    people = [(born, Facts(("Сиденко Олена Петрівна",), (born,))) for born in ("1990-01-02", "1985-07-11")]
    found = Index.build(people).search(Facts(("Сиденко О. П.",), ("1985-07-11",)), population=1000)
    assert found[0].person == "1985-07-11"
    assert found[0].score.probability > 0.9
