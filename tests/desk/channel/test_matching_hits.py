"""What becomes of a pair: somebody looks, somebody claims, and nothing happens by itself."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from desk.audit.models import Entry
from desk.channel import rounds
from desk.channel.actions import matching_hits as actions
from desk.channel.actions.matching_rounds import note_fault
from desk.channel.models import Message
from desk.channel.models.matching import Hit, Round
from desk.channel.queries.matching import fault
from desk.errors import Refused
from desk.register.models import Person
from homeward.channel.matching.errors import MatchingRefused
from tests.desk.channel.conftest import World
from tests.desk.channel.matching_peer import agreed, missing, play, terms_of, written

CONFIRMED, DISMISSED = Hit.Verdict.CONFIRMED, Hit.Verdict.DISMISSED


@pytest.fixture
def found(world: World, tmp_path: Path) -> Round:
    """A round with a pair by five keys (Іван) and one by one key (Тарас: the service number)."""
    missing(world, "Коваль Іван Петрович", "1990-05-12")
    missing(world, "Шевченко Тарас Григорович", "1991-02-03", "АА-123456")
    theirs = [
        written("z1", "Коваль Иван Петрович", "1990-05-12"),
        written("z2", "Сидоров Илья", "1970-01-01", "АА123456"),
    ]
    return play(agreed(world, tmp_path / "peer", terms_of(world)), theirs)


def hit(found: Round, name: str) -> Hit:
    return found.hits.get(person__display_name__contains=name)


def judge(world: World, one: Hit, verdict: Hit.Verdict, reason: str = "") -> Hit:
    return actions.judge(by=world.negotiator, at=world.now, hit=one, verdict=verdict, reason=reason)


def test_a_pair_by_one_key_needs_a_second_reason(world: World, found: Round) -> None:
    assert [(one.sure, one.keys) for one in (hit(found, "Іван"), hit(found, "Тарас"))] == [
        (True, [2, 3, 4, 5, 6]),
        (False, [1]),
    ]
    with pytest.raises(Refused, match="Only one key agrees"):
        judge(world, hit(found, "Тарас"), CONFIRMED, "  ")
    judged = judge(world, hit(found, "Тарас"), CONFIRMED, "The tattoo on the photo is his.")
    assert (judged.verdict, judged.judged_by, judged.judged_at) == ("confirmed", world.negotiator, world.now)


def test_a_pair_is_judged_once(world: World, found: Round) -> None:
    judge(world, hit(found, "Тарас"), DISMISSED)
    with pytest.raises(Refused, match="already"):
        judge(world, hit(found, "Тарас"), CONFIRMED, "No, it is he.")


def test_confirmed_pairs_are_claimed_together_each_in_a_message_of_its_own(world: World, found: Round) -> None:
    pairs = [judge(world, hit(found, name), CONFIRMED, "seen") for name in ("Іван", "Тарас")]
    assert actions.claim(by=world.negotiator, at=world.now, hits=pairs) == 2
    said = Message.objects.filter(kind="custody_claim")
    assert {one.claim for one in found.hits.all()} == set(said)
    world.deliver()
    claims = [one.act.data for one in world.peer.transcript.effective if one.act.kind == "custody_claim"]
    assert {(one["person"]["name"], one["basis"]) for one in claims} == {  # type: ignore[call-overload,index]
        ("Коваль Іван Петрович", "matching"),
        ("Шевченко Тарас Григорович", "matching"),
    }


def test_nobody_is_claimed_unconfirmed_or_twice_and_then_nothing_is_said_at_all(world: World, found: Round) -> None:
    sure = judge(world, hit(found, "Іван"), CONFIRMED)
    for pairs in ([hit(found, "Тарас")], [sure, hit(found, "Тарас")]):
        with pytest.raises(Refused, match="Only confirmed pairs"):
            actions.claim(by=world.negotiator, at=world.now, hits=pairs)
    assert not Message.objects.filter(kind="custody_claim").exists()
    actions.claim(by=world.negotiator, at=world.now, hits=[sure])
    with pytest.raises(Refused, match="Only confirmed pairs"):
        actions.claim(by=world.negotiator, at=world.now, hits=[sure])
    assert Message.objects.filter(kind="custody_claim").count() == 1


def test_people_we_hold_are_not_claimed(world: World, found: Round) -> None:
    sure = judge(world, hit(found, "Іван"), CONFIRMED)
    Person.objects.filter(pk=sure.person_id).update(party="ZLS")
    with pytest.raises(Refused, match="people of ours"):
        actions.claim(by=world.negotiator, at=world.now, hits=[sure])


def test_a_round_changes_nobody_in_the_register(world: World, found: Round) -> None:
    person = hit(found, "Іван").person
    judge(world, hit(found, "Іван"), CONFIRMED)
    person.current.refresh_from_db()
    assert (person.current.as_grade, person.statements.count()) == ("probably_held", 0)


def test_every_act_leaves_an_entry(world: World, found: Round) -> None:
    acts = list(Entry.objects.order_by("seq").values_list("act", flat=True))
    own = [act for act in acts if act.startswith("channel.match")]
    assert own == [f"channel.match_{act}" for act in ("begin", "enter", "take", "take", "read")]


def test_a_round_is_not_closed_while_somebody_works_on_it(world: World, found: Round) -> None:
    kept = rounds.kept(found.channel, found.terms_hash)
    with kept.alone():
        with pytest.raises(MatchingRefused, match="being worked on"):
            actions.close(by=world.negotiator, at=world.now, round=found)
        assert actions.close_over(by=world.negotiator, at=world.now + timedelta(days=31)) == 0
    assert kept.begun


def test_whatever_is_refused_in_the_background_is_told_on_the_page(world: World, found: Round) -> None:
    refused = Refused("The say of our key was ended.")
    note_fault(by=world.negotiator, at=world.now, round=found, error=refused)
    found.refresh_from_db()
    assert fault(found, "uk") == "The say of our key was ended."
