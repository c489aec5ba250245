from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from desk.audit.models import Entry
from desk.channel import actions, ends
from desk.channel.models import Alarm, Channel, Deal, Draft, Level, Message
from desk.errors import Refused
from homeward.channel.carriers.folder import put
from homeward.channel.export import export
from homeward.channel.verifier import verify_transcript
from tests.desk.channel.conftest import WORDS, World

TERMS = {"most_given": 1, "most_received": 1, "parity": "count"}


def offered(world: World) -> Draft:
    people = {"give": (world.theirs.public_id,), "receive": (world.ours.public_id,)}
    at, by = world.now, world.negotiator
    return actions.offer(by=by, at=at, channel=world.channel, terms=TERMS, proposal="proposal1234", **people)


def test_the_seeds_lie_in_files_that_only_their_owner_reads(world: World) -> None:
    files = sorted(path for path in Path(settings.VAR, "keys").rglob("*") if path.is_file())
    assert [file.name for file in files] == ["VRH.seed", "VRH-p1.json", "VRH-p2.json", "VRH-root.json"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_wrong_digits_are_refused_and_the_level_stays(world: World) -> None:
    Channel.objects.filter(pk=world.channel.pk).update(level=Level.CARD, compared_by=None, compared_at=None)
    channel = Channel.objects.get()
    with pytest.raises(Refused, match="not the same"):
        actions.compare(by=world.negotiator, at=world.now, channel=channel, digits="1" * 30)
    with pytest.raises(Refused, match="Compare the thirty digits"):
        actions.offer(by=world.negotiator, at=world.now, channel=channel, terms=TERMS, give=(), receive=())
    assert Channel.objects.get().level == Level.CARD


def test_an_offer_leaves_the_house_only_with_two_approvals(world: World) -> None:
    draft = offered(world)
    assert draft.state == Draft.State.WAITING
    actions.approve(by=world.approvers[0], at=world.now, draft=draft, passphrase=WORDS)
    assert not Message.objects.exists()
    actions.approve(by=world.approvers[1], at=world.now, draft=draft, passphrase=WORDS)
    draft.refresh_from_db()
    assert draft.state == Draft.State.SENT
    assert Deal.objects.get().state == "offered"
    assert Deal.objects.get().proposal == "proposal1234"


def test_one_approver_counts_once_and_the_composer_not_at_all(world: World) -> None:
    draft = offered(world)
    actions.approve(by=world.approvers[0], at=world.now, draft=draft, passphrase=WORDS)
    with pytest.raises(Refused, match="already given"):
        actions.approve(by=world.approvers[0], at=world.now, draft=draft, passphrase=WORDS)
    with pytest.raises(Refused, match="composed"):
        actions.approve(by=world.negotiator, at=world.now, draft=draft, passphrase=WORDS)
    assert not Message.objects.exists()


def test_a_refused_draft_is_never_sent(world: World) -> None:
    draft = offered(world)
    actions.refuse(by=world.approvers[0], at=world.now, draft=draft, reason="The wounded come first.")
    with pytest.raises(Refused, match="no longer waits"):
        actions.approve(by=world.approvers[1], at=world.now, draft=draft, passphrase=WORDS)
    assert not Message.objects.exists()


def test_a_draft_changed_behind_the_approvers_back_is_not_approved(world: World) -> None:
    draft = offered(world)
    Draft.objects.filter(pk=draft.pk).update(data={**draft.data, "give": []})
    with pytest.raises(Refused, match="was changed"):
        actions.approve(by=world.approvers[0], at=world.now, draft=draft, passphrase=WORDS)


def test_a_person_is_in_one_open_deal_only(world: World) -> None:
    world.approve(offered(world))
    with pytest.raises(Refused, match="another open deal"):
        offered(world)


def test_offer_counter_offer_acceptance_and_confirmation_seal_the_deal_at_every_end(world: World) -> None:
    world.approve(offered(world))
    world.deliver()
    [deal] = world.peer.transcript.deals()[0].values()
    give, receive = ([person.to_value() for person in side] for side in (deal.give, deal.receive))
    terms = {**TERMS, "step": 1}
    world.answer("counter", {"deal": deal.id, "on": deal.on, "terms": terms, "give": receive, "receive": give})
    assert not world.receive().refused
    row = Deal.objects.get()
    assert (row.ours, row.terms["step"]) == (False, 1)
    assert (row.give, row.receive) == ([world.theirs.public_id], [world.ours.public_id])
    world.approve(actions.accept(by=world.negotiator, at=world.now, deal=row))
    world.deliver()
    world.answer("confirm", {"deal": deal.id, "on": world.peer.transcript.deals()[0][deal.id].on})
    world.receive()
    assert Deal.objects.get().state == "sealed"
    world.mediator.collect(ends.inbox(world.channel), world.now)
    world.mediator.collect(ends.outbox(world.channel), world.now)
    files = [export(end.transcript) for end in (ends.end_of(world.channel), world.peer, world.mediator)]
    assert len({verify_transcript(file) for file in files}) == 1
    assert verify_transcript(files[0]).messages == 4


def test_a_second_copy_changes_nothing(world: World) -> None:
    world.approve(offered(world))
    world.deliver()
    world.answer("note", {"note": "We read your offer."})
    first, second = world.receive(), world.receive()
    assert (len(first.new), len(second.new), Message.objects.count()) == (1, 0, 2)
    assert not Alarm.objects.exists()


def test_a_damaged_file_is_refused_with_a_reason_and_an_alarm_and_the_rest_is_taken_in(world: World) -> None:
    world.answer("note", {"note": "one"})
    [good] = ends.inbox(world.channel).glob("*.sealed")
    put(ends.inbox(world.channel), good.read_bytes()[:-1] + b"?")
    result = world.receive()
    assert [refusal.saying.key for refusal in result.refused] == ["cannot_open"]
    assert Message.objects.count() == 1
    world.receive()
    assert Alarm.objects.count() == 1


def test_the_move_out_of_turn_is_refused(world: World) -> None:
    world.approve(offered(world))
    with pytest.raises(Refused, match="not for our side"):
        actions.accept(by=world.negotiator, at=world.now, deal=Deal.objects.get())


def test_an_offer_without_an_answer_lapses_and_frees_its_people(world: World) -> None:
    world.approve(offered(world))
    later = world.now + timedelta(days=8)
    assert actions.lapse_overdue(by=world.negotiator, at=later) == 1
    assert Deal.objects.get().state == "lapsed"


def test_messages_are_never_changed(world: World) -> None:
    world.approve(offered(world))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Message.objects.update(kind="note")


def test_every_act_leaves_an_entry(world: World) -> None:
    world.approve(offered(world))
    acts = list(Entry.objects.order_by("seq").values_list("act", flat=True))
    assert acts[-4:] == ["channel.compare", "channel.compose", "channel.approve", "channel.approve"]
