"""What the other side says of a stage stands beside ours: its roll-call, its receipt, who is to come instead."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from desk.channel import actions as channel
from desk.channel import ends
from desk.channel.models import Channel
from desk.errors import Refused
from desk.handover import actions, queries
from desk.handover.models import Operation, Receipt, Row, Told
from desk.register.models import Person
from homeward.canonical import Value
from homeward.channel.party import Keyring, Party
from homeward.handover import receipt as paper
from tests.desk.channel.conftest import World, world  # noqa: F401
from tests.desk.handover.test_heard import hear, operation, passage, person, say  # noqa: F401


@pytest.fixture
def moving(world: World, operation: Operation) -> Any:  # noqa: F811
    """The one stage, on the road."""
    hear(world, operation)
    actions.send_notice(by=world.negotiator, at=world.now, operation=operation, passage=passage(world.now))
    world.deliver()
    say(world, "acknowledge", {"of": operation.notices.get().sha256, "units": "3rd brigade"})
    hear(world, operation)
    by, at = world.negotiator, world.now
    actions.act(by=by, at=at, operation=operation, kind="move", party="VRH", data={"stage": 1})
    return operation.stages.get()


def called(world: World, stage: Any) -> list[str]:  # noqa: F811
    """Our roll-call: everybody is present; their ids."""
    for row in stage.rows.all():
        actions.mark(by=world.negotiator, at=world.now, row=row, seen=True)
    actions.end_roll_call(by=world.negotiator, at=world.now, stage=stage, party="VRH")
    return [row.person.public_id for row in stage.rows.all()]


def beside(stage: Any) -> list[Any]:
    return queries.beside(stage.operation, queries.machine(stage.operation))


def substitutes(stage: Any) -> list[queries.Waiting]:
    return queries.substitutes(stage.operation, queries.machine(stage.operation))


def about(stage: Any, **more: Any) -> dict[str, Any]:
    return {"deal": stage.operation.deal.key, "operation": "theirs", "stage": stage.number, **more}


def test_their_roll_call_is_counted_beside_ours_and_a_difference_stops_the_receipt(world: World, moving: Any) -> None:  # noqa: F811
    one, other = (row.person.public_id for row in moving.rows.order_by("-direction"))
    say(world, "roll_call", about(moving, present=[other], absent=[one]))
    assert hear(world, moving.operation).taken == 1
    called(world, moving)
    with pytest.raises(Refused, match="differs from the roll-call: ZLS"):
        actions.sign_receipt(by=world.negotiator, at=world.now, stage=moving)
    [found] = beside(moving)
    assert [(line.name, line.party) for line in found.differs] == [("Гнатюк", "ZLS")]
    say(world, "roll_call", about(moving, present=[one, other], absent=[]))
    hear(world, moving.operation)
    assert beside(moving)[0].differs == ()
    assert actions.sign_receipt(by=world.negotiator, at=world.now, stage=moving)


def test_a_roll_call_of_a_stage_that_is_not_is_refused(world: World, moving: Any) -> None:  # noqa: F811
    say(world, "roll_call", about(moving, present=[], absent=[]) | {"stage": 7})
    assert hear(world, moving.operation).refused == ("This operation has no stage 7.",)
    assert not Told.objects.exists()


def test_their_signature_under_our_receipt_makes_it_whole(world: World, moving: Any) -> None:  # noqa: F811
    ids = called(world, moving)
    ours = actions.sign_receipt(by=world.negotiator, at=world.now, stage=moving)
    assert [one.words for one in beside(moving)] == [queries.RECEIPTS["ours"]]
    signed = paper.sign(paper.verify(bytes(ours.data)), "ZLS", world.peer.keyring.speaker)
    said = about(moving, people=ids, sha256=ours.sha256, signature=signed.marks[1].signature.to_value())
    say(world, "receipt", said)
    assert hear(world, moving.operation).refused == ()
    assert paper.verify(bytes(Receipt.objects.get().data)).parties == ("VRH", "ZLS")
    moving.refresh_from_db()
    assert moving.state == "receipted"
    assert [one.words for one in beside(moving)] == [queries.RECEIPTS["all"]]


def test_a_signature_that_does_not_hold_is_refused_and_changes_nothing(world: World, moving: Any) -> None:  # noqa: F811
    ids = called(world, moving)
    ours = actions.sign_receipt(by=world.negotiator, at=world.now, stage=moving)
    wrong = paper.sign(paper.verify(bytes(ours.data)), "ZLS", world.mediator.keyring.speaker).marks[1].signature
    say(world, "receipt", about(moving, people=ids, sha256=ours.sha256, signature=wrong.to_value()))
    [why] = hear(world, moving.operation).refused
    assert why.startswith("The receipt does not hold")
    assert not Told.objects.exists()
    assert Receipt.objects.get().data == ours.data


def test_another_receipt_of_theirs_stands_beside_ours(world: World, moving: Any) -> None:  # noqa: F811
    ids = called(world, moving)
    say(world, "receipt", about(moving, people=ids, sha256="b" * 64))
    hear(world, moving.operation)
    assert [one.words for one in beside(moving)] == [queries.RECEIPTS["theirs"]]
    actions.sign_receipt(by=world.negotiator, at=world.now, stage=moving)
    assert [one.words for one in beside(moving)] == [queries.RECEIPTS["another"]]
    moving.refresh_from_db()
    assert moving.state == "called"


def test_our_roll_call_our_receipt_and_our_check_in_are_said_on_the_channel(world: World, moving: Any) -> None:  # noqa: F811
    by, at = world.negotiator, world.now
    with pytest.raises(Refused, match="must be marked first"):
        actions.send_roll_call(by=by, at=at, stage=moving)
    actions.send_check_in(by=by, at=at, notice=moving.operation.notices.get(), where="the ford")
    ids = called(world, moving)
    actions.send_roll_call(by=by, at=at, stage=moving)
    actions.send_receipt(by=by, at=at, receipt=actions.sign_receipt(by=by, at=at, stage=moving))
    world.deliver()
    said = {message.act.kind: message.act.data for message in world.peer.transcript.effective}
    assert said["check_in"]["where"] == "the ford"
    assert sorted(said["roll_call"]["present"]) == sorted(ids)  # type: ignore[arg-type, type-var]
    assert said["receipt"]["signature"]
    assert any("the ford" in line.words for line in queries.log(moving.operation, "en"))
    assert hear(world, moving.operation) == actions.Heard(0)


def test_who_comes_instead_is_agreed_by_both_on_the_channel(world: World, moving: Any) -> None:  # noqa: F811
    leaves = moving.rows.get(direction="receive")
    comes = Person.objects.get(public_id=person(world, "Лисенко", "VRH"))
    actions.send_substitute(by=world.negotiator, at=world.now, row=leaves, comes=comes)
    assert moving.rows.get(direction="receive") == leaves
    world.deliver()
    proposed = next(one for one in world.peer.transcript.effective if one.act.kind == "substitute")
    say(world, "comply", {"of": proposed.id})
    assert hear(world, moving.operation).refused == ()
    row = moving.rows.get(direction="receive")
    assert (row.person, row.instead_of, row.weight) == (comes, leaves, 8)
    assert Row.ever.count() == 3
    assert queries.machine(moving.operation).stages[0].receive == (comes.public_id,)
    called(world, moving)
    crossed = paper.verify(bytes(actions.sign_receipt(by=world.negotiator, at=world.now, stage=moving).data))
    assert {one.name for one in crossed.receipt.crossed} == {"Лисенко", "Иванов"}


def test_their_proposal_waits_for_us(world: World, moving: Any) -> None:  # noqa: F811
    leaves = moving.rows.get(direction="give").person.public_id
    other = person(world, "Петров", "ZLS")
    said = about(moving, leaves=leaves, comes={"id": other, "name": "Петров", "born": ""}, points=8)
    id = say(world, "substitute", said)
    assert hear(world, moving.operation).refused == ()
    [waiting] = substitutes(moving)
    assert (waiting.by, waiting.comes.public_id, waiting.message) == ("ZLS", other, id)
    actions.send_agreement(by=world.negotiator, at=world.now, operation=moving.operation, of=id)
    assert moving.rows.get(direction="give").person.public_id == other
    assert substitutes(moving) == []


def test_nobody_unknown_home_or_promised_elsewhere_comes_instead(world: World, moving: Any) -> None:  # noqa: F811
    leaves = moving.rows.get(direction="give").person.public_id
    stranger = {"id": "nobody", "name": "X", "born": ""}
    say(world, "substitute", about(moving, leaves=leaves, comes=stranger, points=8))
    assert hear(world, moving.operation).refused[0].startswith("Somebody is proposed who is not in our register")
    twice = {"id": leaves, "name": "Иванов", "born": ""}
    say(world, "substitute", about(moving, leaves=leaves, comes=twice, points=8))
    assert "On the list of another operation under way" in hear(world, moving.operation).refused[0]
    assert queries.machine(moving.operation).substitutes == ()


def test_a_mediator_named_late_is_heard_from_the_beginning(world: World, operation: Operation) -> None:  # noqa: F811
    hear(world, operation)
    by, at = world.negotiator, world.now
    actions.send_notice(by=by, at=at, operation=operation, passage=passage(at))
    notice = operation.notices.get()
    world.deliver(world.mediator)
    spoken = world.mediator.say(
        world.mediator.act("acknowledge", {"of": notice.sha256, "units": "air control"}, world.peer_exp()), at
    )
    world.mediator.send(spoken, ends.inbox(world.channel), at)
    world.receive()
    assert hear(world, operation).refused
    heard = actions.name_guarantor(by=by, at=at, operation=operation, party="MDL")
    assert (heard.taken, heard.refused) == (1, ())
    assert notice.acknowledgements.get().party == "MDL"
    [lamp] = queries.lamps(operation, queries.machine(operation), at, "en")
    assert lamp.words == "Not safe yet: no acknowledgement of this notice by ZLS."


def test_a_notice_of_a_place_is_said_and_heard_with_it(world: World, operation: Operation) -> None:  # noqa: F811
    hear(world, operation)
    operation.stages.update(place_name="bridge")
    by, at = world.negotiator, world.now
    actions.send_notice(by=by, at=at, operation=operation, passage=passage(at), place="bridge")
    assert operation.notices.get().place == "bridge"
    with pytest.raises(Refused, match="does not cross at port"):
        actions.send_notice(by=by, at=at, operation=operation, passage=passage(at), place="port")


def test_the_observer_stands_beside_both_and_hears_our_roll_call(
    world: World,  # noqa: F811
    moving: Any,
    signed_in: Any,
) -> None:
    by, at, id = world.negotiator, world.now, moving.operation.public_id
    watcher = Keyring.from_seed(b"an observer of a test".ljust(32), "OBS", at, 0, observes=id)
    cards = {"peer": world.peer.keyring.card, "observer": watcher.card}
    upload = {name: SimpleUploadedFile(f"{name}.json", card.to_bytes()) for name, card in cards.items()}
    signed_in("negotiator").post(reverse("channel:pair"), upload)
    watched = Channel.objects.get(scope=id)
    eye = Party(watcher, ends.joined(watched))
    data: dict[str, Value] = {"operation": id, "stage": 1, "present": 1, "absent": 1, "note": "one was led away"}
    eye.send(eye.say(eye.act("observation", data, world.peer_exp()), at), ends.inbox(watched), at)
    channel.receive_from_folder(by=by, at=at, channel=watched)
    called(world, moving)
    [found] = beside(moving)
    assert [(one.party, one.present, one.absent, one.agrees) for one in found.seen] == [("OBS", 1, 1, False)]
    page = signed_in("escort").get(f"/operations/{id}/").content.decode()
    assert "one was led away" in page
    assert "not as our roll-call" in page
    actions.send_roll_call(by=by, at=at, stage=moving)
    eye.collect(channel.export_to_folder(by=by, at=at, channel=watched)[0].parent, at)
    assert "roll_call" in {message.act.kind for message in eye.transcript.effective}


def test_bags_that_they_alone_signed_for_are_named(world: World, moving: Any) -> None:  # noqa: F811
    say(world, "remains_receipt", about(moving, bags=["S-7"], sha256="c" * 64))
    assert hear(world, moving.operation).taken == 1
    [found] = beside(moving)
    assert (found.bags, found.words) == (("S-7",), queries.RECEIPTS["none"])
