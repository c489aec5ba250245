"""An observer's desk sees one operation, counts, and both sides hear it; a headquarters reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from desk.accounts.models import User
from desk.channel import actions, ends, queries
from desk.channel.models import Channel, Draft
from desk.errors import Refused
from homeward.channel.carriers import folder
from homeward.channel.errors import BadMessage
from homeward.channel.party import Keyring, Party
from tests.desk.channel.between import ROOT_WORDS, Between, headquarters
from tests.desk.channel.conftest import PEER_SEED, World

SignedIn = Callable[[str], Client]
ROLL: dict[str, Any] = {"deal": "d1", "operation": "op1", "stage": 1, "present": ["p1", "p2"], "absent": []}


@pytest.fixture
def observer(desk_of: Callable[[str, str], User], now: datetime) -> Between:
    by = desk_of("observer", "OBS")
    actions.set_up_between(by=by, at=now, passphrase=ROOT_WORDS, operation="op1")
    pair = [headquarters(code, now) for code in ("VRH", "ZLS")]
    channel = actions.sit_between(by=by, at=now, cards=[one.card.to_bytes() for one in pair])
    joined = ends.joined(channel)
    return Between(channel, {one.party: Party(one, joined) for one in pair}, by, now)


def say(observer: Between, code: str, kind: str, data: dict[str, Any], to: tuple[str, ...] = ()) -> None:
    end = observer.ends[code]
    spoken = end.say(end.act(kind, data, observer.now + actions.ANSWERED_WITHIN, to), observer.now)
    sealed = end.seal_head(spoken, observer.now) if to else end.seal(spoken, observer.now)
    assert sealed
    [other] = (one for one in observer.ends.values() if one is not end)
    other.transcript.add(spoken, observer.now)
    folder.put(ends.inbox(observer.channel), sealed)
    observer.receive()


def test_the_observer_counts_on_its_page_and_both_sides_hear_it(observer: Between, signed_in: SignedIn) -> None:
    say(observer, "VRH", "roll_call", ROLL)
    say(observer, "ZLS", "roll_call", {**ROLL, "present": ["p1"], "absent": ["p2"]})
    client, id = signed_in("observer"), observer.channel.public_id
    seen: dict[str, Any] = {
        "stage": 1,
        "present": 2,
        "absent": 0,
        "wishes_heard": 1,
        "note": "A quarrel at\r\nthe gate.",
    }
    client.post(reverse("channel:observe", args=[id]), seen)
    page = client.get(reverse("channel:observed", args=[id])).content.decode()
    assert "The counts differ" in page
    assert [(one.party, one.present, one.absent) for one in queries.event(observer.channel)[0].counts] == [
        ("OBS", 2, 0),
        ("VRH", 2, 0),
        ("ZLS", 1, 1),
    ]
    observer.deliver()
    for end in observer.ends.values():
        [heard] = [one for one in end.transcript.held if one.act.kind == "observation"]
        assert heard.act.data["note"] == "A quarrel at\nthe gate."
        assert heard.act.data["operation"] == "op1"


def test_the_observer_is_shown_only_what_names_it(observer: Between, signed_in: SignedIn) -> None:
    say(observer, "VRH", "note", {"note": "between us"}, to=("ZLS",))
    say(observer, "VRH", "roll_call", ROLL)
    shown = queries.conversation(observer.channel, observer.now, "en")
    assert [one.row.kind for one in shown] == ["roll_call"]
    page = signed_in("observer").get(reverse("channel:observed", args=[observer.channel.public_id])).content.decode()
    assert "between us" not in page


def test_the_observer_is_told_of_no_lapse_between_the_two(observer: Between) -> None:
    asked = {"category": "woman", "as_of": "2026-11-24"}
    say(observer, "VRH", "list_request", asked, to=("ZLS",))
    assert queries.alarms(observer.now + actions.ANSWERED_WITHIN * 2, "en") == []


def test_another_operation_is_not_taken_in(observer: Between) -> None:
    end = observer.ends["VRH"]
    act = end.act("roll_call", {**ROLL, "operation": "op2"}, observer.now + actions.ANSWERED_WITHIN)
    with pytest.raises(BadMessage, match="op1"):
        end.say(act, observer.now)


def test_an_incomplete_observation_is_not_sent(observer: Between, signed_in: SignedIn) -> None:
    url = reverse("channel:observe", args=[observer.channel.public_id])
    assert signed_in("observer").post(url, {"stage": 1, "present": -1}).status_code == 200
    assert not Draft.objects.exists()


def test_a_headquarters_pairs_with_an_observer_and_reads_what_it_saw(
    world: World, signed_in: SignedIn, now: datetime
) -> None:
    watcher = Keyring.from_seed(b"an observer of a test".ljust(32), "OBS", now, 0, observes="op1")
    peer = Keyring.from_seed(PEER_SEED, "ZLS", now)
    files = {"peer": peer.card, "observer": watcher.card}
    upload = {name: SimpleUploadedFile(f"{name}.json", card.to_bytes()) for name, card in files.items()}
    signed_in("negotiator").post(reverse("channel:pair"), upload)
    channel = Channel.objects.get(scope="op1")
    assert (channel.observer, channel.parties) == ("OBS", ["ZLS", "OBS"])
    eye = Party(watcher, ends.joined(channel))
    data: dict[str, Any] = {"operation": "op1", "stage": 2, "present": 19, "absent": 1}
    eye.send(eye.say(eye.act("observation", data, now + actions.ANSWERED_WITHIN), now), ends.inbox(channel), now)
    actions.receive_from_folder(by=world.negotiator, at=now, channel=channel)
    [found] = queries.observations("op1")
    assert (found.party, found.stage, found.present, found.absent, found.wishes_heard) == ("OBS", 2, 19, 1, None)
    assert queries.observations("op2") == []
    with pytest.raises(Refused, match="Only the observer"):
        actions.observe(by=world.negotiator, at=now, channel=channel, stage=1, present=1, absent=0)
