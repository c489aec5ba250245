"""Who may stand on a list of ours, how long it may be, and numbers that name its recipient and nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from homeward.canonical import Value
from homeward.channel.carriers.blob import MAX_BLOB
from homeward.channel.event import Named
from homeward.channel.listing import LONGEST, Entry, Fault, judge, line_id, most
from homeward.channel.predicate import Fact, Person
from homeward.channel.terms import Agreement, BadAgreement, Column, known
from tests.homeward.channel.parties import AT, EXP, party

TERMS = Agreement(date(2026, 11, 24), (known()["woman"],))
ANNA = Entry("p1", Named("", "Anna", "1990"), Person("p1", {Fact.SEX: "female"}))
IVAN = Entry("p2", Named("", "Ivan", "1991"), Person("p2", {Fact.SEX: "male"}))


def faults(*entries: Entry, terms: Agreement = TERMS) -> list[Fault | None]:
    return [line.fault for line in judge(entries, "woman", terms)]


def test_who_is_of_the_category_and_free_stands_on_the_list() -> None:
    [line] = judge([ANNA], "woman", TERMS)
    assert (line.number, line.fault, line.undecided, line.saying) == (1, None, False, None)


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (replace(ANNA, person=None), Fault.UNKNOWN),
        (replace(ANNA, person=Person("p1", {Fact.SEX: "female"}, home=True)), Fault.HOME),
        (replace(ANNA, against=Fault.NO_CONSENT), Fault.NO_CONSENT),
        (IVAN, Fault.NOT_OF_CATEGORY),
    ],
)
def test_who_may_not_is_refused_with_the_reason(entry: Entry, fault: Fault) -> None:
    assert faults(entry) == [fault]


def test_a_person_named_twice_is_refused_the_second_time() -> None:
    assert faults(ANNA, ANNA) == [None, Fault.TWICE]


def test_what_the_agreed_list_must_say_may_not_be_missing() -> None:
    terms = replace(TERMS, columns=(Column.NAME, Column.BORN))
    assert faults(replace(ANNA, named=Named("", "Anna", "")), terms=terms) == [Fault.INCOMPLETE]


def test_where_the_records_do_not_tell_the_line_stays_and_is_marked() -> None:
    [line] = judge([replace(ANNA, person=Person("p1"))], "woman", TERMS)
    assert (line.fault, line.undecided) == (None, True)


def test_a_category_nobody_agreed_on_is_refused() -> None:
    with pytest.raises(BadAgreement):
        judge([ANNA], "chaplain", TERMS)


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_every_fault_is_a_sentence_that_names_the_line_and_nobody(fault: Fault, language: str) -> None:
    told = judge([ANNA, replace(ANNA, id="p3", against=fault)], "woman", TERMS)[1].saying
    assert told
    assert "2" in told.in_language(language)
    assert "Anna" not in told.in_language(language)


@pytest.mark.parametrize(
    ("agreed", "possible", "lines"),
    [
        (300, 5000, 315),
        (6000, 9000, 1500),
        (10, 5000, 10),
        (0, 50, 0),
        (None, 5000, 100),
        (None, 60, 30),
        (None, 1, 1),
        (None, 0, 0),
    ],
)
def test_a_list_is_never_longer_than_agreed_and_never_a_whole_register(
    agreed: int | None, possible: int, lines: int
) -> None:
    assert most(agreed, possible) == lines


def test_the_longest_list_with_long_names_fits_into_a_message() -> None:
    name = "Преображенська-Кривоноженко Олександра Володимирівна"
    people: list[Value] = [Named(f"{n:016x}", name, "1990-05-12").to_value() for n in range(LONGEST)]
    end = party("VRH")
    data: dict[str, Value] = {"list": "l1", "category": "woman", "as_of": "2026-11-24", "salt": "s" * 64}
    said = end.say(end.act("list", {**data, "people": people}, EXP), AT)
    assert len(end.seal(said, AT)) < MAX_BLOB


def test_the_number_of_a_line_is_of_one_list_and_one_channel_alone() -> None:
    one = line_id(b"s" * 32, "ch1", "l1", "p1")
    assert one == "3543d12e9c6b5fc0"
    others = [
        line_id(b"s" * 32, "ch2", "l1", "p1"),
        line_id(b"s" * 32, "ch1", "l2", "p1"),
        line_id(b"s" * 32, "ch1", "l1", "p2"),
        line_id(b"t" * 32, "ch1", "l1", "p1"),
    ]
    assert len({one, *others}) == 5
