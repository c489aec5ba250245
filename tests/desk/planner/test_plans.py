"""Plans for refusals beside the best one, learnt from answers; and how large the next stage may be."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from desk.channel.models import Deal
from desk.evidence.actions import take_in
from desk.planner import actions, candidates, queries
from desk.planner.answers import learnt, recorded
from desk.planner.models import Proposal
from desk.planner.queries.past import gestures_answered, words_kept
from desk.planner.questions import planning_of, question
from desk.register.models import Person
from desk.remains import actions as remains
from desk.remains.models import Basis, Contents
from homeward.planner.ladder import Kept
from homeward.planner.terms import Terms
from tests.desk.channel.conftest import World


def plans(proposal: Proposal) -> list[str]:
    return [one.proposal.plan for one in queries.for_refusals(proposal, question(proposal).pool)]


def test_the_plan_for_most_expected_home_stands_beside_the_best(put: Proposal) -> None:
    assert plans(put) == ["best", "expected"]
    assert put.alternatives.get(plan="expected").order[1:5] == ["unwell", "vulnerable", "expected", "months"]


def test_once_something_was_answered_there_is_a_plan_for_a_bad_case(
    put: Proposal, crowd: dict[str, Person], world: World
) -> None:
    actions.answer(
        by=world.negotiator, at=world.now, proposal=put, person=crowd["Гнатюк"], agreed=False, cause="not_held"
    )
    Deal.objects.update(state="declined")
    found = actions.propose(by=world.negotiator, at=world.now, title="Again", terms=Terms(2, 2))
    assert plans(found) == ["best", "expected", "cautious"]
    best, expected, cautious = queries.for_refusals(found, question(found).pool)
    assert expected.outlook.expected > best.outlook.expected
    assert best.months > expected.months
    assert crowd["Гнатюк"] not in {row.person for row in expected.proposal.people.all()}
    assert cautious.outlook.proposed == 2


def test_what_their_messages_say_teaches_the_odds(
    put: Proposal, deal: Deal, crowd: dict[str, Person], world: World
) -> None:
    world.deliver()
    on = world.peer.transcript.deals()[0][deal.key].on
    world.answer("decline", {"deal": deal.key, "on": on})
    world.receive()
    found = {one.person: (one.agreed, one.share) for one in recorded(world.now.date())}
    asked = [crowd[name].public_id for name in ("Гнатюк", "Лисенко")]
    assert found == dict.fromkeys(asked, (False, 0.5))
    actions.answer(by=world.negotiator, at=world.now, proposal=put, person=crowd["Гнатюк"], agreed=True)
    assert {one.person: one.agreed for one in recorded(world.now.date())} == dict(
        zip(asked, (True, False), strict=True)
    )


def test_the_page_shows_the_plans_side_by_side_and_from_what_they_are_learnt(
    put: Proposal, crowd: dict[str, Person], world: World, signed_in: Any
) -> None:
    client = signed_in("negotiator")
    page = client.get(f"/planner/{put.public_id}/").content.decode()
    assert "Most expected home" in page
    assert "Nothing was answered about anybody yet" in page
    actions.answer(
        by=world.negotiator, at=world.now, proposal=put, person=crowd["Гнатюк"], agreed=False, cause="unit_blocked"
    )
    page = client.get(f"/planner/{put.public_id}/").content.decode()
    assert "1 in all, agreed: 0. releases nobody of this unit: 1." in page


@pytest.fixture
def past(deal: Deal) -> Any:
    """Makes deals of before: who was given, who was received, the state reached."""

    def made(give: list[Person], receive: list[Person], state: str = "closed", **more: Any) -> Deal:
        number = Deal.objects.count()
        values = {
            "give": [one.public_id for one in give],
            "receive": [one.public_id for one in receive],
            "opened_at": deal.opened_at - timedelta(days=90 - number),
        }
        fixed = {"channel": deal.channel, "terms": {}, "people": [], "expires_at": deal.expires_at, "on": "m"}
        return Deal.objects.create(
            key=f"past{number}", state=state, changed_at=deal.changed_at, **{"ours": True} | fixed | values | more
        )

    return made


def test_a_word_is_kept_when_everybody_owed_is_home(past: Any, crowd: dict[str, Person]) -> None:
    gone = crowd["Мельник"].current
    gone.as_grade = "returned"
    gone.save()
    past([], [crowd["Мельник"]])
    past([], [crowd["Мельник"], crowd["Шевчук"]], state="disputed")
    assert words_kept() == [Kept(1, 1), Kept(2, 1)]


def test_a_gesture_is_answered_by_a_deal_that_comes_to_something(past: Any, crowd: dict[str, Person]) -> None:
    past([crowd["Иванов"]], [])
    past([crowd["Иванов"]], [], state="declined")
    past([crowd["Петров"]], [])
    assert gestures_answered() == [False, True]  # the deal of the test was opened after the last


def test_the_page_says_how_large_the_next_stage_may_be(
    past: Any, put: Proposal, crowd: dict[str, Person], signed_in: Any
) -> None:
    client = signed_in("negotiator")
    current = crowd["Шевчук"].current
    current.as_grade = "returned"
    current.save()
    past([], [crowd["Шевчук"]])
    page = client.get(f"/planner/{put.public_id}/?bearable=0").content.decode()
    assert "owed people: 1; it handed over everybody in: 1." in page
    assert "67 per cent" in page
    assert "expose at most: 1" in page


def test_somebody_seriously_sick_of_theirs_is_proposed_for_a_gesture(
    put: Proposal, crowd: dict[str, Person], signed_in: Any
) -> None:
    current = crowd["Сидоров"].current
    current.values["ex_category"] = ["seriously_sick"]
    current.save()
    page = signed_in("negotiator").get(f"/planner/{put.public_id}/").content.decode()
    gesture = page[page.index("A gesture on the ground of article 109") :]
    assert crowd["Сидоров"].display_name in gesture[: gesture.index("</section>")]


def test_what_is_owed_from_an_operation_ended_early_is_carried_into_the_next_terms(
    deal: Deal, crowd: dict[str, Person], world: World, signed_in: Any
) -> None:
    from desk.audit.actions import record

    rows: Any = [
        {"by": party, "id": crowd[name].public_id, "what": "person"}
        for party, name in (("ZLS", "Гнатюк"), ("ZLS", "Лисенко"), ("VRH", "Иванов"))
    ]
    record(by=world.negotiator, at=world.now, act="handover.owed", subject="operation", data={"owed": rows})
    assert queries.ahead() == -1
    page = signed_in("negotiator").get("/planner/new/").content.decode()
    assert 'name="carried" value="-1"' in page


def test_the_bodies_of_the_terms_come_from_the_room_of_the_dead(crowd: dict[str, Person], signed_in: Any) -> None:
    for name, more in {"Гнатюк": {}, "Лисенко": {"rm_identified_by": ["dna"]}}.items():
        current = crowd[name].current
        current.as_grade, current.values = "dead_confirmed", current.values | more
        current.save()
    handed = {"rm_identified_by": ["dna"], "ex_state": ["handed_over"]}
    for name, more in {"Иванов": {"rm_identified_by": ["dental"]}, "Петров": handed}.items():
        current = crowd[name].current
        current.values |= more
        current.save()
    page = signed_in("negotiator").get("/planner/new/").content.decode()
    assert "of our dead not identified here: 1; of theirs identified here and not handed over: 1." in page
    assert 'name="bodies_received" value="1"' in page


def test_an_identification_in_the_room_of_the_dead_is_counted(
    crowd: dict[str, Person], staff: Any, now: datetime
) -> None:
    who = {"by": staff("identifier"), "at": now}
    item = take_in(**who, data=b"r", name="r", source="laboratory", collector="identifier", collected_at=now)
    day = now.date()
    bag = remains.receive(**who, number="1", handover="June", received_on=day)
    bag = remains.open_bag(**who, bag=bag, contents=Contents.BODY, opened_on=day)
    part = remains.describe(**who, bag=bag, label="1", description="femur", sample="S")
    individual = remains.associate(**who, fragment=part, individual=None, reason="first")
    assert candidates.bodies() == (0, 0)
    remains.identify(
        **who,
        individual=individual,
        person=crowd["Иванов"],
        basis=Basis.DNA,
        laboratory="Laboratory",
        report=item,
        identified_on=day,
    )
    assert candidates.bodies() == (0, 1)


def test_a_proposal_is_still_read_when_its_people_are_home_or_changed_their_mind(
    put: Proposal, crowd: dict[str, Person], signed_in: Any
) -> None:
    home = crowd["Гнатюк"].current
    home.as_grade = "returned"
    home.save()
    given = put.people.get(direction="give", person=crowd["Иванов"]).person.current
    given.values["ex_wish"] = ["refuses"]
    given.save()
    client, address = signed_in("negotiator"), f"/planner/{put.public_id}/"
    best, *_ = queries.for_refusals(put, question(put).pool)
    assert best.outlook.proposed == 2
    assert "Months in captivity" in client.get(f"{address}why/{crowd['Гнатюк'].public_id}/").content.decode()
    page = client.get(f"{address}why/{crowd['Иванов'].public_id}/").content.decode()
    assert "could no longer be in a package" in page
    assert "against his will" in page


def test_a_proposal_keeps_the_chances_of_its_day(put: Proposal, crowd: dict[str, Person], world: World) -> None:
    before = question(put).pool
    actions.answer(
        by=world.negotiator, at=world.now, proposal=put, person=crowd["Гнатюк"], agreed=False, cause="not_held"
    )
    assert planning_of(put, world.now).pool == before
    Deal.objects.update(state="declined")
    later = actions.propose(by=world.negotiator, at=world.now, title="Again", terms=Terms(2, 2))
    later.refresh_from_db()
    assert later.to_odds() == learnt(world.now.date())
    denied = planning_of(later, world.now).pool.find(crowd["Гнатюк"].public_id)
    assert denied is not None
    assert denied.acceptance < 50


def test_the_cause_of_a_refusal_of_the_whole_is_shared_among_its_people(
    put: Proposal, deal: Deal, world: World, crowd: dict[str, Person], signed_in: Any
) -> None:
    world.deliver()
    on = world.peer.transcript.deals()[0][deal.key].on
    world.answer("decline", {"deal": deal.key, "on": on, "reason": "Nobody of that brigade."})
    world.receive()
    client, address = signed_in("negotiator"), f"/planner/{put.public_id}/"
    assert "Nobody of that brigade." in client.get(address).content.decode()
    actions.answer(by=world.negotiator, at=world.now, proposal=put, person=crowd["Гнатюк"], agreed=True)
    page = client.post(f"{address}answer/", {"answer": "agreed"}, follow=True).content.decode()
    assert "A refusal has a cause" in page
    client.post(f"{address}answer/", {"answer": "unit_blocked"})
    found = {one.person: (one.agreed, one.cause, one.share) for one in recorded(world.now.date())}
    asked = [crowd[name].public_id for name in ("Гнатюк", "Лисенко")]
    assert found == dict(zip(asked, ((True, "", 1.0), (False, "unit_blocked", 1.0)), strict=True))
    page = client.post(f"{address}answer/", {"answer": "unit_blocked"}, follow=True).content.decode()
    assert "somebody not answered about" in page
    assert signed_in("approver").post(f"{address}answer/", {"answer": "unit_blocked"}).status_code == 403


def test_one_refusal_of_two_weighs_a_half_for_each(put: Proposal, world: World) -> None:
    assert actions.answer_whole(by=world.negotiator, at=world.now, proposal=put, cause="no_reason") == 2
    assert [one.share for one in recorded(world.now.date())] == [0.5, 0.5]
