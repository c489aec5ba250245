"""How a pair is judged and how it is explained."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.linkage.facts import Facts
from homeward.linkage.score import prior, score
from homeward.words import say

PERSON = Facts(("Шевченко Олександр Іванович",), ("1988-03-12",))


@pytest.mark.parametrize(
    ("written", "born", "part", "outcome"),
    [
        ("Александр Шевченко", "", "given", "same"),
        ("Shevchenko O.", "", "given", "initial_same"),
        ("Shevchenko V.", "", "given", "initial_different"),
        ("Шевченко Олександр Петрович", "", "patronymic", "different"),
        ("Шевчинко Олександр", "", "surname", "near"),
        ("Шевченко Олександр", "1988-12-03", "born", "swapped"),
        ("Шевченко Олександр", "1988-03-17", "born", "one_digit"),
        ("Шевченко Олександр", "1988", "born", "year_same"),
        ("Шевченко Олександр", "1987/1989", "born", "year_same"),
        ("Бойко Олександр", "1988-03-12", "surname", "different"),
        ("Шевченко-Бойко Олександр", "", "surname", "same"),
        ("Шевченкові Олександрові Івановичеві", "", "patronymic", "same"),
        ("Schewtschenko Sascha", "", "surname", "same"),
        ("Шевченко Олександр", "1988-02-30", "born", "year_same"),
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


def test_a_brother_is_not_taken_for_him() -> None:
    assert score(Facts(("Шевченко Андрій Іванович",)), PERSON).probability < 0.05


def test_the_best_of_several_spellings_counts() -> None:
    known = Facts(("Коваль Іван", "Шевченко Олександр Іванович"))
    alone = score(PERSON, Facts(("Шевченко Олександр Іванович",)))
    assert score(PERSON, known).log_odds == pytest.approx(alone.log_odds)


@pytest.mark.parametrize("text", ["", "😀", "…", "123", "\u200f", "-"])
def test_a_name_without_letters_says_nothing_for_or_against(text: str) -> None:
    found = score(Facts((text,)), PERSON, population=2)
    assert [part.outcome for part in found.parts if part.name == "words"] == ["absent"]
    assert found.probability == pytest.approx(0.5)


def test_initials_alone_never_make_somebody_likely() -> None:
    assert score(Facts(("О. І.",)), PERSON, population=1000).probability <= 0.5


def test_a_name_of_ten_thousand_letters_is_compared_by_its_beginning() -> None:
    assert score(Facts(("Шевченко Олександр " + "я" * 10_000,)), PERSON).probability < 1


def test_relatives_and_appearance_count_too() -> None:
    person = Facts(("Бойко Іван",), kin=("Бойко Марія",), appearance=("eyes=blue", "hair=dark"))
    mention = Facts(("Бойко Іван",), kin=("Бойко Мария",), appearance=("eyes=blue",))
    found = {part.name: part for part in score(mention, person).parts}
    assert found["kin"].outcome == "same"
    assert found["appearance"].outcome == "same"
    assert found["kin"].log_odds > 0


def test_a_text_is_shown_as_it_was_written() -> None:
    person = Facts(("Бойко Іван",), places=("Виправна колонія №90 «Ясенове»",))
    found = {part.name: part for part in score(person, person).parts}
    assert dict(found["place"].saying.values)["left"] == "Виправна колонія №90 «Ясенове»"


def test_one_trait_that_differs_outweighs_one_that_agrees() -> None:
    one, other = (Facts(("Бойко",), appearance=("eyes=blue", f"hair={hair}")) for hair in ("dark", "fair"))
    assert {part.name: part.outcome for part in score(one, other).parts}["appearance"] == "different"


def test_the_prior_is_even_for_two_and_falls_with_the_population() -> None:
    assert prior(2) == 0
    assert prior(1_000_000) < prior(10_000) < 0


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(left: str, right: str) -> None:
    assert 0 <= score(Facts((left,)), Facts((right,))).probability <= 1


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_every_part_is_said_in_every_language(language: str) -> None:
    found = score(Facts(("Бойко А.", "Шевченко"), ("1990",), units=("72 бригада",), ranks=("солдат",)), PERSON)
    said = [say(part.saying.room, part.saying.key, language, **dict(part.saying.values)) for part in found.parts]
    assert all(said)
