"""Who comes instead of somebody at the crossing: shown ranked, chosen by a click, agreed to, and only then changed."""

from __future__ import annotations

from typing import Any

import pytest

from desk.channel.models import Deal
from desk.handover import actions, queries
from desk.handover.models import Operation, Row
from desk.register.models import Person
from homeward.handover.plan import BadPlan
from tests.desk.handover.steps import cleared
from tests.desk.handover.test_heard import say
from tests.desk.planner.conftest import World, crowd, put, world  # noqa: F401


@pytest.fixture
def operation(put: Any, world: World, staff: Any) -> Operation:  # noqa: F811
    """Two for two as the planner proposed it, in two stages, the first of them on the road."""
    Deal.objects.update(state="sealed")
    deal = Deal.objects.get(proposal=put.public_id)
    opened = actions.open_operation(by=world.negotiator, at=world.now, deal=deal, stages=2)
    cleared(opened, staff, world.now)
    actions.act(by=staff("escort"), at=world.now, operation=opened, kind="move", party="VRH", data={"stage": 1})
    return opened


@pytest.fixture
def row(operation: Operation, staff: Any, world: World) -> Row:  # noqa: F811
    """Somebody of ours who did not come."""
    found = operation.stages.get(number=1).rows.get(direction="receive")
    return actions.mark(by=staff("escort"), at=world.now, row=found, seen=False)


def propose(row: Row, comes: Person, world: World) -> Any:  # noqa: F811
    by, leaves = world.negotiator, row.person.public_id
    return actions.propose_substitute(
        by=by, at=world.now, stage=row.stage, leaves=leaves, comes=comes, points=8, party="VRH"
    )


def test_a_click_proposes_and_their_agreement_changes_the_manifest(
    operation: Operation,
    row: Row,
    world: World,  # noqa: F811
    crowd: dict[str, Person],  # noqa: F811
    signed_in: Any,
) -> None:
    escort, address = signed_in("escort"), f"/operations/{operation.public_id}/"
    page = f"{address}stages/1/instead/{row.pk}/"
    assert page in escort.get(f"{address}stages/1/").content.decode()
    ranked = escort.get(page).content.decode()
    assert 0 < ranked.index("Мельник") < ranked.index("Шевчук")
    escort.post(page, {"comes": crowd["Мельник"].public_id})
    assert "Enter that they agree" in escort.get(address).content.decode()
    assert row in operation.stages.get(number=1).rows.all()
    world.deliver()
    [proposed] = [one for one in world.peer.transcript.effective if one.act.kind == "substitute"]
    say(world, "comply", {"of": proposed.id})
    escort.post(f"{address}hear/")
    [came] = operation.stages.get(number=1).rows.filter(direction="receive")
    assert (came.person, came.instead_of, came.mark) == (crowd["Мельник"], row, "expected")
    assert f"instead of {row.person.display_name}" in escort.get(f"{address}manifest/").content.decode()


def test_their_agreement_on_paper_is_entered(
    operation: Operation,
    row: Row,
    world: World,  # noqa: F811
    crowd: dict[str, Person],  # noqa: F811
    signed_in: Any,
) -> None:
    propose(row, crowd["Мельник"], world)
    signed_in("escort").post(f"/operations/{operation.public_id}/agree/", {"leaves": row.person.public_id})
    assert operation.stages.get(number=1).rows.get(direction="receive").person == crowd["Мельник"]


def test_a_deal_that_the_planner_did_not_propose_has_nobody_ready(row: Row, signed_in: Any) -> None:
    Deal.objects.update(proposal="")
    address = f"/operations/{row.stage.operation.public_id}/stages/1/instead/{row.pk}/"
    assert "Nobody is ready" in signed_in("escort").get(address).content.decode()


def test_nobody_on_a_manifest_comes_instead_and_nothing_changes(operation: Operation, row: Row, world: World) -> None:  # noqa: F811
    second = operation.stages.get(number=2).rows.get(direction="receive")
    before = queries.machine(operation)
    with pytest.raises(BadPlan, match="another operation under way"):
        propose(row, second.person, world)
    assert queries.machine(operation) == before


def test_who_came_instead_stands_on_no_other_manifest(
    operation: Operation,
    row: Row,
    world: World,  # noqa: F811
    crowd: dict[str, Person],  # noqa: F811
) -> None:
    propose(row, crowd["Мельник"], world)
    [waiting] = queries.substitutes(operation, queries.machine(operation))
    actions.agree_substitute(
        by=world.negotiator, at=world.now, operation=operation, proposed=waiting.value, party="ZLS"
    )
    second = operation.stages.get(number=2).rows.get(direction="receive")
    with pytest.raises(BadPlan, match="another operation under way"):
        propose(second, crowd["Мельник"], world)
    assert queries.seats_missing(operation) == 4
    assert row.person.public_id not in queries.machine(operation).stages[0].manifest


def test_who_may_not_lead_sees_nobody(row: Row, signed_in: Any) -> None:
    address = f"/operations/{row.stage.operation.public_id}/"
    for role in ("observer", "negotiator"):
        assert signed_in(role).get(f"{address}stages/1/instead/{row.pk}/").status_code == 403
        assert signed_in(role).post(f"{address}agree/").status_code == 403
