"""Proposals on the desk: from the register to a package with reasons, and to the other side."""

from __future__ import annotations

from datetime import date, datetime
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from desk.audit.models import Entry
from desk.channel.models import Channel, Draft
from desk.errors import Refused
from desk.evidence.actions import take_in
from desk.planner import actions, candidates, jobs
from desk.planner.agreement import offered_terms
from desk.planner.answers import learnt
from desk.planner.forms import TermsForm, filled_like
from desk.planner.models import Answer, Proposal
from desk.register.actions import open_person
from homeward.assessment.judgement import CaseGrade
from homeward.channel.terms import Number, read
from homeward.evidence.mention import Detail
from homeward.planner.objectives import Objective
from homeward.planner.pool import Direction, Wish
from homeward.planner.scales import Scale
from homeward.planner.terms import Parity, Terms
from homeward.register.statement import Grade
from tests.desk.channel.conftest import World


@pytest.fixture
def people(staff: Any, now: datetime) -> dict[str, Any]:
    """Two of ours seen by the ICRC, and one of theirs whom we hold and who wishes to go home."""
    item = take_in(
        by=staff("analyst"),
        at=now,
        data=b"lists",
        name="lists.txt",
        source="ICRC",
        collector="analyst",
        collected_at=now,
    )

    def held(surname: str, party: str, captured: str, **more: str) -> Any:
        values = {"surname": surname, "capture_at": captured, "visited_by_neutral": "icrc", "birth_date": "1980-01-01"}
        details = tuple(Detail(key, value, value) for key, value in (values | more).items())
        return open_person(
            by=staff("analyst"),
            at=now,
            party=party,
            item=item,
            locator="1",
            values=details,
            grade=Grade("A", 1),
        )

    return {
        "early": held("Гнатюк", "VRH", "2023-01-05"),
        "late": held("Лисенко", "VRH", "2025-06-01", rank_code="OF-1"),
        "theirs": held("Иванов", "ZLS", "2025-01-01", ex_wish="wishes", oc_admitted_on="2025-01-02"),
    }


def test_the_pool_holds_both_sides_as_the_register_knows_them(people: Any, now: datetime) -> None:
    pool = candidates.pool(now.date())
    found = {one.id: one for one in pool.candidates}
    late, theirs = found[people["late"].public_id], found[people["theirs"].public_id]
    assert (late.direction, late.rank_band, late.held_from) == (Direction.RECEIVE, "III", date(2025, 6, 1))
    assert (theirs.direction, theirs.wish) == (Direction.GIVE, Wish.WISHES)


def test_a_family_is_one_group_by_any_chain_of_kinship(people: Any, now: datetime) -> None:
    early, late, theirs = (people[name].current for name in ("early", "late", "theirs"))
    late.values["relative_also_captive"] = [early.person.public_id, theirs.person.public_id]
    groups = {one.id: one.group for one in candidates.people([early, late, theirs], now.date())}
    assert set(groups) == {row.person.public_id for row in (early, late, theirs)}
    assert set(groups.values()) == {min(groups)}
    assert {one.group for one in candidates.people([early, theirs], now.date())} == {""}


def test_age_and_sex_make_categories_only_when_sure(people: Any, now: datetime) -> None:
    current = people["late"].current
    current.birth_date, current.sex = "2003", "female"
    assert candidates.categories(current, date(2026, 11, 24)) == {"woman", "under_25"}
    current.birth_date = "2001"
    assert candidates.categories(current, date(2026, 11, 24)) == {"woman"}


def test_a_proposal_is_found_and_kept(people: Any, staff: Any, now: datetime) -> None:
    found = actions.propose(by=staff("negotiator"), at=now, title="One for one", terms=Terms(5, 5))
    assert found.state == Proposal.State.FOUND
    assert found.proven
    assert {one.person for one in found.people.all()} == {people["early"], people["theirs"]}
    assert Entry.objects.get(act="planner.propose").subject == found.public_id
    assert found.order[0] == "art_109"
    assert {row["bound"] - row["value"] for row in found.levels} == {0}


def test_terms_that_clash_are_kept_with_the_clash(people: Any, staff: Any, now: datetime) -> None:
    terms = Terms(1, 0, named=frozenset({people["early"].public_id}))
    found = actions.propose(by=staff("negotiator"), at=now, title="Impossible", terms=terms)
    assert (found.state, set(found.clash)) == (Proposal.State.CLASH, {"most_given", "parity", "named"})


@pytest.fixture
def proposal(people: Any, staff: Any, now: datetime) -> Proposal:
    return actions.propose(by=staff("negotiator"), at=now, title="One for one", terms=Terms(5, 5))


@pytest.fixture
def at_once(settings: Any) -> None:
    """Jobs run while the request waits, as a test needs it."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def filled(**more: object) -> dict[str, object]:
    """The form as it comes, some fields filled in otherwise."""
    form = TermsForm(initial={"title": "Autumn"})
    given = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    given |= {"parity": "count", "scale": "bands", "least": "probably_held"} | more
    return {name: value for name, value in given.items() if value is not None and value is not False}


def test_a_negotiator_states_terms_on_the_page(people: Any, signed_in: Any, at_once: None) -> None:
    page = signed_in("negotiator").post("/planner/new/", filled(most_received=5), follow=True).content.decode()
    assert "Found, proven best" in page
    assert "Гнатюк" in page
    assert "We receive at most 5 people within the count." in page


def test_the_form_comes_ready_so_that_one_click_asks(people: Any, signed_in: Any) -> None:
    page = signed_in("negotiator").get("/planner/new/").content.decode()
    assert 'value="Exchange,' in page
    assert "Order of the objectives" in page


def test_what_if_begins_from_the_terms_of_a_proposal(people: Any, staff: Any, signed_in: Any, now: datetime) -> None:
    early = people["early"].public_id
    terms = Terms(7, 6, Parity.RATIO, ratio=(2, 3), named=frozenset({early}), most_bodies=(4, 0))
    row = actions.propose(by=staff("negotiator"), at=now, title="Seven", terms=terms)
    again = TermsForm({name: value for name, value in filled_like(row).items() if value is not False})
    assert again.is_valid()
    assert (again.cleaned_data["terms"], again.cleaned_data["hierarchy"]) == (terms, row.to_order())
    page = signed_in("negotiator").get("/planner/new/", {"like": row.public_id}).content.decode()
    assert f'value="{early}"' in page


def test_while_it_is_worked_out_the_page_says_how_far(people: Any, signed_in: Any, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    client = signed_in("negotiator")
    page = client.post("/planner/new/", filled(), follow=True).content.decode()
    assert "Being worked out" in page
    assert "closed: 0 per cent" in page
    row = Proposal.objects.get()
    jobs.work_out_later.func(row.public_id)
    assert "Found, proven best" in client.get(f"/planner/{row.public_id}/").content.decode()
    with pytest.raises(Refused, match="already"):
        jobs.work_out_later.func(row.public_id)


def test_the_order_of_the_objectives_is_edited_on_the_form(people: Any, signed_in: Any, at_once: None) -> None:
    client = signed_in("negotiator")
    client.post("/planner/new/", filled(level_months=0, level_expected=2, level_unwell=8))
    row = Proposal.objects.get(beside=None)
    assert row.order[:2] == ["art_109", "expected"]
    assert "months" not in row.order
    page = client.post("/planner/new/", filled(level_art_109=0)).content.decode()
    assert "begins with article 109" in page


def test_terms_of_every_kind_are_read_from_the_form(people: Any, signed_in: Any, at_once: None) -> None:
    early, late, theirs = (people[name].public_id for name in ("early", "late", "theirs"))
    wanted = filled(
        parity="points",
        scale="cartel_1862",
        all_of=["woman"],
        everybody="on",
        bodies_received=3,
        bodies_given=1,
        third_country=early,
        stay_country="tur",
        stays=1,
        tied=f"{late} {theirs}",
        step=12,
    )
    signed_in("negotiator").post("/planner/new/", wanted)
    terms = Proposal.objects.get(beside=None).to_terms()
    assert (terms.parity, terms.scale, terms.step) == (Parity.POINTS, Scale.CARTEL_1862, 12)
    assert (terms.most_bodies, terms.stay_country, terms.stays) == ((3, 1), "TUR", 1)
    assert (terms.third_country, terms.tied) == ({early}, (frozenset({late, theirs}),))


def test_the_page_answers_why_and_why_not(proposal: Proposal, people: Any, signed_in: Any) -> None:
    client = signed_in("approver")
    inside = client.get(f"/planner/{proposal.public_id}/why/{people['early'].public_id}/").content.decode()
    outside = client.get(f"/planner/{proposal.public_id}/why/{people['late'].public_id}/").content.decode()
    assert "Without this person the best package would be worse" in inside
    assert "This person can be in if the package changes as the table shows." in outside
    assert Entry.objects.filter(act="planner.read_why", subject=people["late"].public_id).exists()


def test_the_page_tells_what_a_rule_costs(proposal: Proposal, signed_in: Any) -> None:
    page = signed_in("negotiator").get(f"/planner/{proposal.public_id}/", {"without": "parity"}).content.decode()
    assert "Months in captivity ended" in page
    assert "then" in page


def test_only_negotiators_and_approvers_see_proposals(proposal: Proposal, signed_in: Any) -> None:
    for role in ("analyst", "liaison", "mediator", "observer", "family", "escort", "custodian", "auditor"):
        assert signed_in(role).get("/planner/").status_code == 403
    assert signed_in("approver").get("/planner/new/").status_code == 403


@pytest.mark.parametrize(("language", "words"), [("uk", "Умови"), ("ru", "Условия")])
def test_the_planner_speaks_the_reader_s_language(
    language: str, words: str, proposal: Proposal, signed_in: Any
) -> None:
    client = signed_in("negotiator")
    client.cookies["django_language"] = language
    assert words in client.get(f"/planner/{proposal.public_id}/").content.decode()


@pytest.fixture
def channel(world: World) -> Channel:
    return world.channel


def test_a_proposal_is_put_once_and_waits_for_two_superiors(
    proposal: Proposal, channel: Any, staff: Any, now: datetime
) -> None:
    draft = actions.offer(by=staff("negotiator"), at=now, proposal=proposal, channel=channel)
    assert (draft.state, draft.proposal, draft.kind) == ("waiting", proposal.public_id, "offer")
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.OFFERED
    with pytest.raises(Refused, match="not yet put"):
        actions.offer(by=staff("negotiator"), at=now, proposal=proposal, channel=channel)


def test_the_offer_is_drafted_from_the_page(proposal: Proposal, channel: Any, signed_in: Any) -> None:
    client = signed_in("negotiator")
    address = f"/planner/{proposal.public_id}/"
    assert "Draft the offer" in client.get(address).content.decode()
    page = client.post(f"{address}offer/", {"channel": channel.public_id}, follow=True).content.decode()
    assert "waits for two superiors" in page
    assert signed_in("approver").post(f"{address}offer/", {}).status_code == 403


def test_a_mediator_keeps_time_if_the_offer_says_so(proposal: Proposal, channel: Channel, signed_in: Any) -> None:
    given = {"channel": channel.public_id, "mediator_keeps_time": "on"}
    signed_in("negotiator").post(f"/planner/{proposal.public_id}/offer/", given)
    assert Draft.objects.get(kind="offer").data["terms"]["timekeeper"] == "MDL"


def test_nobody_keeps_time_where_no_mediator_is(
    proposal: Proposal, channel: Channel, staff: Any, now: datetime
) -> None:
    channel.mediator = ""
    who: dict[str, Any] = {"by": staff("negotiator"), "at": now, "proposal": proposal, "channel": channel}
    with pytest.raises(Refused, match="no mediator"):
        actions.offer(**who, mediator_keeps_time=True)
    assert "timekeeper" not in actions.offer(**who).data["terms"]


def test_the_offer_carries_the_rules_that_their_program_checks(
    people: Any, channel: Any, staff: Any, now: datetime
) -> None:
    terms = Terms(5, 5, tolerance=1, all_of=frozenset({"woman"}), step=9)
    row = actions.propose(by=staff("negotiator"), at=now, title="Women", terms=terms)
    sent = offered_terms(row)
    agreement = read(sent["agreement"])
    assert (sent["step"], agreement.step, [one.key for one in agreement.categories]) == (9, 9, ["woman"])
    assert agreement.numbers == (Number("woman", 0, 0),)


def test_what_the_other_side_answers_teaches_the_next_proposal(
    proposal: Proposal, people: Any, channel: Any, signed_in: Any, staff: Any, now: datetime
) -> None:
    early, client = people["early"], signed_in("negotiator")
    address = f"/planner/{proposal.public_id}/answer/{early.public_id}/"
    assert client.post(address, {"answer": "no_reason"}).status_code == 302
    assert not Answer.objects.exists()
    actions.offer(by=staff("negotiator"), at=now, proposal=proposal, channel=channel)
    page = client.post(address, {"answer": "no_reason"}, follow=True).content.decode()
    assert "gave no reason" in page
    assert signed_in("approver").post(address, {"answer": "agreed"}).status_code == 403
    odds = learnt(now.date())
    assert odds is not None
    (kind,) = odds.kinds.values()
    assert kind.no > kind.yes
    assert Entry.objects.get(act="planner.answer").data["cause"] == "no_reason"
    with pytest.raises(Refused, match="already"):
        actions.answer(by=staff("negotiator"), at=now, proposal=proposal, person=early, agreed=True)


def test_only_people_held_as_surely_as_asked_are_in_the_pool(people: Any, now: datetime) -> None:
    assert len(candidates.pool(now.date(), CaseGrade.CONFIRMED_BY_ICRC).candidates) == 3
    current = people["early"].current
    current.as_grade = CaseGrade.PROBABLY_HELD
    current.save()
    assert len(candidates.pool(now.date(), CaseGrade.CONFIRMED_HELD).candidates) == 2


def test_the_reasons_are_kept_and_replacements_shown(proposal: Proposal, people: Any, signed_in: Any) -> None:
    page = signed_in("approver").get(f"/planner/{proposal.public_id}/why/{people['early'].public_id}/").content.decode()
    assert "Grounds kept with the proposal" in page
    assert "Months in captivity: 46." in page
    assert "Who could come instead" in page
    assert people["late"].display_name in page


def test_packages_stand_side_by_side_and_each_can_be_offered(
    people: Any, channel: Any, staff: Any, now: datetime
) -> None:
    order = (Objective.ART_109, Objective.GIVEN)
    by = staff("negotiator")
    first = actions.propose(by=by, at=now, title="Two", terms=Terms(1, 1, Parity.NONE), order=order)
    assert first.state == Proposal.State.FOUND
    for beside in first.alternatives.all():
        assert beside.shared is not None
        assert beside.state == Proposal.State.FOUND


def test_a_proposal_of_before_is_read_with_what_it_did_not_ask_for(proposal: Proposal) -> None:
    step = import_module("desk.planner.migrations.0003_terms_of_before")
    old = {
        key: proposal.terms[key] for key in ("most_received", "most_given", "parity", "tolerance", "ratio", "carried")
    }
    old |= {key: proposal.terms[key] for key in ("categories", "most_places", "unit_share", "stretchers", "civilians")}
    terms = old | {"named": [], "excluded": []}
    levels = [{"key": "months", "value": 9, "proven": True}, {"key": "given", "value": 3, "proven": False}]
    Proposal.objects.filter(pk=proposal.pk).update(terms=terms, order=[], levels=levels)
    step.complete(apps, None)
    proposal.refresh_from_db()
    assert proposal.to_terms() == Terms(5, 5)
    assert proposal.to_order()[-1] == Objective.GIVEN
    assert [row["bound"] for row in proposal.levels] == [9, 0]
