"""Agreed terms as data that both sides evaluate alike, and the answer to every line of a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward import canonical
from homeward.channel import kinds, predicate, terms
from homeward.channel.conformance import Probable, Verdict, conformance, reply
from homeward.channel.event import Named
from homeward.channel.predicate import Aged, BadPredicate, Every, Fact, Held, OneOf, Other, Person, Rule, Some, Stated
from homeward.channel.terms import Agreement, BadAgreement, Category, Column, Decider, Number, breaches, standing

ON = date(2026, 11, 24)
WOMAN = OneOf(Fact.SEX, ("female",))


@pytest.mark.parametrize(
    ("rule", "person", "found"),
    [
        (WOMAN, Person("a", {Fact.SEX: "female"}), True),
        (WOMAN, Person("a", {Fact.SEX: "male"}), False),
        (WOMAN, Person("a", {Fact.SEX: "unknown"}), None),
        (WOMAN, Person("a"), None),
        (Aged(25, below=True), Person("a", born="2001-11-25"), True),
        (Aged(25, below=True), Person("a", born="2001-11-24"), False),
        (Aged(25, below=True), Person("a", born="2001"), None),
        (Aged(25, below=True), Person("a", born="199X"), False),
        (Aged(60), Person("a", born="1966-11-24"), True),
        (Aged(60), Person("a", born="?"), None),
        (Held(365), Person("a", held_from="2025-11-24"), True),
        (Held(365), Person("a", held_from="2025-11-25"), False),
        (Held(365), Person("a", held_from="2025-11"), None),
        (Stated("seriously_sick"), Person("a", states=frozenset({"seriously_sick"})), True),
        (Stated("seriously_sick"), Person("a"), None),
        (Every((WOMAN, Aged(60))), Person("a", {Fact.SEX: "male"}), False),
        (Every((WOMAN, Aged(60))), Person("a", {Fact.SEX: "female"}), None),
        (Some((WOMAN, Aged(60))), Person("a", {Fact.SEX: "female"}), True),
        (Some((WOMAN, Aged(60))), Person("a", {Fact.SEX: "male"}), None),
        (Other(WOMAN), Person("a", {Fact.SEX: "male"}), True),
        (Other(WOMAN), Person("a"), None),
    ],
)
def test_a_rule_answers_yes_no_or_not_known(rule: Rule, person: Person, found: bool | None) -> None:
    assert rule.holds(person, ON) is found


LEAVES: st.SearchStrategy[Rule] = st.one_of(
    st.builds(OneOf, st.sampled_from(Fact), st.lists(st.sampled_from(["female", "x"]), min_size=1).map(tuple)),
    st.builds(Aged, st.integers(0, 120), st.booleans()),
    st.builds(Held, st.integers(0, 9999)),
    st.builds(Stated, st.sampled_from(["a", "b"])),
)
RULES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Other, inner),
        st.builds(Every, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Some, st.lists(inner, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


@given(RULES)
def test_a_rule_survives_the_wire(rule: Rule) -> None:
    assert predicate.read(canonical.decode(canonical.encode(rule.to_value()))) == rule


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"age": {"over": 3}},
        {"age": {"from": -1}},
        {"age": {"from": True}},
        {"fact": "salary", "in": ["x"]},
        {"fact": "sex", "in": []},
        {"all": []},
        {"not": "x"},
        {"held": {"days": 1, "hours": 2}},
        {"all": [{"stated": "a"}], "any": [{"stated": "a"}]},
    ],
)
def test_anything_else_is_no_rule(value: canonical.Value) -> None:
    with pytest.raises(BadPredicate):
        predicate.read(value)


def test_a_rule_of_too_many_parts_is_not_read() -> None:
    with pytest.raises(BadPredicate, match="more than 64"):
        predicate.read({"any": [{"stated": "a"} for _ in range(64)]})


AGREED = Agreement(
    ON,
    (
        replace(terms.known()["military"], decides=Decider.MEDIATOR),
        terms.known()["woman"],
        terms.known()["under_25"],
    ),
    (Number("woman", 1, 0),),
    (1, 1),
    12,
    (date(2026, 12, 1),),
    ("the bridge",),
    (Column.NAME, Column.BORN),
)


def test_agreed_terms_survive_the_wire() -> None:
    assert terms.read(canonical.decode(canonical.encode(AGREED.to_value()))) == AGREED  # type: ignore[arg-type]


@pytest.mark.parametrize("key", ["on", "categories", "numbers", "ratio", "days", "columns"])
def test_damaged_terms_are_refused(key: str) -> None:
    with pytest.raises(BadAgreement):
        terms.read({**AGREED.to_value(), key: "x"})


def test_a_number_of_a_category_nobody_agreed_on_contradicts() -> None:
    with pytest.raises(BadAgreement, match="contradict"):
        Agreement(ON, (), (Number("woman", 1, 0),))


def test_both_sides_find_the_same_breaches() -> None:
    read = terms.read(AGREED.to_value())
    give, receive = [Person("a", {Fact.SEX: "male"})], [Person("x", {Fact.SEX: "female"}), Person("y")]
    found = breaches(AGREED, give, receive)
    assert found == breaches(read, give, receive)
    assert [said.key for said in found] == ["breach_number", "breach_number", "breach_ratio"]
    assert breaches(AGREED, [Person("a", {Fact.SEX: "female"})], [Person("x", {Fact.SEX: "male"})]) == ()


def test_who_decides_is_part_of_the_terms() -> None:
    assert standing(AGREED, "military", Person("a")) == terms.Standing(None, Decider.MEDIATOR)
    with pytest.raises(BadAgreement, match="not agreed"):
        standing(AGREED, "chaplain", Person("a"))


SOLDIER = {Fact.KIND: "military"}
REGISTER = {
    "l1": Probable(Person("p1", SOLDIER, "1990-05-12"), ("Коваль Іван Петрович",), 0.99),
    "l2": Probable(Person("p2", SOLDIER, "1991", home=True), ("Орлов Пётр Ильич",), 0.9),
    "l3": Probable(Person("p3", {Fact.KIND: "civilian"}, "1992"), ("Гнатюк Лев",), 0.9),
    "l4": Probable(Person("p4", {Fact.KIND: "medical_personnel"}, "1993"), ("Лисенко Юрій",), 0.9),
    "l5": Probable(Person("p5", {}, "1994"), ("Бойко Степан",), 0.9),
    "l6": Probable(Person("p1", SOLDIER, "1990-05-12"), ("Коваль Іван Петрович",), 0.8),
    "l7": Probable(Person("p7", SOLDIER, "1995"), ("Мороз Остап",), 0.7),
    "l8": Probable(Person("p8", SOLDIER, "1996"), ("Кравець Данило",), 0.7),
    "l9": Probable(Person("p9", SOLDIER, "1997"), ("Савчук Марко",), 0.49),
}
LINES = [
    Named("l1", "Коваль Иван Петрович", "1990-05-12"),
    Named("l2", "Орлов Пётр Ильич", "1991"),
    Named("l3", "Гнатюк Лев", "1992"),
    Named("l4", "Лисенко Юрій", "1993"),
    Named("l5", "Бойко Степан", "1994"),
    Named("l6", "Коваль Іван Петрович", "1990-05-12"),
    Named("l7", "Мороз Назар", "1995"),
    Named("l8", "Кравець Данило", "1986"),
    Named("l9", "Савчук Мирон", "1997"),
    Named("l0", "Хтось Інший", ""),
]


def test_every_line_of_a_list_is_answered() -> None:
    found = conformance(LINES, "military", AGREED, lambda line: REGISTER.get(line.id))
    assert {one.line.id: one.verdicts for one in found} == {
        "l1": (Verdict.AGREES,),
        "l2": (Verdict.ALREADY_HOME,),
        "l3": (Verdict.CIVILIAN,),
        "l4": (Verdict.NOT_OF_CATEGORY,),
        "l5": (Verdict.UNDECIDED,),
        "l6": (Verdict.DUPLICATE,),
        "l7": (Verdict.NAME_DIFFERS,),
        "l8": (Verdict.BIRTH_DIFFERS,),
        "l9": (Verdict.UNKNOWN,),
        "l0": (Verdict.INCOMPLETE, Verdict.UNKNOWN),
    }
    assert found[6].probable == REGISTER["l7"]
    assert "mediator" in found[4].sayings()[0].in_language("en")


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_every_verdict_speaks(language: str) -> None:
    found = conformance(LINES, "military", AGREED, lambda line: REGISTER.get(line.id))
    assert all(said.in_language(language) for one in found for said in one.sayings())


def test_the_answer_that_is_sent_fits_its_form_and_names_nobody() -> None:
    found = conformance(LINES, "military", AGREED, lambda line: REGISTER.get(line.id))
    answer = reply(found)
    data: dict[str, canonical.Value] = {"of": "0" * 64, **answer}
    assert kinds.check(kinds.kind("conformance"), data) == data
    assert answer["undecided"] == ["l5", "l0"]
    assert b"p7" not in canonical.encode(data)


def test_the_same_unknown_name_twice_is_a_duplicate() -> None:
    twice = [Named("l0", "Хтось Інший", "1990"), Named("l1", "Хтось Інший", "1990")]
    found = conformance(twice, "woman", AGREED, lambda line: None)
    assert found[1].verdicts == (Verdict.DUPLICATE, Verdict.UNKNOWN)


def test_the_ready_categories_name_their_source_and_can_be_read_back() -> None:
    for category in terms.known().values():
        assert predicate.read(category.rule.to_value()) == category.rule
    assert isinstance(terms.known()["minor"], Category)
