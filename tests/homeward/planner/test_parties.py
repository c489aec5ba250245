"""Deals among many parties: small ones by hand, all plans of tiny ones, and those that took place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.planner.parties.clauses import After, Balance, Clause, Host, Most, Needs, Only
from homeward.planner.parties.deal import NoDeal, best_deal, feasible
from homeward.planner.parties.explain import conflict, keystones, prices, why_out, without
from homeward.planner.parties.givens import Late, NoHost, Unwilling, Withheld, givens
from homeward.planner.parties.historic import scenario, scenarios
from homeward.planner.parties.table import Act, BadTable, Group, Table

ON, UNTIL = date(2026, 11, 24), date(2026, 12, 24)


def table(*groups: Group, acts: tuple[Act, ...] = (), parties: str = "ABC") -> Table:
    return Table(tuple(parties), groups, ON, UNTIL, acts)


ONE = Group("one", "A", "B", 1)
MANY = Group("many", "B", "A", 10, whole=False)


def test_people_are_released_by_one_party_for_people_released_by_another() -> None:
    given_by_third = Group("third", "C", "A", 2)
    deal = best_deal(
        table(ONE, MANY, given_by_third), (Needs("A", ("third",)), Needs("C", ("many",)), Needs("B", ("one",)))
    )
    assert deal.released == (("one", 1), ("many", 10), ("third", 2))
    assert deal.proven


def test_without_the_person_it_cannot_do_without_a_party_releases_nobody() -> None:
    clauses = (Needs("B", ("one",)),)
    loss = without(table(ONE, MANY), clauses, best_deal(table(ONE, MANY), clauses), "one")
    assert loss.falls == (("many", 10),)
    assert loss.left.released == ()
    assert loss.because == (*clauses, Withheld("one"))


def test_a_family_goes_whole_or_not_at_all() -> None:
    family = Group("family", "A", "B", 4)
    assert best_deal(table(family), (Most("A", 3),)).released == ()
    assert best_deal(table(replace(family, whole=False)), (Most("A", 3),)).released == (("family", 3),)


def test_the_weights_that_were_stated_decide() -> None:
    first, second = Group("first", "A", "B", 2), Group("second", "A", "B", 1, weight=3)
    assert best_deal(table(first, second), (Most("A", 2),)).released == (("second", 1),)


def test_a_pardon_comes_first_and_sets_the_day() -> None:
    pardon = Act("pardon", "A", date(2026, 12, 1))
    deal = best_deal(table(ONE, acts=(pardon,)), (After(("one",), "pardon"),))
    assert (deal.acts, deal.on) == (("pardon",), date(2026, 12, 1))


def test_an_act_that_nobody_needs_is_not_asked_for() -> None:
    deal = best_deal(table(ONE, acts=(Act("pardon", "A", date(2026, 12, 1)),)), ())
    assert (deal.acts, deal.on) == ((), ON)


@pytest.mark.parametrize("ready", [None, date(2027, 1, 1)])
def test_a_pardon_that_comes_too_late_or_never_is_named(ready: date | None) -> None:
    late = table(ONE, acts=(Act("pardon", "A", ready),))
    clauses = (After(("one",), "pardon"),)
    assert best_deal(late, clauses).released == ()
    assert set(conflict(late, clauses, {"one": 1})) == {*clauses, Late("pardon")}


def test_nobody_stays_where_no_state_has_agreed_to_host_him() -> None:
    staying = table(replace(ONE, stays="C"))
    assert best_deal(staying, ()).released == ()
    assert conflict(staying, (), {"one": 1}) == (NoHost("C"),)
    assert best_deal(staying, (Host("C", 1),)).released == (("one", 1),)


def test_nobody_is_released_against_his_will() -> None:
    unwilling = table(replace(ONE, willing=False))
    assert best_deal(unwilling, ()).released == ()
    assert conflict(unwilling, (), {"one": 1}) == (Unwilling("one"),)


def test_a_share_of_one_group_goes_only_as_the_same_share_of_another() -> None:
    thirty = Group("thirty", "A", "B", 30, whole=False)
    deal = best_deal(table(thirty, MANY), (Only(("thirty",), ("many",)), Most("B", 7)))
    assert deal.released == (("thirty", 21), ("many", 7))


def test_two_are_released_for_three() -> None:
    ours, theirs = Group("ours", "A", "B", 9, whole=False), Group("theirs", "B", "A", 9, whole=False)
    assert best_deal(table(ours, theirs), (Balance("A", "B", (2, 3)),)).released == (("ours", 6), ("theirs", 9))


def test_the_dead_are_balanced_apart_from_the_living() -> None:
    dead = Group("dead", "A", "B", 5, whole=False, bodies=True)
    deal = best_deal(table(dead, MANY), (Balance("A", "B", bodies=True), Balance("A", "B", tolerance=2)))
    assert deal.released == (("many", 2),)


def test_without_a_keystone_others_do_not_come_and_the_clauses_say_why() -> None:
    clauses = (Needs("B", ("one",)), Most("B", 10))
    found = keystones(table(ONE, MANY, Group("free", "C", "A", 1)), clauses, best_deal(table(ONE, MANY), clauses))
    assert [(one.piece, one.worth) for one in found] == [("A", 10), ("one", 10)]


def test_where_each_could_come_without_the_piece_but_not_all_the_clash_is_about_all() -> None:
    first, second = Group("first", "A", "B", 3), Group("second", "A", "B", 3)
    over = table(first, second, Group("four", "B", "A", 4, whole=False), Group("two", "B", "A", 2))
    clauses = (Balance("A", "B"),)
    loss = without(over, clauses, best_deal(over, clauses), "two")
    assert sum(number for _, number in loss.falls) == 4
    assert loss.because == (*clauses, Withheld("two"))


def test_why_a_group_is_left_out_is_a_clash_or_what_it_would_cost() -> None:
    first, second = Group("first", "A", "B", 2), Group("second", "A", "B", 1)
    clauses = (Most("A", 2),)
    deal = best_deal(table(first, second), clauses)
    why = why_out(table(first, second), clauses, deal, "second")
    assert why.instead is not None
    assert (why.because, why.cost, why.instead.released) == ((), 1, (("second", 1),))
    three = Group("three", "A", "C", 3)
    assert why_out(table(first, three), clauses, deal, "three").because == clauses


def test_what_a_clause_costs_is_told_for_those_that_cost() -> None:
    clauses = (Most("B", 4), Most("A", 5))
    costly = prices(table(ONE, MANY), clauses, best_deal(table(ONE, MANY), clauses))
    assert [(clause, deal.worth) for clause, deal in costly] == [(Most("B", 4), 11)]


def test_more_people_than_the_clauses_allow_cannot_be_asked_for() -> None:
    with pytest.raises(NoDeal):
        best_deal(table(MANY), (Most("B", 4),), least={"many": 5})


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: table(ONE, ONE),
        lambda: table(Group("x", "A", "D", 1)),
        lambda: table(ONE, parties="A"),
        lambda: table(ONE, parties="ABCDEFGHI"),
        lambda: table(Group("x", "A", "B", 1, members=frozenset("p")), Group("y", "A", "C", 1, members=frozenset("p"))),
        lambda: Group("x", "A", "B", 0),
        lambda: Group("x", "A", "A", 1),
        lambda: Group("x", "A", "B", 2, members=frozenset("p")),
        lambda: replace(table(ONE), until=date(2026, 1, 1)),
        lambda: replace(table(ONE), withheld=frozenset({"nobody"})),
        lambda: best_deal(table(ONE), (Needs("A", ("nobody",)),)),
        lambda: best_deal(table(ONE), (Needs("D", ("one",)),)),
        lambda: scenario("never"),
    ],
)
def test_what_contradicts_itself_is_refused(wrong: object) -> None:
    with pytest.raises(BadTable):
        wrong()  # type: ignore[operator]


def test_every_clause_is_said_in_three_languages() -> None:
    whole = replace(
        table(replace(ONE, willing=False, stays="C"), MANY, acts=(Act("pardon", "A", None),)),
        withheld=frozenset({"A", "many", "pardon"}),
    )
    stated: tuple[Clause, ...] = (
        Needs("A", ("many",)),
        Only(("one",), ("many",)),
        After(("one",), "pardon"),
        Host("B", 1),
        Balance("A", "B"),
        Balance("A", "B", bodies=True),
        Most("A", 1),
    )
    for clause in (*stated, *givens(whole, stated)):
        said = {clause.said(whole).in_language(language) for language in ("en", "uk", "ru")}
        assert len(said) == 3


COUNTED = [one for one in scenarios() if one.table.groups]


@pytest.mark.parametrize("past", COUNTED, ids=lambda one: one.name)
def test_a_deal_that_took_place_comes_out_whole(past: object) -> None:
    deal = best_deal(past.table, past.clauses)  # type: ignore[attr-defined]
    assert dict(deal.released) == {one.id: one.people for one in past.table.groups}  # type: ignore[attr-defined]
    assert deal.proven


@pytest.mark.parametrize("past", COUNTED, ids=lambda one: one.name)
def test_whatever_piece_breaks_it_the_clauses_named_are_a_smallest_clash(past: object) -> None:
    deal = best_deal(past.table, past.clauses)  # type: ignore[attr-defined]
    for loss in keystones(past.table, past.clauses, deal):  # type: ignore[attr-defined]
        poorer = replace(past.table, withheld=frozenset({loss.piece}))  # type: ignore[attr-defined]
        wanted = {id: deal.people(id) for id, _ in loss.falls}
        assert loss.because
        assert not feasible(poorer, loss.because, wanted)


def test_ankara_2024_hangs_on_one_person_held_by_germany() -> None:
    past = scenario("ankara_2024")
    deal = best_deal(past.table, past.clauses)
    assert (deal.worth, len(past.table.parties)) == (26, 8)
    loss = without(past.table, past.clauses, deal, "DEU-RUS")
    assert loss.left.released == ()
    assert [one.said(past.table).in_language("en") for one in loss.because] == [
        "RUS releases nobody unless all of these are released: DEU-RUS, USA-RUS, SVN-RUS, POL-RUS, NOR-RUS.",
        "These people are not released: DEU-RUS.",
    ]


def test_the_family_from_slovenia_is_not_divided() -> None:
    past = scenario("ankara_2024")
    assert best_deal(past.table, (*past.clauses, Most("SVN", 3))).worth == 0


def test_21_september_2022_keeps_the_five_if_the_decree_for_the_one_fails() -> None:
    past = scenario("chernihiv_ankara_2022")
    deal = best_deal(past.table, past.clauses)
    assert (deal.worth, deal.acts, deal.on) == (271, ("decree",), date(2022, 9, 21))
    loss = without(past.table, past.clauses, deal, "decree")
    assert loss.falls == (("RUS-UKR", 200), ("UKR-RUS", 1))
    assert (loss.left.people("RUS-TUR"), loss.left.people("UKR-RUS-2"), loss.left.people("RUS-SAU")) == (5, 55, 10)


def test_the_five_stay_only_while_turkiye_takes_them() -> None:
    past = scenario("chernihiv_ankara_2022")
    fewer = tuple(Host("TUR", 4) if isinstance(one, Host) else one for one in past.clauses)
    assert best_deal(past.table, fewer).worth == 271 - 5 - 55


def test_istanbul_2025_is_equal_day_by_day() -> None:
    past = scenario("istanbul_1000")
    for number in (390, 697, 1000):
        deal = best_deal(past.table, (*past.clauses, Most("RUS", number)))
        assert dict(deal.released) == {"RUS-UKR": number, "UKR-RUS": number}


def test_parity_of_bodies_would_have_left_thousands_behind() -> None:
    past = scenario("istanbul_bodies")
    assert best_deal(past.table, (*past.clauses, Balance("RUS", "UKR", bodies=True))).worth == 2 * 78


def test_a_row_without_a_number_releases_nobody_and_is_told() -> None:
    assert best_deal(scenario("israel_2025").table, ()).released == ()
    assert "published weight table" in scenario("israel_2025").uncounted[0]


def test_the_sick_and_wounded_of_1953_wait_for_nobody() -> None:
    past = scenario("little_switch")
    assert keystones(past.table, past.clauses, best_deal(past.table, past.clauses)) == ()


GROUPS = ("g", "h", "k")


@st.composite
def tables(draw: st.DrawFn) -> Table:
    ways = st.sampled_from([("A", "B"), ("B", "A"), ("A", "C"), ("C", "B")])
    groups = [
        Group(
            name,
            *draw(ways),
            people=draw(st.integers(1, 3)),
            whole=draw(st.booleans()),
            stays=draw(st.sampled_from(["", "", "C"])),
            willing=draw(st.sampled_from([True, True, False])),
            weight=draw(st.integers(0, 3)),
        )
        for name in GROUPS
    ]
    ready = draw(st.sampled_from([ON, date(2026, 12, 1), UNTIL, None]))
    return Table(("A", "B", "C"), tuple(groups), ON, UNTIL, (Act("act", "A", ready),))


PARTY = st.sampled_from("ABC")
SOME = st.lists(st.sampled_from(GROUPS), min_size=1, max_size=2, unique=True).map(tuple)
CLAUSES = st.one_of(
    st.builds(Needs, PARTY, SOME),
    st.builds(Only, SOME, SOME),
    st.builds(After, SOME, st.just("act")),
    st.builds(Host, st.just("C"), st.integers(0, 3)),
    st.builds(Most, PARTY, st.integers(0, 4)),
    st.builds(Balance, st.just("A"), st.just("B"), st.sampled_from([(1, 1), (1, 2)]), st.integers(0, 1)),
)


def kept(one: Clause, over: Table, people: Mapping[str, int], done: bool) -> bool:
    """Whether the numbers keep a clause, read from its sentence."""
    shares = {group.id: people[group.id] / group.people for group in over.groups}
    gives = {party: sum(people[group.id] for group in over.groups if group.holder == party) for party in "ABC"}
    match one:
        case Needs(party, groups):
            return gives[party] == 0 or all(shares[group] == 1 for group in groups)
        case Only(groups, others):
            return all(shares[group] <= shares[other] + 1e-9 for group in groups for other in others)
        case After(groups, _):
            return done or not any(people[group] for group in groups)
        case Host(party, most):
            return sum(people[group.id] for group in over.groups if group.stays == party) <= most
        case Most(party, number):
            return gives[party] <= number
        case Balance(first, second, (a, b), tolerance):
            flow = dict.fromkeys(product("ABC", repeat=2), 0)
            for group in over.groups:
                flow[group.holder, group.claimant] += people[group.id]
            return abs(flow[first, second] * b - flow[second, first] * a) <= tolerance * b
    raise AssertionError(one)


def plans(over: Table) -> Iterator[tuple[dict[str, int], bool]]:
    """Every deal that the table itself allows."""
    choices = [
        [0] if not one.willing else [0, one.people] if one.whole else list(range(one.people + 1)) for one in over.groups
    ]
    possible = [False] if over.acts[0].ready_on is None else [False, True]
    for numbers, done in product(product(*choices), possible):
        yield dict(zip(GROUPS, numbers, strict=True)), done


@settings(max_examples=80, deadline=None)
@given(tables(), st.lists(CLAUSES, max_size=4).map(tuple))
def test_no_deal_of_all_deals_is_worth_more_or_sooner(over: Table, clauses: tuple[Clause, ...]) -> None:
    hosted = any(isinstance(one, Host) for one in clauses)
    ready = over.acts[0].ready_on or ON
    best = max(
        (sum(group.weight * people[group.id] for group in over.groups), -(ready - ON).days * done, -done)
        for people, done in plans(over)
        if all(kept(one, over, people, done) for one in clauses)
        and (hosted or not any(people[group.id] for group in over.groups if group.stays))
    )
    deal = best_deal(over, clauses)
    people = {group: deal.people(group) for group in GROUPS}
    assert (deal.worth, (ON - deal.on).days, -len(deal.acts)) == best
    assert all(kept(one, over, people, bool(deal.acts)) for one in clauses)


@settings(max_examples=40, deadline=None)
@given(tables(), st.lists(CLAUSES, max_size=4).map(tuple), st.dictionaries(st.sampled_from(GROUPS), st.just(1)))
def test_a_conflict_loses_its_force_with_any_of_its_clauses(
    over: Table, clauses: tuple[Clause, ...], wanted: dict[str, int]
) -> None:
    found = conflict(over, clauses, wanted)
    assert feasible(over, (*clauses, *givens(over, clauses)), wanted) == (not found)
    for place in range(len(found)):
        assert feasible(over, found[:place] + found[place + 1 :], wanted)
    assert not found or not feasible(over, found, wanted)
