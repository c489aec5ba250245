"""Proposals on the desk: from the register to a package with reasons, and to the other side."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from desk.audit.models import Entry
from desk.errors import Refused
from desk.evidence.actions import take_in
from desk.planner import actions, candidates
from desk.planner.models import Proposal
from desk.register.actions import open_person
from homeward.evidence.mention import Detail
from homeward.planner.pool import Direction, Wish
from homeward.planner.terms import Terms
from homeward.register.statement import Grade


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


def test_terms_that_clash_are_kept_with_the_clash(people: Any, staff: Any, now: datetime) -> None:
    terms = Terms(1, 0, named=frozenset({people["early"].public_id}))
    found = actions.propose(by=staff("negotiator"), at=now, title="Impossible", terms=terms)
    assert (found.state, set(found.clash)) == (Proposal.State.CLASH, {"most_given", "parity", "named"})


@pytest.fixture
def proposal(people: Any, staff: Any, now: datetime) -> Proposal:
    return actions.propose(by=staff("negotiator"), at=now, title="One for one", terms=Terms(5, 5))


def test_a_negotiator_states_terms_on_the_page(people: Any, signed_in: Any) -> None:
    form = {"title": "Autumn", "most_received": 5, "most_given": 5, "parity": "count", "tolerance": 0}
    form |= {"ratio_received": 1, "ratio_given": 1, "carried": 0, "most_places": 0, "unit_share": 0, "stretchers": 0}
    answer = signed_in("negotiator").post("/planner/new/", form, follow=True)
    page = answer.content.decode()
    assert "Found, proven best" in page
    assert "Гнатюк" in page
    assert "We receive at most 5 people within the count." in page


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
def channel(staff: Any, now: datetime) -> Any:
    """A channel to the other side whose digits were compared."""
    from desk.channel import actions as channel_actions
    from desk.channel import ends
    from homeward.channel.party import Keyring
    from homeward.keys import Identity

    by = staff("negotiator")
    channel_actions.set_up(by=by, at=now)
    seats = tuple(Identity.from_seed(bytes([n]) * 32, f"seat{n}") for n in range(1, 4))
    root, desk = Identity.from_seed(b"r" * 32, "ZLS root"), Identity.from_seed(b"d" * 32, "ZLS")
    theirs = Keyring.make("ZLS", root, desk, seats, now)
    opened = channel_actions.pair(by=by, at=now, peer=theirs.card.to_bytes())
    return channel_actions.compare(by=by, at=now, channel=opened, digits=ends.peer_digits(opened))


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
