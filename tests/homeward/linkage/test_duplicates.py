"""People of the register who are probably one."""

from __future__ import annotations

from homeward.linkage.duplicates import duplicates
from homeward.linkage.facts import Facts

PEOPLE = [
    ("p1", Facts(("Шевчук Олександр Іванович",), ("1988-03-12",))),
    ("p2", Facts(("Шевчук Александр Иванович",), ("1988-03-12",))),
    ("p3", Facts(("Шевчук Петро Іванович",), ("1990-07-01",))),
    ("p4", Facts(("Мельник Степан Андрійович",), ("1979-11-30",))),
    ("p5", Facts(("Бондаренко Григорій Павлович",), ("1995-01-09",))),
]


def test_one_person_entered_in_two_spellings_is_found_and_a_brother_is_not() -> None:
    assert [(one.left, one.right) for one in duplicates(PEOPLE)] == [("p1", "p2")]


def test_each_pair_says_why() -> None:
    reasons = [one.key for one in duplicates(PEOPLE)[0].reasons]
    assert any(key.startswith("born_same") for key in reasons)


def test_a_pair_that_was_judged_is_not_asked_again() -> None:
    assert duplicates(PEOPLE, {frozenset({"p1", "p2"})}) == []


def test_an_empty_register_has_no_duplicates() -> None:
    assert duplicates([]) == []


def test_people_without_a_name_are_nobodys_duplicates() -> None:
    assert (
        duplicates([("p1", Facts(("",))), ("p2", Facts(("",))), ("p3", Facts(("І. П.",))), ("p4", Facts(("І. П.",)))])
        == []
    )
