"""Who could come instead of somebody of an approved package, and what each person is worth to us."""

from __future__ import annotations

from typing import Any

import pytest

from desk import flow
from desk.channel.models import Deal
from desk.errors import Refused
from desk.planner import actions, queries
from desk.planner.models import Proposal, Reserve
from desk.register.models import Person
from homeward.planner.terms import Terms
from tests.desk.channel.conftest import World


def surnames(found: list[queries.Standby]) -> list[str]:
    return [person.display_name.split()[0] for one in found for person in one.people]


def test_once_a_package_is_approved_it_is_kept_who_could_come_instead(put: Proposal, crowd: Any) -> None:
    flow.advance()
    put.refresh_from_db()
    assert put.reserved_at is not None
    found = queries.reserves_of(put)
    assert surnames(found[crowd["Гнатюк"].public_id]) == ["Мельник", "Шевчук"]
    flow.skip_to_the_end()
    flow.advance()
    assert Reserve.objects.filter(proposed__person=crowd["Гнатюк"]).count() == 2


def test_nothing_is_kept_before_two_superiors_approved(crowd: Any, world: World) -> None:
    found = actions.propose(by=world.negotiator, at=world.now, title="Two", terms=Terms(2, 2))
    with pytest.raises(Refused, match="once a package is approved"):
        actions.keep_reserves(by=world.negotiator, at=world.now, proposal=found)


def test_who_could_come_is_worked_out_once(put: Proposal, world: World) -> None:
    actions.keep_reserves(by=world.negotiator, at=world.now, proposal=put)
    with pytest.raises(Refused, match="already"):
        actions.keep_reserves(by=world.negotiator, at=world.now, proposal=put)


def test_at_the_crossing_the_best_of_those_ready_stands_in(
    deal: Deal, put: Proposal, crowd: dict[str, Person], world: World, django_assert_max_num_queries: Any
) -> None:
    actions.keep_reserves(by=world.negotiator, at=world.now, proposal=put)
    gone, late = (crowd[name].public_id for name in ("Гнатюк", "Шевчук"))
    with django_assert_max_num_queries(8):
        assert surnames(queries.replacements_for(deal, gone, most=2)) == ["Мельник", "Шевчук"]
    assert surnames(queries.replacements_for(deal, gone, ready=frozenset({late}))) == ["Шевчук"]
    assert queries.replacements_for(deal, gone, ready=frozenset()) == []


def test_a_reserve_who_refuses_by_now_is_not_named(
    deal: Deal, put: Proposal, crowd: dict[str, Person], world: World
) -> None:
    actions.keep_reserves(by=world.negotiator, at=world.now, proposal=put)
    current = crowd["Мельник"].current
    current.values["ex_wish"] = ["refuses"]
    current.save()
    assert surnames(queries.replacements_for(deal, crowd["Гнатюк"].public_id)) == ["Шевчук"]


def test_after_one_change_the_planner_is_asked_again_with_those_who_cross_now(
    deal: Deal, crowd: dict[str, Person]
) -> None:
    gone = crowd["Лисенко"]
    gone.current.as_grade = "dead_confirmed"
    gone.current.save()
    now = frozenset((*deal.give, *deal.receive)) - {crowd["Гнатюк"].public_id} | {crowd["Мельник"].public_id}
    found = queries.replacements_for(deal, gone.public_id, crossing=now)
    assert surnames(found) == ["Гнатюк", "Шевчук"]
    assert dict(found[1].changes)["months"] == -19


def test_of_a_deal_that_is_not_ours_nothing_is_known(deal: Deal, crowd: dict[str, Person]) -> None:
    deal.proposal = ""
    assert queries.replacements_for(deal, crowd["Гнатюк"].public_id) == []
    assert queries.values_for(deal) == {}


def test_our_own_values_follow_the_objectives_and_both_ways_add_up_alike(deal: Deal, crowd: dict[str, Person]) -> None:
    values = queries.values_for(deal)
    first, second = (values[crowd[name].public_id] for name in ("Гнатюк", "Лисенко"))
    assert first > second
    assert sum(values[id] for id in deal.receive) == sum(values[id] for id in deal.give) == 10_000
    assert {values[id] for id in deal.give} == {5000}
